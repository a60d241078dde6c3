import BillingModel
import Foundation
import InvoiceIntake

/// What a run was given, but for the bytes: enough to lay the same folders out again. Kept as a document of its own;
/// the ledger's record of the run names its digest, and the digests of everything that was read.
struct RunInputs: Codable, Sendable {
    /// A file, folder or link of the snapshot, also one that a run does not read: its name alone can be worth a note.
    struct Entry: Codable, Sendable {
        enum Kind: String, Codable, Sendable {
            case file, folder, link
        }

        let path: String
        let kind: Kind
        /// Where a link leads.
        var target: String?
    }

    /// Reference rates or bank statements: a file, or a folder of files.
    struct Given: Codable, Sendable {
        let name: String
        /// Of a folder; `nil` for a file.
        let files: [String]?
    }

    static let currentVersion = 1
    /// What stands before the digest in the ledger's record of a run.
    static let mark = "inputs="

    var version = RunInputs.currentVersion
    let asOf: String
    let failOn: String?
    let matches: Bool
    let xlsx: Bool
    let splitBy: String?
    let reviewer: String
    let reportingCurrency: String?
    let paymentTerms: Int?
    let rates: [Given]
    let statements: [Given]
    /// Of the rules; empty for the built-in ones.
    let rules: String
    /// Names of the order books, in order.
    let orders: [String]
    /// Names of the files of decisions; `nil` without a folder of reviews.
    let reviews: [String]?
    let snapshot: [Entry]

    /// Looks at what lies there before a run reads it.
    init(_ options: RunOptions, _ rules: LoadedRules) throws(JobError) {
        asOf = options.asOf.description
        failOn = options.failOn?.rawValue
        matches = options.matches
        xlsx = options.xlsx
        splitBy = options.splitBy?.rawValue
        reviewer = options.reviewer
        reportingCurrency = options.reportingCurrency?.description
        paymentTerms = options.paymentTerms
        rates = try options.rates.map { path throws(JobError) in try RunInputs.given(path, .rates) }
        statements = try options.statements.map { path throws(JobError) in try RunInputs.given(path, .statements) }
        self.rules = rules.files.isEmpty ? "" : rules.digest
        orders = options.orders.map { ($0 as NSString).lastPathComponent }
        reviews = try options.reviews.map { folder throws(JobError) in
            try ReviewStage.files(in: folder).map { ($0 as NSString).lastPathComponent }
        }
        var entries: [Entry] = []
        try RunInputs.walk(options.source, "", &entries)
        snapshot = entries
    }

    /// What `tieout review` was given.
    init(review file: String, reviewer: String, asOf: CalendarDate) {
        self.asOf = asOf.description
        self.reviewer = reviewer
        reviews = [(file as NSString).lastPathComponent]
        (failOn, matches, xlsx, splitBy, rules) = (nil, false, false, nil, "")
        (orders, snapshot, rates, statements) = ([], [], [], [])
        (reportingCurrency, paymentTerms) = (nil, nil)
    }

    /// What `tieout import` was given.
    init(import options: RunOptions) throws(JobError) {
        asOf = options.asOf.description
        reviewer = ""
        reviews = nil
        (failOn, matches, xlsx, splitBy, rules) = (nil, false, false, nil, "")
        (orders, snapshot) = ([], [])
        rates = try options.rates.map { path throws(JobError) in try RunInputs.given(path, .rates) }
        statements = try options.statements.map { path throws(JobError) in try RunInputs.given(path, .statements) }
        (reportingCurrency, paymentTerms) = (nil, nil)
    }

    private static func given(_ path: String, _ kind: OfficialFile.Kind) throws(JobError) -> Given {
        let files = try OfficialFile.list(path, kind)
        let isFile = files.count == 1 && files[0].path == path
        return Given(
            name: (path as NSString).lastPathComponent,
            files: isFile ? nil : files.map { ($0.path as NSString).lastPathComponent })
    }

    /// Hidden names are passed over, as readers of snapshots do.
    private static func walk(_ root: String, _ path: String, _ entries: inout [Entry]) throws(JobError) {
        let here = path.isEmpty ? root : root + "/" + path
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: here).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw JobError.refused("source \(here): cannot be listed: \(error.localizedDescription)")
        }
        for name in names {
            let inner = path.isEmpty ? name : path + "/" + name
            var status = stat()
            guard lstat(root + "/" + inner, &status) == 0 else { continue }  // gone meanwhile: the reader will say so
            guard entries.count < IntakeLimits.standard.filesPerFolder * 10 else {
                throw JobError.refused("source \(root): too many files to keep; see --no-keep-documents")
            }
            switch status.st_mode & S_IFMT {
            case S_IFDIR:
                entries.append(Entry(path: inner, kind: .folder))
                try walk(root, inner, &entries)
            case S_IFLNK:
                let target = readLink(root + "/" + inner)
                entries.append(Entry(path: inner, kind: .link, target: target))
            default: entries.append(Entry(path: inner, kind: .file))
            }
        }
    }

    private static func readLink(_ path: String) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(PATH_MAX)) { buffer in
            guard let start = buffer.baseAddress else { return "" }
            let count = readlink(path, start, buffer.count)
            return count > 0 ? String(decoding: UnsafeRawBufferPointer(buffer)[..<count], as: UTF8.self) : ""
        }
    }

    /// The document's bytes. Found again by their own digest, so the encoder's habits do not matter.
    func encoded() throws(JobError) -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return try encoder.encode(self)
        } catch {
            throw JobError.documents("the list of a run's inputs cannot be written: \(error)")
        }
    }

    static func decode(_ bytes: Data) throws(JobError) -> RunInputs {
        do {
            let inputs = try JSONDecoder().decode(RunInputs.self, from: bytes)
            if inputs.version == currentVersion { return inputs }
        } catch {
            throw JobError.documents("the list of a run's inputs cannot be read: \(error)")
        }
        throw JobError.documents("the list of a run's inputs was written by a newer tieout; use that version")
    }
}

import BillingModel
import Crypto
import Foundation
import InvoiceIntake
import LedgerStore
import ReconciliationReports

/// Tells a night on which nothing has changed: the same files, rules, date and options as a committed run whose reports
/// are still there, byte for byte. Then there is nothing to read.
///
/// A file counts as unchanged while size, inode and both of its times are those of the run that digested it. Times too
/// close to the moment of reading prove nothing and are not recorded.
struct UnchangedNight {
    private let options: RunOptions
    private let rules: LoadedRules
    /// The files as they lie there now, before anything is read.
    private let files: [FileStamp]

    init(_ options: RunOptions, _ rules: LoadedRules) throws(JobError) {
        self.options = options
        self.rules = rules
        files = try UnchangedNight.stamps(options)
    }

    /// What else decides the bytes of the reports.
    var optionsDigest: String {
        let deciding = [
            "matches=\(options.matches)", "orders=\(!options.orders.isEmpty)", "xlsx=\(options.xlsx)",
            "split_by=\(options.splitBy?.rawValue ?? "")", "fail_on=\(options.failOn?.rawValue ?? "")",
            "reporting_currency=\(options.reportingCurrency?.description ?? "")",
            "payment_terms=\(options.paymentTerms.map(String.init) ?? "")",
        ]
        return Hex.text(SHA256.hash(data: Data(deciding.joined(separator: " ").utf8)))
    }

    /// The key under which a run of tonight's documents is recorded.
    ///
    /// - Parameter known: What the ledger knows by now beside the documents.
    func key(_ documents: [SourceDocument], _ known: KnownFacts) -> RunKey {
        UnchangedNight.key(documents.map { ($0.name, $0.digest) }, known, options, rules, optionsDigest)
    }

    private static func key(
        _ documents: [(name: String, digest: String)], _ known: KnownFacts, _ options: RunOptions,
        _ rules: LoadedRules, _ optionsDigest: String
    ) -> RunKey {
        var hasher = SHA256()
        hasher.update(data: Data("tieout.input.1\n".utf8))
        for document in documents.map({ "\($0.name)\u{1F}\($0.digest)\n" }).sorted() {
            hasher.update(data: Data(document.utf8))
        }
        for (what, count) in known.counts where count > 0 { hasher.update(data: Data("\(what) \(count)\n".utf8)) }
        return RunKey(
            toolVersion: ToolVersion.current, asOf: options.asOf, rulesDigest: rules.digest,
            optionsDigest: optionsDigest, inputDigest: Hex.text(hasher.finalize()))
    }

    /// The summary of the run whose reports stand; `nil` when there is something to do.
    func summary() throws(JobError) -> RunSummary? {
        guard let run = try standingRun() else { return nil }
        do throws(ReportError) {
            return try RunSummary.unchanged(options, run)
        } catch {
            throw JobError.reports("the reports cannot be read: \(error)")
        }
    }

    /// The run that has read what lies there now and whose reports stand.
    private func standingRun() throws(JobError) -> LedgerStore.RunRecord? {
        guard FileManager.default.fileExists(atPath: options.ledger) else { return nil }
        do throws(LedgerError) {
            let ledger = try Ledger(path: options.ledger)
            let identities = Dictionary(uniqueKeysWithValues: try ledger.fileIdentities().map { ($0.path, $0) })
            var documents: [(name: String, digest: String)] = []
            for file in files {
                guard let identity = identities[file.path], file.isSame(as: identity) else { return nil }
                documents.append((file.name, identity.digest))
            }
            let known = try KnownFacts(ledger, through: options.asOf)
            let key = UnchangedNight.key(documents, known, options, rules, optionsDigest)
            guard let run = try ledger.completedRun(key), holdsReports(run) else { return nil }
            return run
        } catch {
            throw JobError(error)
        }
    }

    private func holdsReports(_ run: LedgerStore.RunRecord) -> Bool {
        ReportFolder.holds(reports: options.reports, asOf: options.asOf, digests: run.reportDigests) { path in
            FileDigest.sha256(path)
        }
    }

    /// What to record about tonight's files: those that were read, did not change meanwhile, and are not too young.
    ///
    /// - Parameter links: Files that the run itself has given another name.
    func identities(
        _ documents: [SourceDocument], _ links: [LinkedFile], now: Date = Date()
    ) throws(JobError) -> [FileIdentity] {
        let byInode = Dictionary(links.map { ($0.inode, $0) }, uniquingKeysWith: { first, _ in first })
        let read = files.map { $0.after(byInode[$0.inode]) }
        guard try UnchangedNight.stamps(options) == read else { return [] }
        let digests = Dictionary(documents.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
        let limit = Int64(now.timeIntervalSince1970 - 2) * 1_000_000_000
        return zip(files, read).compactMap { before, file in
            guard let digest = digests[file.name], before.modified < limit, before.changed < limit else { return nil }
            return FileIdentity(
                path: file.path, size: file.size, modified: file.modified, changed: file.changed, inode: file.inode,
                digest: digest)
        }
    }

    private static func stamps(_ options: RunOptions) throws(JobError) -> [FileStamp] {
        var stamps: [FileStamp] = []
        for path in options.orders {
            stamps.append(try FileStamp(path, name: (path as NSString).lastPathComponent, what: "order book"))
        }
        if let folder = options.reviews {
            for path in try ReviewStage.files(in: folder) {
                stamps.append(try FileStamp(path, name: ReviewStage.name(path), what: "decisions"))
            }
        }
        for file in try OfficialFile.all(options) {
            stamps.append(try FileStamp(file.path, name: file.name, what: file.kind.rawValue))
        }
        for file in try SnapshotEntitlements.files(options.source) {
            stamps.append(try FileStamp(file.path, name: file.name, what: "entitlements"))
        }
        do throws(IntakeError) {
            for file in try SnapshotListing(directory: options.source).files {
                stamps.append(FileStamp(file, source: options.source))
            }
        } catch {
            throw JobError.refused("source \(error)")
        }
        return stamps
    }
}

/// What the ledger knows beside the documents of a night and what counts in its reports: rows are only added, so how
/// many there are tells one state from another.
struct KnownFacts: Sendable {
    let counts: [(what: String, count: Int)]

    init(_ ledger: Ledger, through date: CalendarDate) throws(LedgerError) {
        let official = try ledger.officialCounts()
        counts = [
            ("decisions", try ledger.decisionCount(through: date)), ("rates", official.rates),
            ("statements", official.statements),
        ]
    }
}

/// A file as the file system describes it.
private struct FileStamp: Equatable {
    /// As the ledger remembers it.
    let path: String
    /// As evidence names it.
    let name: String
    let size: Int64
    let modified: Int64
    private(set) var changed: Int64
    let inode: UInt64

    /// The stamp as linking has left it; as it was when the file had been changed before that.
    func after(_ link: LinkedFile?) -> FileStamp {
        guard let link, link.before == changed else { return self }
        var stamp = self
        stamp.changed = link.after
        return stamp
    }

    init(_ file: SnapshotFile, source: String) {
        path = "\(source)//\(file.path)"
        name = file.path
        size = Int64(file.byteCount)
        modified = file.modified
        changed = file.changed
        inode = file.inode
    }

    /// - Parameter what: What the file is, for people.
    init(_ path: String, name: String, what: String) throws(JobError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw JobError.refused("\(what) \(path): cannot be read: \(String(cString: strerror(errno)))")
        }
        self.path = path
        self.name = name
        size = Int64(status.st_size)
        modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
        inode = UInt64(status.st_ino)
    }

    func isSame(as known: FileIdentity) -> Bool {
        size == known.size && modified == known.modified && changed == known.changed && inode == known.inode
    }
}

/// SHA-256 of a file, read in portions; empty when it cannot be read, which is no file's digest.
enum FileDigest {
    static func sha256(_ path: String) -> String {
        guard let file = FileHandle(forReadingAtPath: path) else { return "" }
        var hasher = SHA256()
        do {
            while let portion = try file.read(upToCount: 1 << 20), !portion.isEmpty { hasher.update(data: portion) }
        } catch {
            return ""
        }
        return Hex.text(hasher.finalize())
    }
}

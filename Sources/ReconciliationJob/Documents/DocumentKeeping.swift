import BillingModel
import Foundation
import InvoiceIntake

/// Keeps what a run reads: its rules and the list of its inputs before it begins, the documents themselves while it
/// matches, on a thread of their own, all of it before the ledger is committed.
struct DocumentKeeping: Sendable {
    /// For the ledger's record of the run.
    let inputsDigest: String
    private let options: RunOptions
    private struct Work {
        let store: DocumentStore
        var links: [LinkedFile] = []
    }

    private let lane: WorkLane<Work>

    init(_ options: RunOptions, _ rules: LoadedRules) throws(JobError) {
        let store = DocumentStore(ledger: options.ledger)
        if !rules.files.isEmpty { _ = try store.keep(rules.canonicalBytes) }
        inputsDigest = try store.keep(RunInputs(options, rules).encoded())
        self.options = options
        lane = WorkLane("documents", Work(store: store))
    }

    /// Begins to keep the order books, which are copied, while the lines are being read.
    func keep(_ orders: OrderBookReading) throws(JobError) {
        for (path, document) in zip(options.orders, orders.documents) { try keep(path, document, edited: true) }
    }

    /// Begins to keep everything else that was read.
    func keep(_ night: NightReading) throws(JobError) {
        let reviews = night.reviews.map { outcome in
            let name = (outcome.document.name as NSString).lastPathComponent
            return ((options.reviews ?? "") + "/" + name, outcome.document, true)
        }
        let files = night.snapshot.documents.map { (options.source + "/" + $0.name, $0, false) }
        let given = Dictionary(
            try OfficialFile.all(options).map { ($0.name, $0.path) }, uniquingKeysWith: { first, _ in first })
        let official = night.official.documents.map { document in
            let path = given[document.name]
            return (path ?? options.source + "/" + document.name, document, path != nil)
        }
        let entitlements = night.entitlements.documents.map { (options.source + "/" + $0.name, $0, false) }
        for (path, document, edited) in reviews + files + official + entitlements {
            try keep(path, document, edited: edited)
        }
    }

    private func keep(_ path: String, _ document: SourceDocument, edited: Bool) throws(JobError) {
        if document.digest.isEmpty { return }
        try lane.post { work throws(JobError) in
            let link = try work.store.keep(
                path, digest: document.digest, byteCount: document.byteCount, edited: edited)
            if let link { work.links.append(link) }
        }
    }

    /// Waits until everything is kept.
    ///
    /// - Returns: The files that were linked.
    @discardableResult
    func finish() throws(JobError) -> [LinkedFile] { try lane.ask { $0.links } }
}

extension LoadedRules {
    /// What ``digest`` is the digest of: a version, then each file's name and length on lines of their own and its bytes.
    var canonicalBytes: Data {
        var bytes = Data("tieout rules 1\n".utf8)
        for file in files {
            let text = Data(file.text.utf8)
            bytes += Data("\(file.name)\n\(text.count)\n".utf8) + text
        }
        return bytes
    }

    /// The files in canonical bytes; `nil` when they are none.
    static func files(in bytes: Data) -> [File]? {
        var rest = bytes[...]
        func line() -> String? {
            guard let end = rest.firstIndex(of: 0x0A) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return String(validating: rest[..<end], as: UTF8.self)
        }
        guard line() == "tieout rules 1" else { return nil }
        var files: [File] = []
        while !rest.isEmpty {
            guard let name = line(), !name.contains("/"), let count = line().flatMap({ Int($0) }), count >= 0,
                count <= rest.count, let text = String(validating: rest.prefix(count), as: UTF8.self)
            else { return nil }
            files.append(File(name: name, text: text))
            rest = rest.dropFirst(count)
        }
        return files
    }
}

import BillingModel
import Foundation
import LedgerStore

/// A run's inputs laid out once more, from the documents that were kept of it.
struct ReplayFolder {
    let path: String
    private let store: DocumentStore
    /// SHA-256 of what the run read, by the name that evidence gives it.
    private let digests: [String: String]

    init(_ path: String, _ store: DocumentStore, _ documents: [SourceDocument]) throws(JobError) {
        self.path = path
        self.store = store
        digests = Dictionary(documents.map { ($0.name, $0.digest) }, uniquingKeysWith: { first, _ in first })
        try make(path)
    }

    /// Lays everything out and says how to run over it.
    func options(_ inputs: RunInputs) throws(JobError) -> RunOptions {
        guard case .date(let asOf) = DateText.read(inputs.asOf) else {
            throw JobError.documents("the list of a run's inputs has no date")
        }
        var options = RunOptions(source: path + "/source", asOf: asOf)
        options.failOn = inputs.failOn.flatMap(Severity.init(rawValue:))
        options.matches = inputs.matches
        options.xlsx = inputs.xlsx
        options.splitBy = inputs.splitBy.flatMap(RunOptions.Split.init(rawValue:))
        options.reviewer = inputs.reviewer
        options.keepDocuments = false
        try layOut(inputs.snapshot, in: options.source)
        var names: [String: Int] = [:]
        for (position, name) in inputs.orders.enumerated() {
            // The second book of a name is told from the first by a number, as `OrderBookReader` does.
            names[name, default: 0] += 1
            let count = names[name, default: 1]
            try make("\(path)/orders-\(position)")
            options.orders.append("\(path)/orders-\(position)/\(name)")
            try place(count == 1 ? name : "\(name) (\(count))", at: "\(path)/orders-\(position)/\(name)")
        }
        options.reportingCurrency = inputs.reportingCurrency.flatMap { CurrencyCode($0) }
        options.paymentTerms = inputs.paymentTerms
        var given: [String: Int] = [:]
        options.rates = try layOut(inputs.rates, "rates", &given)
        options.statements = try layOut(inputs.statements, "statements", &given)
        if let reviews = inputs.reviews {
            try make(path + "/reviews")
            options.reviews = path + "/reviews"
            for name in reviews { try place("reviews/" + name, at: path + "/reviews/" + name) }
        }
        options.rules = try rules(inputs.rules)
        return options
    }

    private func layOut(_ entries: [RunInputs.Entry], in source: String) throws(JobError) {
        try make(source)
        for entry in entries {
            // Kept lists are proved by their digest; a path that leads out could only come with a forged ledger.
            guard !entry.path.split(separator: "/").contains("..") else {
                throw JobError.documents("the list of a run's inputs names \(entry.path)")
            }
            let place = source + "/" + entry.path
            switch entry.kind {
            case .folder: try make(place)
            case .file: try self.place(entry.path, at: place)
            case .link:
                // What lay at its end was read through it.
                if digests[entry.path] != nil {
                    try self.place(entry.path, at: place)
                } else if symlink(entry.target ?? "", place) != 0 {
                    throw failure(place)
                }
            }
        }
    }

    private func layOut(
        _ given: [RunInputs.Given], _ kind: String, _ names: inout [String: Int]
    ) throws(JobError) -> [String] {
        var paths: [String] = []
        for (position, source) in given.enumerated() {
            let folder = "\(path)/\(kind)-\(position)"
            try make(folder)
            paths.append(folder + "/" + source.name)
            guard let files = source.files else {
                try place(OfficialFile.unique(source.name, &names), at: folder + "/" + source.name)
                continue
            }
            try make(folder + "/" + source.name)
            for file in files {
                let name = OfficialFile.unique("\(source.name)/\(file)", &names)
                try place(name, at: "\(folder)/\(source.name)/\(file)")
            }
        }
        return paths
    }

    /// Puts a document in its place; a file that was not read is there by name only.
    private func place(_ name: String, at target: String) throws(JobError) {
        guard let digest = digests[name] else {
            guard FileManager.default.createFile(atPath: target, contents: Data()) else { throw failure(target) }
            return
        }
        guard !digest.isEmpty else {
            throw JobError.documents("\(name) could not be read whole by the run, so it was not kept")
        }
        if let fault = store.fault(digest) { throw JobError.documents("\(store.path(digest)) (\(name)) \(fault)") }
        if link(store.path(digest), target) != 0 { throw failure(target) }
    }

    private func rules(_ digest: String) throws(JobError) -> String? {
        // A run without rule files had the built-in rules, as this one has where none are shipped.
        if digest.isEmpty { return nil }
        let folder = path + "/rules"
        try make(folder)
        guard let files = LoadedRules.files(in: try store.bytes(digest)) else {
            throw JobError.documents("\(store.path(digest)) holds no rules")
        }
        for file in files {
            guard FileManager.default.createFile(atPath: folder + "/" + file.name, contents: Data(file.text.utf8))
            else { throw failure(folder) }
        }
        return folder
    }

    private func make(_ folder: String) throws(JobError) {
        if mkdir(folder, 0o700) != 0, errno != EEXIST { throw failure(folder) }
    }

    private func failure(_ path: String) -> JobError { .documents("\(path): \(String(cString: strerror(errno)))") }
}

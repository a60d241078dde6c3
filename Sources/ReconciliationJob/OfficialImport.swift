package import BillingModel
import Foundation
import LedgerStore
import XMLDocuments

/// `tieout import`: takes reference rates or bank statements into the ledger, as a run of its own. Every later run uses
/// them without being told. What the ledger has already is left alone, so the same files may be imported again.
package struct OfficialImport {
    private let options: RunOptions

    /// - Parameter options: Which rates, statements and ledger; the day is that of the import.
    package init(_ options: RunOptions) { self.options = options }

    /// What became of the files.
    package struct Summary: Sendable, Equatable {
        package var rates = 0
        package var knownRates = 0
        package var statements = 0
        package var payments = 0
        package var knownStatements = 0
        /// Files that could not be read whole: nothing of them was taken in.
        package var rejectedFiles = 0
        package var findings: [Finding] = []

        /// A file that was kept out has to be looked at.
        package var exitStatus: ExitStatus { rejectedFiles == 0 ? .ended : .incomplete }
    }

    /// What was read, before the ledger has seen it.
    private struct Reading {
        var documents: [SourceDocument] = []
        var rates: [(document: DocumentIndex, rates: [ReferenceRate])] = []
        var statements: [(document: DocumentIndex, fact: StatementFact)] = []
        var summary = Summary()
    }

    /// - Parameter clock: Now as text, for the ledger's record.
    package func run(clock: () -> String) throws(JobError) -> Summary {
        let lock = try HeldLock(ledger: options.ledger)
        defer { lock.hold() }
        let files = try OfficialFile.all(options)
        guard !files.isEmpty else { throw .refused("nothing to import: there is no file that ends in .xml") }
        var reading = read(files)
        if reading.rates.isEmpty && reading.statements.isEmpty { return reading.summary }
        let inputs = try options.keepDocuments ? keep(files, reading.documents) : nil
        do throws(LedgerError) {
            try post(&reading, inputs, clock)
        } catch {
            throw JobError.ledger(error.description)
        }
        reading.summary.findings.sort()
        return reading.summary
    }

    private func read(_ files: [OfficialFile]) -> Reading {
        var reading = Reading()
        for (position, file) in files.enumerated() {
            let document = DocumentIndex(position)
            reading.documents.append(SourceDocument(official: file.path, file.name))
            do throws(XMLFault) {
                switch (try XMLDocument.read(path: file.path), file.kind) {
                case (.rates(let sheet), .rates):
                    reading.rates.append((document, sheet.rates))
                    if !sheet.leftOut.isEmpty {
                        let text =
                            "not currencies that anything is billed in: \(sheet.leftOut.sorted().joined(separator: ", "))"
                        reading.summary.findings.append(Finding(.note, at: file.name, text))
                    }
                case (.statements(let list), .statements):
                    for statement in list { add(statement, file.name, document, &reading) }
                default: throw XMLFault(line: 0, "holds no \(file.kind.rawValue)")
                }
            } catch {
                reading.summary.rejectedFiles += 1
                reading.summary.findings.append(OfficialDocuments.finding(error, file.name))
            }
        }
        return reading
    }

    private func add(
        _ statement: BankStatement, _ name: String, _ document: DocumentIndex, _ reading: inout Reading
    ) {
        var payments = StatementPayments()
        payments.add([statement], of: name)
        reading.summary.findings += payments.findings
        let fact = StatementFact(
            document: name, account: statement.account, id: statement.id.value, sequence: statement.sequence,
            payments: payments.payments.map(PaymentFact.init))
        reading.statements.append((document, fact))
    }

    /// Keeps the files for a replay of the runs after this; returns the digest of the list of inputs.
    private func keep(_ files: [OfficialFile], _ documents: [SourceDocument]) throws(JobError) -> String {
        let store = DocumentStore(ledger: options.ledger)
        for (file, document) in zip(files, documents) where !document.digest.isEmpty {
            try store.keep(file.path, digest: document.digest, byteCount: document.byteCount, edited: true)
        }
        return try store.keep(RunInputs(import: options).encoded())
    }

    private func post(_ reading: inout Reading, _ inputs: String?, _ clock: () -> String) throws(LedgerError) {
        let ledger = try Ledger(path: options.ledger)
        let posting = try ledger.beginRun(
            RunStart(
                toolVersion: ToolVersion.current, asOf: options.asOf, rulesDigest: "",
                options: inputs.map { "import \(RunInputs.mark)\($0)" } ?? "import", optionsDigest: "",
                startedAt: clock()))
        let rates = try posting.post(rates: reading.rates)
        let statements = try posting.post(statements: reading.statements)
        describe(rates, statements, &reading)
        if rates.posted == 0 && statements.posted == 0 {
            // Nothing new: the ledger stays as it is, without a run that says so.
            try posting.rollBack()
            return
        }
        try posting.seal(documents: reading.documents)
        try posting.commit(
            RunOutcome(
                inputDigest: inputs ?? "", exitStatus: Int(reading.summary.exitStatus.rawValue), endedAt: clock(),
                reportDigests: [:]))
    }

    private func describe(_ rates: RateImport, _ statements: StatementImport, _ reading: inout Reading) {
        reading.summary.rates = rates.posted
        reading.summary.knownRates = rates.known
        reading.summary.statements = statements.posted
        reading.summary.payments = statements.payments
        reading.summary.knownStatements = statements.known
        for revision in rates.revisions {
            let rate = revision.rate
            let what = "\(rate.currency) of \(rate.days.start) is \(rate.rate)"
            let text =
                revision.isStale
                ? "\(what), which was superseded by \(revision.earlier) before: left out"
                : "\(what), was \(revision.earlier): kept as a revision, the new value counts"
            reading.summary.findings.append(
                Finding(
                    revision.isStale ? .note : .warning, at: reading.documents[Int(revision.document.index)].name, text)
            )
        }
        for fact in statements.differing {
            reading.summary.findings.append(
                Finding(
                    .warning, at: fact.document,
                    "statement \(fact.id) is in the ledger with other payments: left as it was first imported"))
        }
    }
}

extension SourceDocument {
    /// An official file as it lies there.
    init(official path: String, _ name: String) {
        var status = stat()
        let size = stat(path, &status) == 0 ? Int(status.st_size) : 0
        self.init(name: name, digest: FileDigest.sha256(path), byteCount: size)
    }
}

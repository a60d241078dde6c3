package import BillingModel
import InvoiceIntake
import LedgerStore

/// `tieout review`: takes a file of decisions into the ledger, as a run of its own. The next reports show them.
package struct Review {
    /// Where the decisions stand.
    private let file: String
    /// The path of the ledger.
    private let path: String
    private let reviewer: String
    private let keepsDocuments: Bool

    /// - Parameter reviewer: Who decided, where the file does not say.
    package init(file: String, ledger: String, reviewer: String, keepsDocuments: Bool = true) {
        self.file = file
        path = ledger
        self.reviewer = reviewer
        self.keepsDocuments = keepsDocuments
    }

    /// What became of the rows.
    package struct Summary: Sendable, Equatable {
        /// The night whose findings were decided on.
        package let asOf: CalendarDate
        package let taken: Int
        /// Rows that say what stands already.
        package let standing: Int
        /// Rows without a disposition.
        package let undecided: Int
        package let rejected: Int
        package let findings: [Finding]

        /// A row that was kept out has to be looked at again.
        package var exitStatus: ExitStatus { rejected == 0 ? .ended : .incomplete }
    }

    /// - Parameter clock: Now as text, for the ledger's record.
    package func run(clock: () -> String) throws(JobError) -> Summary {
        let lock = try HeldLock(ledger: path)
        defer { lock.hold() }
        let (ledger, night) = try open()
        let stage = ReviewStage(asOf: night, reviewer: reviewer)
        let reading = try stage.read(file, as: DocumentIndex(0))
        let inputs = try keepsDocuments ? keep(reading.document, night) : nil
        do throws(LedgerError) {
            try ledger.proveFoundation(before: night.adding(days: 1))
            let outcome = try stage.judge(reading, ledger)
            if !outcome.taken.isEmpty { try post(outcome, ledger, night, inputs, clock) }
            return Summary(
                asOf: night, taken: outcome.taken.count, standing: outcome.standing, undecided: outcome.undecided,
                rejected: outcome.rejected, findings: outcome.findings.sorted())
        } catch {
            throw JobError(error)
        }
    }

    private func open() throws(JobError) -> (Ledger, CalendarDate) {
        let ledger: Ledger
        let night: CalendarDate?
        do throws(LedgerError) {
            ledger = try Ledger(path: path, creating: false)
            night = try ledger.lastNight()
        } catch {
            throw JobError(error)
        }
        guard let night else { throw JobError.refused("\(path) has no findings yet: run the reconciliation first") }
        return (ledger, night)
    }

    /// Keeps the file of decisions, for a replay of the runs after it; returns the digest of the list of inputs.
    private func keep(_ document: SourceDocument, _ night: CalendarDate) throws(JobError) -> String {
        let store = DocumentStore(ledger: path)
        try store.keep(file, digest: document.digest, byteCount: document.byteCount, edited: true)
        return try store.keep(RunInputs(review: file, reviewer: reviewer, asOf: night).encoded())
    }

    private func post(
        _ outcome: ReviewStage.Outcome, _ ledger: Ledger, _ night: CalendarDate, _ inputs: String?,
        _ clock: () -> String
    ) throws(LedgerError) {
        let now = clock()
        let posting = try ledger.beginRun(
            RunStart(
                toolVersion: ToolVersion.current, asOf: night, rulesDigest: "",
                options: inputs.map { "review \(RunInputs.mark)\($0)" } ?? "review", optionsDigest: "",
                startedAt: now))
        try posting.post(decisions: outcome.taken, at: now)
        try posting.seal(documents: [outcome.document])
        try posting.commit(
            RunOutcome(
                inputDigest: outcome.document.digest, exitStatus: outcome.rejected == 0 ? 0 : 3, endedAt: clock(),
                reportDigests: [:]))
    }
}

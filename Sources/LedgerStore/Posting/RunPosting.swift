package import BillingModel
internal import GRDB

/// Everything that one run adds to the ledger, in one transaction: visible together at ``commit(_:)`` or not at all.
///
/// The order of calls: ``register(invoices:)``, the order books, the lines (those of one invoice together), the
/// rejected lines, ``record(headers:)``, ``seal(documents:)``, ``finishReading(readWhole:)``, the findings, the commit.
/// A run that goes away without a commit (a dry run, an error, a crash) leaves the ledger as it was.
package final class RunPosting {
    package let runNumber: Int64
    let ledger: Ledger
    let asOf: CalendarDate
    private let journal: LedgerJournal.Mode
    private var invoices = InvoiceRegister()
    private var postings: PostingRegister
    private var orders: OrderPosting
    private var charges: ChargePosting
    private var rejectedLines: RejectedLinePosting
    private var headersPosted = 0
    private(set) var isOpen = true

    init(_ start: RunStart, in ledger: Ledger, _ database: Database) throws {
        self.ledger = ledger
        asOf = start.asOf
        journal = try LedgerJournal.begin(database)
        do {
            runNumber = try RunPosting.insert(start, database)
            let documentBase = try Int64.fetchOne(
                database, sql: "SELECT ifnull(max(document_no), 0) + 1 FROM source_documents")
            postings = try PostingRegister(run: runNumber, documentBase: documentBase ?? 1, on: database)
            orders = try OrderPosting(on: database)
            charges = try ChargePosting(run: runNumber, on: database)
            rejectedLines = try RejectedLinePosting(run: runNumber, on: database)
        } catch {
            try LedgerJournal.rollBack(journal, database)
            throw error
        }
    }

    deinit {
        if isOpen { abandon() }
    }

    /// Takes over the list of invoices that `InvoiceIndex` counts in, before any of their lines is posted; a second list
    /// goes on counting where the first ended.
    package func register(invoices ids: [String]) throws(LedgerError) {
        try add { database in try invoices.register(ids, run: runNumber, database) }
    }

    /// Adds header versions: an unchanged header adds nothing. Each must be of a registered invoice.
    package func record(headers: [Invoice]) throws(LedgerError) {
        try add { database in headersPosted += try invoices.record(headers, run: runNumber, database) }
    }

    /// Adds the rows of order books that earlier runs did not have.
    package func post(orders batch: OrderBatch) throws(LedgerError) {
        try add { _ in try orders.post(batch, &postings) }
    }

    /// Adds the lines that earlier runs did not have. The lines of one invoice come together, in one or more batches.
    package func post(lines batch: LineBatch) throws(LedgerError) {
        try add { database in try charges.post(batch, invoices, &postings, database) }
    }

    /// Keeps lines that could not be read, those that earlier runs did not have.
    package func post(rejected lines: [RejectedLineFact]) throws(LedgerError) {
        try add { _ in try rejectedLines.post(lines, invoices, &postings) }
    }

    /// The number that a document gets, noted as one that brought something.
    func note(_ document: DocumentIndex) -> Int64 {
        postings.note(document)
        return postings.number(of: document)
    }

    /// Enters all documents of the run, in the order that `DocumentIndex` counts in; digests are known by now.
    package func seal(documents: [SourceDocument]) throws(LedgerError) {
        try add { database in try SourceDocumentPosting.seal(documents, run: runNumber, postings, database) }
    }

    /// Decides what was restated and what was withdrawn, and counts.
    ///
    /// - Parameter readWhole: Whether all lines of an invoice were posted. Of others nothing is taken as gone.
    package func finishReading(readWhole: (InvoiceIndex) -> Bool) throws(LedgerError) -> PostingSummary {
        try add { database in
            try charges.settle(readWhole: readWhole, invoices, database)
            try orders.flush()
        }
        var summary = PostingSummary()
        summary.chargesPosted = charges.posted
        summary.chargesAlreadyPosted = charges.alreadyPosted
        summary.chargesRestated = charges.restated
        summary.chargesWithdrawn = charges.withdrawn
        summary.ordersPosted = orders.posted
        summary.ordersAlreadyPosted = orders.alreadyPosted
        summary.headersPosted = headersPosted
        summary.rejectedLinesPosted = rejectedLines.posted
        return summary
    }

    /// Seals what the run added and ends it: from here on everything is there, also after a power failure.
    package func commit(_ outcome: RunOutcome) throws(LedgerError) {
        try add { database in
            try RunPosting.insert(outcome, run: runNumber, database)
            try RunPosting.checkReferences(database)
            try RunSealing.seal(
                run: runNumber, charges: charges.sealed(), orderEvents: orders.sealed(), database)
            try database.execute(sql: "COMMIT")
            isOpen = false
            try LedgerJournal.end(journal, database)
        }
    }

    /// Ends the run and keeps nothing of it.
    package func rollBack() throws(LedgerError) {
        try add { database in
            isOpen = false
            try LedgerJournal.rollBack(journal, database)
        }
    }

    /// Runs a piece of work inside the transaction. A run that fails is over: half a batch must not be committed.
    func add<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        guard isOpen else { throw .runEnded }
        do {
            return try ledger.access(body)
        } catch {
            if isOpen { abandon() }
            throw error
        }
    }

    private func abandon() {
        isOpen = false
        do {
            try ledger.access { try LedgerJournal.rollBack(journal, $0) }
        } catch {
            // What made the run fail is worth telling, this is not: an open transaction ends with its connection.
        }
    }
}

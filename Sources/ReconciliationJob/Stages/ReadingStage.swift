import BillingModel
import InvoiceIntake
import LedgerStore
import MatchingEngine

/// Takes order rows and lines as they are read: adds up, sets apart by account, posts to the ledger. One pass, nothing
/// held back.
final class ReadingStage: LineSink {
    private(set) var directory = AccountDirectory()
    var tally: InvoiceTally
    var partitions: AccountPartitions
    private let lane: LedgerLane?
    /// By invoice: its lines are left out of matching, the document is voided or replaced.
    private var isInactive: [Bool] = []
    private(set) var orderRows = 0
    /// Lines of documents that are void or replaced, by invoice and currency.
    private(set) var excluded: [InvoiceCurrency: LineTally] = [:]

    init(tolerances: Tolerances, folder: String, lane: LedgerLane?) {
        tally = InvoiceTally(tolerances: tolerances)
        partitions = AccountPartitions(folder: folder)
        self.lane = lane
    }

    /// Takes rows of the order book. All of them come before the first line.
    func take(_ batch: OrderBatch) throws(JobError) {
        orderRows += batch.rows.count
        partitions.begin(batch.texts)
        for row in batch.rows {
            try partitions.add(row, batch.texts, directory.place(row, batch.texts))
        }
        if let lane {
            try lane.post { posting throws(LedgerError) in try posting.post(orders: batch) }
        }
    }

    /// Learns which invoices' lines are excluded; known from the headers, before the first line.
    func begin(_ invoices: [ListedInvoice]) throws {
        isInactive = invoices.map { !$0.standing.isActive }
        guard let lane else { return }
        let ids = invoices.map(\.id)
        try lane.post { posting throws(LedgerError) in try posting.register(invoices: ids) }
    }

    /// Takes billed lines.
    func take(_ batch: consuming LineBatch) throws {
        let batch = batch
        partitions.begin(batch.texts)
        for index in batch.lines.indices {
            try take(batch.lines[index], batch.texts)
        }
        if let lane {
            try lane.post { posting throws(LedgerError) in try posting.post(lines: batch) }
        }
    }

    private func take(_ line: LineItem, _ texts: TextPool) throws(JobError) {
        let invoice = Int(line.invoice.index)
        let inactive = isInactive.indices.contains(invoice) && isInactive[invoice]
        if line.form != .ratedUsage {
            tally.add(line)
            if inactive {
                excluded[InvoiceCurrency(line.invoice, line.currency), default: LineTally()].add(line.subtotal)
            }
        }
        if !inactive { try partitions.add(line, texts, directory.place(line, texts)) }
    }
}

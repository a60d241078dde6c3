import BillingModel
import InvoiceIntake
import LedgerStore

/// Hands order rows and lines on as they are read: one thread sorts them by account, another posts them to the ledger.
/// One pass, nothing held back.
struct ReadingStage: LineSink {
    private let sorting: WorkLane<AccountSorting>
    private let ledger: LedgerLane?
    private let stop: StopRequest

    init(sorting: WorkLane<AccountSorting>, ledger: LedgerLane?, stop: StopRequest) {
        self.sorting = sorting
        self.ledger = ledger
        self.stop = stop
    }

    /// Takes rows of the order book. All of them come before the first line.
    func take(_ batch: OrderBatch) throws(JobError) {
        try stop.check()
        try sorting.post { sorting throws(JobError) in try sorting.add(batch) }
        try ledger?.post { posting throws(LedgerError) in try posting.post(orders: batch) }
    }

    func begin(_ invoices: [ListedInvoice]) throws {
        try sorting.post { sorting throws(JobError) in sorting.begin(invoices) }
        let ids = invoices.map(\.id)
        try ledger?.post { posting throws(LedgerError) in try posting.register(invoices: ids) }
    }

    func take(_ batch: consuming LineBatch) throws {
        try stop.check()
        let batch = batch
        try sorting.post { sorting throws(JobError) in try sorting.add(batch) }
        try ledger?.post { posting throws(LedgerError) in try posting.post(lines: batch) }
    }
}

import BillingModel
import InvoiceIntake
import LedgerStore

/// Hands order rows and lines on as they are read: one thread sorts them by account, another posts them to the ledger.
/// One pass, nothing held back.
struct ReadingStage: LineSink {
    private let sorting: WorkLane<AccountSorting>
    private let ledger: LedgerLane?
    private let stop: StopRequest
    private let meter: RunMeter?
    /// Who ordered what, where e-invoices will ask.
    let customers: OrderCustomers?

    init(
        sorting: WorkLane<AccountSorting>, ledger: LedgerLane?, stop: StopRequest, meter: RunMeter?,
        customers: OrderCustomers?
    ) {
        self.customers = customers
        self.sorting = sorting
        self.ledger = ledger
        self.stop = stop
        self.meter = meter
    }

    /// Takes rows of the order book. All of them come before the first line.
    func take(_ batch: OrderBatch) throws(JobError) {
        try stop.check()
        customers?.add(batch)
        try sorting.post { sorting throws(JobError) in try sorting.add(batch) }
        try ledger?.post { posting throws(LedgerError) in try posting.post(orders: batch) }
        meter?.add(rows: batch.rows.count)
    }

    func begin(_ invoices: [ListedInvoice]) throws {
        try sorting.post { sorting throws(JobError) in sorting.begin(invoices) }
        let ids = invoices.map(\.id)
        try ledger?.post { posting throws(LedgerError) in try posting.register(invoices: ids) }
    }

    func take(_ batch: consuming LineBatch) throws {
        try stop.check()
        let batch = batch
        meter?.add(rows: batch.lines.count)
        try sorting.post { sorting throws(JobError) in try sorting.add(batch) }
        try ledger?.post { posting throws(LedgerError) in try posting.post(lines: batch) }
    }
}

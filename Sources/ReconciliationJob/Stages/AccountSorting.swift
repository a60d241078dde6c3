import BillingModel
import InvoiceIntake
import MatchingEngine
import XMLDocuments

/// Adds up lines and sets lines and order rows apart by account, a batch at a time.
struct AccountSorting: ~Copyable {
    private(set) var directory = AccountDirectory()
    private(set) var tally: InvoiceTally
    private(set) var partitions: AccountPartitions
    /// By invoice: its lines are left out of matching, the document is voided or replaced.
    private var isInactive: [Bool] = []
    /// By invoice: a legal document lies with it, which its lines will be compared with.
    private var hasDocument: [Bool] = []
    /// The lines of those invoices.
    private(set) var documentLines: [InvoiceIndex: [ReconciledLine]] = [:]
    /// Lines of documents that are void or replaced, by invoice and currency.
    private(set) var excluded: [InvoiceCurrency: LineTally] = [:]

    init(tolerances: Tolerances, folder: String) {
        tally = InvoiceTally(tolerances: tolerances)
        partitions = AccountPartitions(folder: folder)
    }

    /// Takes rows of the order book. All of them come before the first line.
    mutating func add(_ batch: OrderBatch) throws(JobError) {
        let homes = directory.homes(of: batch)
        try partitions.add(batch, homes: homes)
    }

    /// Learns which invoices' lines are excluded; known from the headers, before the first line.
    mutating func begin(_ invoices: [ListedInvoice]) {
        isInactive = invoices.map { !$0.standing.isActive }
        hasDocument = invoices.map(\.hasDocument)
    }

    /// Takes billed lines.
    mutating func add(_ batch: LineBatch) throws(JobError) {
        var homes: [AccountDirectory.CustomerNumber?] = directory.homes(of: batch)
        for index in batch.lines.indices {
            let inactive = isInactive[Int(batch.lines[index].invoice.index)]
            if inactive { homes[index] = nil }
            if batch.lines[index].form == .ratedUsage { continue }
            tally.add(batch.lines[index])
            if inactive { exclude(batch.lines[index]) }
            if hasDocument[Int(batch.lines[index].invoice.index)] { keep(batch.lines[index], batch.texts) }
        }
        try partitions.add(batch, homes: homes)
    }

    private mutating func keep(_ line: LineItem, _ texts: TextPool) {
        documentLines[line.invoice, default: []].append(
            ReconciledLine(
                source: line.source, product: texts[line[.productID]], sku: texts[line[.skuID]],
                orderID: texts[line[.orderID]], period: line.period, quantity: line.signedQuantity,
                price: line.traits.contains(.effectivePrice) ? line.effectiveUnitPrice : line.unitPrice,
                subtotal: line.subtotal))
    }

    /// Takes lines of invoices that only the ledger still has: looked up, never counted.
    mutating func add(history batch: LineBatch) throws(JobError) {
        try partitions.add(batch, homes: directory.homes(of: batch), isHistory: true)
    }

    private mutating func exclude(_ line: LineItem) {
        excluded[InvoiceCurrency(line.invoice, line.currency), default: LineTally()].add(line.subtotal)
    }

    /// Rejected lines are read but in no sum.
    mutating func finish(_ invoices: [InvoiceReading]) {
        for (position, read) in invoices.enumerated() where read.rejectedLines > 0 {
            tally.addRejected(read.rejectedLines, InvoiceIndex(position), read.invoice.currency)
        }
        tally.settle()
    }
}

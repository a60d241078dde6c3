import BillingModel
import Foundation
import GRDB

@testable import LedgerStore

/// A ledger in a folder of its own that goes away with it, and the few words that the tests are written in.
final class TestLedger {
    let folder: URL
    var path: String { folder.appendingPathComponent("ledger.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("ledger-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path)")
        }
    }

    func open() throws -> Ledger { try Ledger(path: path) }

    /// One night from beginning to end.
    @discardableResult
    func night(_ asOf: CalendarDate, _ night: Night, readWhole: Bool = true) throws -> PostingSummary {
        let run = try open().beginRun(.test(asOf))
        let summary = try night.post(to: run, readWhole: readWhole)
        try run.commit(.test)
        return summary
    }

    /// The first column of the first row, on a connection of its own.
    func number(_ sql: String) throws -> Int? {
        try DatabaseQueue(path: path).read { try Int.fetchOne($0, sql: sql) }
    }

    func texts(_ sql: String) throws -> [String] {
        try DatabaseQueue(path: path).read { try String.fetchAll($0, sql: sql) }
    }
}

/// What a snapshot brings in one night: invoices with their lines, and an order book.
struct Night {
    var invoices: [(id: String, lines: [Line])] = []
    var orders: [Order] = []
    var documents: [SourceDocument] = [
        SourceDocument(name: "part-1.json", digest: "d1", byteCount: 10),
        SourceDocument(name: "orders.csv", digest: "d2", byteCount: 20),
    ]
    var batchSize = 2_000

    init(_ invoices: [(String, [Line])] = [], orders: [Order] = []) {
        self.invoices = invoices.map { (id: $0.0, lines: $0.1) }
        self.orders = orders
    }

    /// Posts everything and finishes reading.
    @discardableResult
    func post(to run: RunPosting, readWhole: Bool = true) throws -> PostingSummary {
        try run.register(invoices: invoices.map(\.id))
        try run.record(headers: invoices.map { Invoice.test($0.id) })
        for start in stride(from: 0, to: orders.count, by: batchSize) {
            try run.post(
                orders: Order.batch(orders[start..<min(start + batchSize, orders.count)], firstLine: start + 2))
        }
        for (position, invoice) in invoices.enumerated() {
            for start in stride(from: 0, to: invoice.lines.count, by: batchSize) {
                let end = min(start + batchSize, invoice.lines.count)
                try run.post(lines: Line.batch(invoice.lines[start..<end], invoice: position, firstLine: start + 1))
            }
        }
        try run.seal(documents: documents)
        return try run.finishReading { _ in readWhole }
    }
}

extension RunStart {
    static func test(_ asOf: CalendarDate) -> RunStart {
        RunStart(
            toolVersion: "1.0", asOf: asOf, rulesDigest: "rules", options: "--matches", optionsDigest: "options",
            startedAt: "2026-11-24T02:00:00Z")
    }
}

extension RunOutcome {
    static let test = RunOutcome(
        inputDigest: "input", exitStatus: 0, endedAt: "2026-11-24T02:01:00Z",
        reportDigests: ["discrepancies.csv": "abc"])
}

extension Invoice {
    static func test(_ id: String, total: Amount = "100.00") -> Invoice {
        Invoice(id: id, date: "2026-11-08", period: nil, currency: .eur, totalCharges: total)
    }
}

extension CurrencyCode {
    static var eur: CurrencyCode { code("EUR") }
    static var usd: CurrencyCode { code("USD") }

    private static func code(_ text: String) -> CurrencyCode {
        guard let code = CurrencyCode(text) else { preconditionFailure("not a currency: \(text)") }
        return code
    }
}

/// A billed line in the tests' words.
struct Line {
    var order = "order-1"
    var subtotal: Amount = "10.00"
    var tax: Amount = "1.90"
    var quantity: ExactDecimal = "1"
    var price: ExactDecimal = "10"
    var texts: [LineText: String] = [:]
    var change: (inout LineItem) -> Void = { _ in }

    init(_ order: String = "order-1", _ subtotal: Amount = "10.00") {
        self.order = order
        self.subtotal = subtotal
    }

    func with(_ change: (inout Line) -> Void) -> Line {
        var line = self
        change(&line)
        return line
    }

    static func batch(_ lines: some Sequence<Line>, invoice: Int = 0, firstLine: Int = 1) -> LineBatch {
        var batch = LineBatch()
        for (position, line) in lines.enumerated() {
            var item = LineItem(currency: .eur)
            item.source = SourceLocation(document: DocumentIndex(0), line: firstLine + position)
            item.invoice = InvoiceIndex(invoice)
            item.kind = .recurring
            item.traits = [.effectivePrice]
            item.chargeType = .cycleCharge
            item.term = .year
            item.billingFrequency = .monthly
            item.orderDate = "2026-01-15"
            item.chargeStart = "2026-10-15"
            item.chargeEnd = "2026-11-14"
            item.quantity = line.quantity
            item.billableQuantity = line.quantity
            item.unitPrice = line.price
            item.effectiveUnitPrice = line.price
            item.subtotal = line.subtotal
            item.tax = line.tax
            item.total = line.subtotal + line.tax
            let texts: [LineText: String] = [
                .customerID: "customer-1", .customerName: "Alpine Dental Group", .orderID: line.order,
                .subscriptionID: "subscription-1", .productID: "CFQ7TTC0LH18", .skuID: "0001",
                .availabilityID: "CFQ7TTC0K971", .productName: "Microsoft 365", .skuName: "Business Standard",
                .chargeType: "cycleCharge", .termAndBillingCycle: "One-Year commitment for monthly billing",
                .publisher: "Microsoft",
            ].merging(line.texts) { $1 }
            for (text, value) in texts { item[text] = batch.texts.add(value) }
            line.change(&item)
            batch.lines.append(item)
        }
        return batch
    }
}

/// An order row in the tests' words.
struct Order {
    var id = "order-1"
    var quantity: ExactDecimal = "1"
    var price: ExactDecimal? = "10"
    var texts: [OrderText: String] = [:]
    var change: (inout OrderRow) -> Void = { _ in }

    init(_ id: String = "order-1", quantity: ExactDecimal = "1") {
        self.id = id
        self.quantity = quantity
    }

    static func batch(_ orders: some Sequence<Order>, firstLine: Int = 2) -> OrderBatch {
        var batch = OrderBatch()
        for (position, order) in orders.enumerated() {
            var row = OrderRow(orderDate: "2026-01-15", currency: .eur)
            row.source = SourceLocation(document: DocumentIndex(1), line: firstLine + position)
            row.billingCycle = .monthly
            row.term = .year
            row.quantity = order.quantity
            row.unitPrice = order.price
            let texts: [OrderText: String] = [
                .orderID: order.id, .customerID: "customer-1", .customerName: "Alpine Dental Group",
                .productID: "CFQ7TTC0LH18", .skuID: "0001", .availabilityID: "CFQ7TTC0K971",
            ].merging(order.texts) { $1 }
            for (text, value) in texts { row[text] = batch.texts.add(value) }
            order.change(&row)
            batch.rows.append(row)
        }
        return batch
    }
}

extension TextPool {
    mutating func add(_ text: String) -> Symbol {
        var text = text
        return text.withUTF8 { append(UnsafeRawBufferPointer($0)) }
    }
}

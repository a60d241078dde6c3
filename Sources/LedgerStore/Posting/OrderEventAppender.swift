internal import BillingModel
internal import GRDB

/// Writes rows of order books as rows of `order_events`, sixteen in a statement like ``ChargeAppender``.
struct OrderEventAppender: ~Copyable {
    /// A row that has its numbers and is not written yet.
    private struct Pending {
        let row: BatchRow<OrderRow>
        let event: Int64
        let posting: Int64
        let terms: Int64
        let customer: Int64
        let item: Int64
    }

    private static let rowsInStatement = 16
    private static let columns: Int32 = 19
    /// Three decimals a row, each at most 80 bytes as text: the memory never moves while a statement is bound.
    private static let recordCapacity = rowsInStatement * 3 * 80

    private var pending: [Pending] = []
    private var insertMany: HotStatement
    private var insertOne: HotStatement
    private var customers: LedgerDictionary
    private var items: LedgerDictionary
    private var terms: LedgerDictionary
    private var fingerprints: FingerprintList
    private var record = ByteBuffer(capacity: OrderEventAppender.recordCapacity)
    private var form = ByteBuffer(capacity: 1 << 12)
    private var seal = SealStream()
    private var lastEvent: Int64

    init(on database: Database, lastEvent: Int64) throws(LedgerError) {
        self.lastEvent = lastEvent
        let insertMany = try HotStatement(
            OrderEventAppender.insertText(rows: OrderEventAppender.rowsInStatement), on: database)
        let insertOne = try HotStatement(OrderEventAppender.insertText(rows: 1), on: database)
        let customers = try LedgerDictionary.customers(on: database)
        let items = try LedgerDictionary.items(on: database)
        let terms = try LedgerDictionary(
            table: "order_terms", number: "terms_no", columns: OrderTerms.columns, on: database)
        let fingerprints = try FingerprintList(
            table: "order_event_fingerprints", firstColumn: "first_event_no", on: database)
        self.insertMany = insertMany
        self.insertOne = insertOne
        self.customers = customers
        self.items = items
        self.terms = terms
        self.fingerprints = fingerprints
    }

    private static func insertText(rows: Int) -> String {
        let row = "(" + Array(repeating: "?", count: Int(columns)).joined(separator: ", ") + ")"
        return """
            INSERT INTO order_events (
                event_no, posting_no, line, terms_no, customer_no, item_no, order_id, line_number, subscription_id,
                alternate_id, reference_id, promotion_id, purchase_order, order_date, effective_date, end_date,
                quantity, unit_price, discount_percent)
            VALUES \(Array(repeating: row, count: rows).joined(separator: ", "))
            """
    }

    /// What tells the row from others.
    @inline(__always)
    mutating func fingerprint(_ row: BatchRow<OrderRow>) -> Fingerprint {
        OrderEventForm.fingerprint(row, using: &form)
    }

    /// Takes in the row that was just fingerprinted; it is written by ``writePending()`` at the latest, which comes before its batch goes away.
    @inline(__always)
    mutating func append(
        _ row: BatchRow<OrderRow>, _ fingerprint: Fingerprint, posting: Int64
    ) throws(LedgerError) {
        lastEvent += 1
        let terms = try termsNumber(row)
        let customer = try customers.number(of: [row[.customerID], row[.customerName]])
        let item = try items.number(
            of: [row[.productID], row[.skuID], row[.availabilityID], row[.productName], row[.skuName]])
        pending.append(
            Pending(row: row, event: lastEvent, posting: posting, terms: terms, customer: customer, item: item))
        try fingerprints.add(fingerprint, row: lastEvent, posting: posting)
        seal.append(
            row: form.bytes,
            at: RowPlace(
                number: lastEvent, posting: posting, line: Int64(row.row.pointee.source.line), terms: terms,
                customer: customer, item: item),
            UnsafeRawBufferPointer(start: nil, count: 0))
        if pending.count == OrderEventAppender.rowsInStatement { try writePending() }
    }

    /// Writes the rows that were taken in.
    mutating func writePending() throws(LedgerError) {
        record.removeAll()
        if pending.count == OrderEventAppender.rowsInStatement {
            for (position, event) in pending.enumerated() {
                let base = Int32(position) * OrderEventAppender.columns
                OrderEventAppender.bind(event, after: base, to: &insertMany, &record)
            }
            try insertMany.run()
        } else {
            for event in pending {
                OrderEventAppender.bind(event, after: 0, to: &insertOne, &record)
                try insertOne.run()
            }
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Writes what is pending of the fingerprints; the end of posting.
    mutating func flush() throws(LedgerError) { try fingerprints.flush() }

    /// The digest of the rows appended.
    mutating func sealed() -> SealStream.Result { seal.result() }

    @inline(__always)
    private static func bind(
        _ event: Pending, after base: Int32, to insert: inout HotStatement, _ record: inout ByteBuffer
    ) {
        let row = event.row.row
        insert.bind(event.event, at: base + 1)
        insert.bind(event.posting, at: base + 2)
        insert.bind(Int64(row.pointee.source.line), at: base + 3)
        insert.bind(event.terms, at: base + 4)
        insert.bind(event.customer, at: base + 5)
        insert.bind(event.item, at: base + 6)
        insert.bind(event.row[.orderID], at: base + 7)
        insert.bind(Int64(row.pointee.lineNumber), at: base + 8)
        insert.bind(event.row[.subscriptionID], at: base + 9)
        insert.bind(event.row[.alternateID], at: base + 10)
        insert.bind(event.row[.referenceID], at: base + 11)
        insert.bind(event.row[.promotionID], at: base + 12)
        insert.bind(event.row[.purchaseOrder], at: base + 13)
        insert.bind(row.pointee.orderDate, at: base + 14)
        insert.bind(row.pointee.effectiveDate, at: base + 15)
        insert.bind(row.pointee.endDate, at: base + 16)
        insert.bind(row.pointee.quantity, at: base + 17, &record)
        insert.bind(row.pointee.unitPrice, at: base + 18, &record)
        insert.bind(row.pointee.discountPercent, at: base + 19, &record)
    }

    @inline(__always)
    private mutating func termsNumber(
        _ row: BatchRow<OrderRow>
    ) throws(LedgerError) -> Int64 {
        OrderTerms.writeKey(row, to: &terms.key)
        if let known = terms.find() { return known }
        return try terms.number(of: OrderTerms.words(row))
    }
}

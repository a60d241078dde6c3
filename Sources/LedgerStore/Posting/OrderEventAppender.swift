internal import BillingModel
internal import GRDB

/// Writes rows of order books as rows of `order_events`, in batches.
struct OrderEventAppender: ~Copyable {
    /// A row that has its numbers and is not written yet.
    private struct Pending {
        let row: BatchRow<OrderRow>
        let place: RowPlace
    }

    private static let columns = [
        "event_no", "posting_no", "line", "terms_no", "customer_no", "item_no", "order_id", "line_number",
        "subscription_id", "alternate_id", "reference_id", "promotion_id", "purchase_order", "order_date",
        "effective_date", "end_date", "quantity", "unit_price", "discount_percent",
    ]

    private var pending: [Pending] = []
    private var insert: BatchInsert
    private var dictionaries: FactDictionaries
    private var fingerprints: FingerprintList
    private var form = ByteBuffer(capacity: 1 << 12)
    private var seal = SealStream()
    private var lastEvent: Int64

    init(on database: Database, lastEvent: Int64) throws(LedgerError) {
        self.lastEvent = lastEvent
        let insert = try BatchInsert(
            table: "order_events", columns: OrderEventAppender.columns, decimals: 3, on: database)
        let dictionaries = try FactDictionaries(terms: "order_terms", OrderTerms.columns, on: database)
        let fingerprints = try FingerprintList(
            table: "order_event_fingerprints", firstColumn: "first_event_no", on: database)
        self.insert = insert
        self.fingerprints = fingerprints
        self.dictionaries = dictionaries
    }

    /// What tells the row from others.
    @inline(__always)
    mutating func fingerprint(_ row: BatchRow<OrderRow>) -> Fingerprint {
        OrderEventForm.fingerprint(row, using: &form)
    }

    /// Takes in the row that was just fingerprinted; it is written by ``writePending()`` at the latest, which comes before
    /// its batch goes away.
    @inline(__always)
    mutating func append(
        _ row: BatchRow<OrderRow>, _ fingerprint: Fingerprint, posting: Int64
    ) throws(LedgerError) {
        lastEvent += 1
        let terms = try termsNumber(row)
        let customer = try dictionaries.customers.number(of: [row[.customerID], row[.customerName]])
        let item = try dictionaries.items.number(
            of: [row[.productID], row[.skuID], row[.availabilityID], row[.productName], row[.skuName]])
        let place = RowPlace(
            number: lastEvent, posting: posting, line: Int64(row.row.pointee.source.line), terms: terms,
            customer: customer, item: item)
        pending.append(Pending(row: row, place: place))
        try fingerprints.add(fingerprint, row: lastEvent, posting: posting)
        seal.append(row: form.bytes, at: place, UnsafeRawBufferPointer(start: nil, count: 0))
        if pending.count == BatchInsert.rowsInStatement { try writePending() }
    }

    /// Writes the rows that were taken in.
    mutating func writePending() throws(LedgerError) {
        try insert.write(pending) { OrderEventAppender.bind($0, after: $1, to: &$2, &$3) }
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
        insert.bind(event.place.number, at: base + 1)
        insert.bind(event.place.posting, at: base + 2)
        insert.bind(event.place.line, at: base + 3)
        insert.bind(event.place.terms, at: base + 4)
        insert.bind(event.place.customer, at: base + 5)
        insert.bind(event.place.item, at: base + 6)
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
        OrderTerms.writeKey(row, to: &dictionaries.terms.key)
        if let known = dictionaries.terms.find() { return known }
        return try dictionaries.terms.number(of: OrderTerms.words(row))
    }
}

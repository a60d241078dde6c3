internal import BillingModel
internal import GRDB

/// Writes billed lines as rows of `charges`, in batches.
struct ChargeAppender: ~Copyable {
    /// A line that has its numbers and is not written yet.
    private struct Pending {
        let line: BatchRow<LineItem>
        let place: RowPlace
    }

    private static let columns = [
        "charge_no", "posting_no", "line", "terms_no", "customer_no", "item_no", "order_id", "subscription_id",
        "alternate_id", "reference_id", "reservation_order_id", "promotion_id", "legacy_subscription_guid",
        "order_date", "charge_start", "charge_end", "subscription_start", "subscription_end", "quantity",
        "billable_quantity", "unit_price", "effective_unit_price", "exchange_rate", "subtotal", "tax", "total",
    ]

    private var pending: [Pending] = []
    private var insert: BatchInsert
    private var insertFraction: HotStatement
    private var dictionaries: FactDictionaries
    private var fingerprints: FingerprintList
    private var form = ByteBuffer(capacity: 1 << 12)
    private var seal = SealStream()
    private(set) var lastCharge: Int64

    init(on database: Database, lastCharge: Int64) throws(LedgerError) {
        self.lastCharge = lastCharge
        let insert = try BatchInsert(table: "charges", columns: ChargeAppender.columns, decimals: 5, on: database)
        let insertFraction = try HotStatement(
            "INSERT INTO charge_fractions (charge_no, field, middle, low) VALUES (?, ?, ?, ?)", on: database)
        let dictionaries = try FactDictionaries(terms: "charge_terms", ChargeTerms.columns, on: database)
        let fingerprints = try FingerprintList(
            table: "charge_fingerprints", firstColumn: "first_charge_no", on: database)
        self.insert = insert
        self.fingerprints = fingerprints
        self.insertFraction = insertFraction
        self.dictionaries = dictionaries
    }

    /// What tells the line from others, and its key.
    @inline(__always)
    mutating func fingerprint(
        _ line: BatchRow<LineItem>
    ) -> (fingerprint: Fingerprint, key: UInt64) {
        ChargeForm.fingerprint(line, using: &form)
    }

    /// Takes in the line that was just fingerprinted; it is written by ``writePending()`` at the latest, which comes before
    /// its batch goes away.
    @inline(__always)
    mutating func append(
        _ line: BatchRow<LineItem>, _ fingerprint: Fingerprint, key: UInt64, posting: Int64
    ) throws(LedgerError) {
        lastCharge += 1
        let terms = try termsNumber(line)
        let customer = try dictionaries.customers.number(of: [line[.customerID], line[.customerName]])
        let item = try dictionaries.items.number(
            of: [line[.productID], line[.skuID], line[.availabilityID], line[.productName], line[.skuName]])
        let place = RowPlace(
            number: lastCharge, posting: posting, line: Int64(line.row.pointee.source.line), terms: terms,
            customer: customer, item: item)
        pending.append(Pending(line: line, place: place))
        try fingerprints.add(fingerprint, key: key, row: lastCharge, posting: posting)
        seal.append(row: form.bytes, at: place, line[.legacySubscriptionGUID])
        if pending.count == BatchInsert.rowsInStatement { try writePending() }
    }

    /// Writes the lines that were taken in.
    mutating func writePending() throws(LedgerError) {
        try insert.write(pending) { ChargeAppender.bind($0, after: $1, to: &$2, &$3) }
        for charge in pending {
            let line = charge.line.row
            try appendFraction(of: line.pointee.subtotal, "subtotal", charge.place.number)
            try appendFraction(of: line.pointee.tax, "tax", charge.place.number)
            try appendFraction(of: line.pointee.total, "total", charge.place.number)
        }
        pending.removeAll(keepingCapacity: true)
    }

    /// Writes what is pending of the fingerprints; the end of posting.
    mutating func flush() throws(LedgerError) { try fingerprints.flush() }

    /// The digest of the charges appended.
    mutating func sealed() -> SealStream.Result { seal.result() }

    @inline(__always)
    private static func bind(
        _ charge: Pending, after base: Int32, to insert: inout HotStatement, _ record: inout ByteBuffer
    ) {
        let line = charge.line.row
        insert.bind(charge.place.number, at: base + 1)
        insert.bind(charge.place.posting, at: base + 2)
        insert.bind(charge.place.line, at: base + 3)
        insert.bind(charge.place.terms, at: base + 4)
        insert.bind(charge.place.customer, at: base + 5)
        insert.bind(charge.place.item, at: base + 6)
        insert.bind(charge.line[.orderID], at: base + 7)
        insert.bind(charge.line[.subscriptionID], at: base + 8)
        insert.bind(charge.line[.alternateID], at: base + 9)
        insert.bind(charge.line[.referenceID], at: base + 10)
        insert.bind(charge.line[.reservationOrderID], at: base + 11)
        insert.bind(charge.line[.promotionID], at: base + 12)
        insert.bind(charge.line[.legacySubscriptionGUID], at: base + 13)
        insert.bind(line.pointee.orderDate, at: base + 14)
        insert.bind(line.pointee.chargeStart, at: base + 15)
        insert.bind(line.pointee.chargeEnd, at: base + 16)
        insert.bind(line.pointee.subscriptionStart, at: base + 17)
        insert.bind(line.pointee.subscriptionEnd, at: base + 18)
        insert.bind(line.pointee.quantity, at: base + 19, &record)
        insert.bind(line.pointee.billableQuantity, at: base + 20, &record)
        insert.bind(line.pointee.unitPrice, at: base + 21, &record)
        insert.bind(line.pointee.effectiveUnitPrice, at: base + 22, &record)
        insert.bind(line.pointee.exchangeRate, at: base + 23, &record)
        insert.bind(StoredAmount(line.pointee.subtotal).main, at: base + 24)
        insert.bind(StoredAmount(line.pointee.tax).main, at: base + 25)
        insert.bind(StoredAmount(line.pointee.total).main, at: base + 26)
    }

    @inline(__always)
    private mutating func appendFraction(
        of amount: Amount, _ field: String, _ charge: Int64
    ) throws(LedgerError) {
        let stored = StoredAmount(amount)
        if !stored.hasFraction { return }
        insertFraction.bind(charge, at: 1)
        insertFraction.bind(field, at: 2)
        insertFraction.bind(stored.middle, at: 3)
        insertFraction.bind(stored.low, at: 4)
        try insertFraction.run()
    }

    @inline(__always)
    private mutating func termsNumber(
        _ line: BatchRow<LineItem>
    ) throws(LedgerError) -> Int64 {
        ChargeTerms.writeKey(line, to: &dictionaries.terms.key)
        if let known = dictionaries.terms.find() { return known }
        return try dictionaries.terms.number(of: ChargeTerms.words(line))
    }
}

internal import BillingModel
internal import GRDB

/// Writes one billed line as a row of `charges`.
struct ChargeAppender: ~Copyable {
    private var insert: HotStatement
    private var insertFraction: HotStatement
    private var customers: LedgerDictionary
    private var items: LedgerDictionary
    private var terms: LedgerDictionary
    private var fingerprints: FingerprintList
    private var record = ByteBuffer(capacity: 1 << 12)
    private var termsKey = ByteBuffer(capacity: 1 << 10)
    private var form = ByteBuffer(capacity: 1 << 12)
    private var texts = RowTexts()
    private(set) var lastCharge: Int64

    init(on database: Database, lastCharge: Int64) throws(LedgerError) {
        self.lastCharge = lastCharge
        let insert = try HotStatement(ChargeAppender.insertText, on: database)
        let insertFraction = try HotStatement(
            "INSERT INTO charge_fractions (charge_no, field, middle, low) VALUES (?, ?, ?, ?)", on: database)
        let customers = try LedgerDictionary(
            table: "customers", key: "customer_no", columns: ["customer_id", "name"], on: database)
        let items = try LedgerDictionary(
            table: "items", key: "item_no",
            columns: ["product_id", "sku_id", "availability_id", "product_name", "sku_name"], on: database)
        let terms = try LedgerDictionary(
            table: "charge_terms", key: "terms_no", columns: ChargeTerms.columns, on: database)
        let fingerprints = try FingerprintList(
            table: "charge_fingerprints", firstColumn: "first_charge_no", on: database)
        self.insert = insert
        self.insertFraction = insertFraction
        self.customers = customers
        self.items = items
        self.terms = terms
        self.fingerprints = fingerprints
    }

    private static let insertText = """
        INSERT INTO charges (
            charge_no, posting_no, line, terms_no, customer_no, item_no, order_id, subscription_id, alternate_id,
            reference_id, reservation_order_id, promotion_id, legacy_subscription_guid, order_date, charge_start,
            charge_end, subscription_start, subscription_end, quantity, billable_quantity, unit_price,
            effective_unit_price, exchange_rate, subtotal, tax, total)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Takes the line's texts over and returns what tells it from others; ``append(_:_:key:posting:)`` writes it then.
    @inline(__always)
    mutating func take(
        _ line: UnsafePointer<LineItem>, texts pool: borrowing TextPool
    ) -> (fingerprint: Fingerprint, key: UInt64) {
        record.removeAll()
        for position in line.pointee.texts.indices {
            texts.copy(line.pointee.texts[position], at: position, of: pool, into: &record)
        }
        return ChargeForm.fingerprint(line, texts, in: record, using: &form)
    }

    /// Writes the line whose texts were taken last.
    @inline(__always)
    mutating func append(
        _ line: UnsafePointer<LineItem>, _ fingerprint: Fingerprint, key: UInt64, posting: Int64
    ) throws(LedgerError) {
        let charge = lastCharge + 1
        let terms = try termsNumber(line)
        let customer = try customerNumber()
        let item = try itemNumber()

        let quantity = StoredDecimal(line.pointee.quantity, into: &record)
        let billableQuantity = StoredDecimal(line.pointee.billableQuantity, into: &record)
        let unitPrice = StoredDecimal(line.pointee.unitPrice, into: &record)
        let effectiveUnitPrice = StoredDecimal(line.pointee.effectiveUnitPrice, into: &record)
        let exchangeRate = StoredDecimal(line.pointee.exchangeRate, into: &record)
        let subtotal = StoredAmount(line.pointee.subtotal)
        let tax = StoredAmount(line.pointee.tax)
        let total = StoredAmount(line.pointee.total)

        insert.bind(charge, at: 1)
        insert.bind(posting, at: 2)
        insert.bind(Int64(line.pointee.source.line), at: 3)
        insert.bind(terms, at: 4)
        insert.bind(customer, at: 5)
        insert.bind(item, at: 6)
        insert.bind(record[texts[LineText.orderID.rawValue]], at: 7)
        insert.bind(record[texts[LineText.subscriptionID.rawValue]], at: 8)
        insert.bind(record[texts[LineText.alternateID.rawValue]], at: 9)
        insert.bind(record[texts[LineText.referenceID.rawValue]], at: 10)
        insert.bind(record[texts[LineText.reservationOrderID.rawValue]], at: 11)
        insert.bind(record[texts[LineText.promotionID.rawValue]], at: 12)
        insert.bind(record[texts[LineText.legacySubscriptionGUID.rawValue]], at: 13)
        insert.bind(line.pointee.orderDate, at: 14)
        insert.bind(line.pointee.chargeStart, at: 15)
        insert.bind(line.pointee.chargeEnd, at: 16)
        insert.bind(line.pointee.subscriptionStart, at: 17)
        insert.bind(line.pointee.subscriptionEnd, at: 18)
        insert.bind(quantity, of: record, at: 19)
        insert.bind(billableQuantity, of: record, at: 20)
        insert.bind(unitPrice, of: record, at: 21)
        insert.bind(effectiveUnitPrice, of: record, at: 22)
        insert.bind(exchangeRate, of: record, at: 23)
        insert.bind(subtotal.main, at: 24)
        insert.bind(tax.main, at: 25)
        insert.bind(total.main, at: 26)
        try insert.run()
        lastCharge = charge

        if subtotal.hasFraction { try appendFraction("subtotal", subtotal) }
        if tax.hasFraction { try appendFraction("tax", tax) }
        if total.hasFraction { try appendFraction("total", total) }
        try fingerprints.add(fingerprint, key: key, row: charge, posting: posting)
    }

    /// Writes what is pending.
    mutating func flush() throws(LedgerError) { try fingerprints.flush() }

    private mutating func appendFraction(_ field: String, _ amount: StoredAmount) throws(LedgerError) {
        insertFraction.bind(lastCharge, at: 1)
        insertFraction.bind(field, at: 2)
        insertFraction.bind(amount.middle, at: 3)
        insertFraction.bind(amount.low, at: 4)
        try insertFraction.run()
    }

    @inline(__always)
    private mutating func termsNumber(_ line: UnsafePointer<LineItem>) throws(LedgerError) -> Int64 {
        // An invoice number of its own is worth keeping only when it is not that of the folder.
        let last = line.pointee.traits.contains(.foreignInvoice) ? LineText.invoiceNumber : .unitType
        termsKey.removeAll()
        ChargeTerms.writeKey(line, to: &termsKey)
        termsKey.append(record[texts.run(LineText.chargeType.rawValue, through: last.rawValue)])
        if let known = terms.find(termsKey.bytes) { return known }
        let columns = ChargeTerms.words(
            line, texts: words(.chargeType, through: .unitType),
            invoiceNumber: last == .invoiceNumber ? words(last, through: last)[0] : "")
        return try terms.number(of: columns, for: termsKey.bytes)
    }

    @inline(__always)
    private mutating func customerNumber() throws(LedgerError) -> Int64 {
        let key = record[texts.run(LineText.customerID.rawValue, through: LineText.customerName.rawValue)]
        if let known = customers.find(key) { return known }
        return try customers.number(of: words(.customerID, through: .customerName), for: key)
    }

    @inline(__always)
    private mutating func itemNumber() throws(LedgerError) -> Int64 {
        let key = record[texts.run(LineText.productID.rawValue, through: LineText.skuName.rawValue)]
        if let known = items.find(key) { return known }
        return try items.number(of: words(.productID, through: .skuName), for: key)
    }

    private func words(_ first: LineText, through last: LineText) -> [String] {
        (first.rawValue...last.rawValue).map { String(decoding: record[texts[$0]], as: UTF8.self) }
    }
}

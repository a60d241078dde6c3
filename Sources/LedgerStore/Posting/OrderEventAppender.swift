internal import BillingModel
internal import GRDB

/// Writes one row of an order book as a row of `order_events`.
struct OrderEventAppender: ~Copyable {
    private var insert: HotStatement
    private var customers: LedgerDictionary
    private var items: LedgerDictionary
    private var terms: LedgerDictionary
    private var fingerprints: FingerprintList
    private var record = ByteBuffer(capacity: 1 << 12)
    private var termsKey = ByteBuffer(capacity: 1 << 10)
    private var form = ByteBuffer(capacity: 1 << 12)
    private var texts = RowTexts()
    private var lastEvent: Int64

    init(on database: Database, lastEvent: Int64) throws(LedgerError) {
        self.lastEvent = lastEvent
        let insert = try HotStatement(OrderEventAppender.insertText, on: database)
        let customers = try LedgerDictionary(
            table: "customers", key: "customer_no", columns: ["customer_id", "name"], on: database)
        let items = try LedgerDictionary(
            table: "items", key: "item_no",
            columns: ["product_id", "sku_id", "availability_id", "product_name", "sku_name"], on: database)
        let terms = try LedgerDictionary(
            table: "order_terms", key: "terms_no",
            columns: [
                "transaction_type", "status", "billing_cycle", "term", "auto_renew", "currency", "reseller_mpn_id",
            ], on: database)
        let fingerprints = try FingerprintList(
            table: "order_event_fingerprints", firstColumn: "first_event_no", on: database)
        self.insert = insert
        self.customers = customers
        self.items = items
        self.terms = terms
        self.fingerprints = fingerprints
    }

    private static let insertText = """
        INSERT INTO order_events (
            event_no, posting_no, line, terms_no, customer_no, item_no, order_id, line_number, subscription_id,
            alternate_id, reference_id, promotion_id, purchase_order, order_date, effective_date, end_date, quantity,
            unit_price, discount_percent)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """

    /// Takes the row's texts over and returns what tells it from others; ``append(_:_:posting:)`` writes it then.
    @inline(__always)
    mutating func take(_ row: UnsafePointer<OrderRow>, texts pool: borrowing TextPool) -> Fingerprint {
        record.removeAll()
        for position in row.pointee.texts.indices {
            texts.copy(row.pointee.texts[position], at: position, of: pool, into: &record)
        }
        return OrderEventForm.fingerprint(row, texts, in: record, using: &form)
    }

    /// Writes the row whose texts were taken last.
    @inline(__always)
    mutating func append(
        _ row: UnsafePointer<OrderRow>, _ fingerprint: Fingerprint, posting: Int64
    ) throws(LedgerError) {
        let event = lastEvent + 1
        let terms = try termsNumber(row)
        let customer = try customerNumber()
        let item = try itemNumber()
        let quantity = StoredDecimal(row.pointee.quantity, into: &record)
        let unitPrice = row.pointee.unitPrice.map { StoredDecimal($0, into: &record) }
        let discount = row.pointee.discountPercent.map { StoredDecimal($0, into: &record) }

        insert.bind(event, at: 1)
        insert.bind(posting, at: 2)
        insert.bind(Int64(row.pointee.source.line), at: 3)
        insert.bind(terms, at: 4)
        insert.bind(customer, at: 5)
        insert.bind(item, at: 6)
        insert.bind(record[texts[OrderText.orderID.rawValue]], at: 7)
        insert.bind(Int64(row.pointee.lineNumber), at: 8)
        insert.bind(record[texts[OrderText.subscriptionID.rawValue]], at: 9)
        insert.bind(record[texts[OrderText.alternateID.rawValue]], at: 10)
        insert.bind(record[texts[OrderText.referenceID.rawValue]], at: 11)
        insert.bind(record[texts[OrderText.promotionID.rawValue]], at: 12)
        insert.bind(record[texts[OrderText.purchaseOrder.rawValue]], at: 13)
        insert.bind(row.pointee.orderDate, at: 14)
        insert.bind(row.pointee.effectiveDate, at: 15)
        insert.bind(row.pointee.endDate, at: 16)
        insert.bind(quantity, of: record, at: 17)
        if let unitPrice { insert.bind(unitPrice, of: record, at: 18) } else { insert.bindNull(at: 18) }
        if let discount { insert.bind(discount, of: record, at: 19) } else { insert.bindNull(at: 19) }
        try insert.run()
        lastEvent = event
        try fingerprints.add(fingerprint, row: event, posting: posting)
    }

    /// Writes what is pending.
    mutating func flush() throws(LedgerError) { try fingerprints.flush() }

    @inline(__always)
    private mutating func termsNumber(_ row: UnsafePointer<OrderRow>) throws(LedgerError) -> Int64 {
        termsKey.removeAll()
        termsKey.append(row.pointee.transaction.rawValue)
        termsKey.append(row.pointee.status.rawValue)
        termsKey.append(row.pointee.billingCycle.rawValue)
        termsKey.append(row.pointee.term.canonicalCode)
        termsKey.append(UInt8(row.pointee.autoRenew ? 1 : 0))
        termsKey.append(row.pointee.currency.letters)
        termsKey.append(record[texts[OrderText.resellerMPN.rawValue]])
        if let known = terms.find(termsKey.bytes) { return known }
        let columns = [
            row.pointee.transaction.code, row.pointee.status.code, row.pointee.billingCycle.code,
            row.pointee.term?.code ?? "", row.pointee.autoRenew ? "true" : "false", row.pointee.currency.description,
            words(.resellerMPN, through: .resellerMPN)[0],
        ]
        return try terms.number(of: columns, for: termsKey.bytes)
    }

    @inline(__always)
    private mutating func customerNumber() throws(LedgerError) -> Int64 {
        let key = record[texts.run(OrderText.customerID.rawValue, through: OrderText.customerName.rawValue)]
        if let known = customers.find(key) { return known }
        return try customers.number(of: words(.customerID, through: .customerName), for: key)
    }

    @inline(__always)
    private mutating func itemNumber() throws(LedgerError) -> Int64 {
        let key = record[texts.run(OrderText.productID.rawValue, through: OrderText.skuName.rawValue)]
        if let known = items.find(key) { return known }
        return try items.number(of: words(.productID, through: .skuName), for: key)
    }

    private func words(_ first: OrderText, through last: OrderText) -> [String] {
        (first.rawValue...last.rawValue).map { String(decoding: record[texts[$0]], as: UTF8.self) }
    }
}

internal import BillingModel
internal import GRDB
internal import GRDBSQLite

/// Turns rows of `order_events` back into the order rows that they were posted from, batch by batch.
struct StoredOrderEvents: ~Copyable {
    private(set) var batch = OrderBatch()
    /// Of the rows of the batch, position by position.
    private(set) var places: [RowPlace] = []
    private let dictionaries: StoredDictionaries
    private var scan: RowScan

    private static let batchSize = 2_000

    init(after first: Int64, through last: Int64, _ dictionaries: StoredDictionaries, _ database: Database) throws {
        self.dictionaries = dictionaries
        scan = try RowScan(
            """
            SELECT event_no, posting_no, line, terms_no, customer_no, item_no, order_id, line_number, subscription_id,
                alternate_id, reference_id, promotion_id, purchase_order, order_date, effective_date, end_date,
                quantity, unit_price, discount_percent
            FROM order_events WHERE event_no > ?1 AND event_no <= ?2 ORDER BY event_no
            """, [first, last], on: database)
    }

    /// Fills the batch with the next rows; `false` when there are none left.
    mutating func readBatch() throws -> Bool {
        batch.rows.removeAll(keepingCapacity: true)
        batch.texts.removeAll()
        places.removeAll(keepingCapacity: true)
        while places.count < StoredOrderEvents.batchSize, try scan.next() { try readRow() }
        return !places.isEmpty
    }

    private mutating func readRow() throws {
        let place = RowPlace(
            number: scan.integer(0), posting: scan.integer(1), line: scan.integer(2), terms: scan.integer(3),
            customer: scan.integer(4), item: scan.integer(5))
        guard let terms = dictionaries.orderTerms[place.terms] else {
            throw LedgerFault("order_events", row: place.number, "names terms \(place.terms), which are not there")
        }
        guard let orderDate = scan.day(13), let effectiveDate = scan.day(14) else {
            throw LedgerFault("order_events", row: place.number, "has no date")
        }
        var row = OrderRow(orderDate: orderDate, currency: terms.currency)
        row.effectiveDate = effectiveDate
        row.endDate = scan.day(15)
        row.lineNumber = Int32(truncatingIfNeeded: scan.integer(7))
        row.transaction = terms.transaction
        row.status = terms.status
        row.billingCycle = terms.billingCycle
        row.term = terms.term
        row.autoRenew = terms.autoRenew
        guard let quantity = try decimal(16, place) else {
            throw LedgerFault("order_events", row: place.number, "has no quantity")
        }
        row.quantity = quantity
        row.unitPrice = try decimal(17, place)
        row.discountPercent = try decimal(18, place)
        try readTexts(&row, place)
        batch.rows.append(row)
        places.append(place)
    }

    private mutating func readTexts(_ row: inout OrderRow, _ place: RowPlace) throws(LedgerFault) {
        row[.orderID] = batch.texts.append(scan.bytes(6))
        row[.subscriptionID] = batch.texts.append(scan.bytes(8))
        row[.alternateID] = batch.texts.append(scan.bytes(9))
        row[.referenceID] = batch.texts.append(scan.bytes(10))
        row[.promotionID] = batch.texts.append(scan.bytes(11))
        row[.purchaseOrder] = batch.texts.append(scan.bytes(12))
        let customer = try dictionaries.customers.place(of: place.customer, for: place.number, in: "order_events")
        row[.customerID] = batch.texts.append(dictionaries.customers.text(customer, 0))
        let item = try dictionaries.items.place(of: place.item, for: place.number, in: "order_events")
        row[.productID] = batch.texts.append(dictionaries.items.text(item, 0))
        row[.skuID] = batch.texts.append(dictionaries.items.text(item, 1))
        row[.availabilityID] = batch.texts.append(dictionaries.items.text(item, 2))
        let terms = try dictionaries.orderTermTexts.place(of: place.terms, for: place.number, in: "order_events")
        row[.resellerMPN] = batch.texts.append(dictionaries.orderTermTexts.text(terms, 0))
    }

    @inline(__always)
    private func decimal(_ column: Int32, _ place: RowPlace) throws(LedgerFault) -> ExactDecimal? {
        if scan.type(column) == SQLITE_NULL { return nil }
        guard let decimal = scan.decimal(column) else {
            throw LedgerFault("order_events", row: place.number, "\(scan.name(of: column)) holds no number")
        }
        return decimal
    }
}

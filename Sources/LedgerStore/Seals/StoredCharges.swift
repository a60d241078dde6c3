internal import BillingModel
internal import GRDB
internal import GRDBSQLite

/// Turns rows of `charges` back into the lines that they were posted from, batch by batch, so that their forms are made
/// by the very code that made them then.
struct StoredCharges: ~Copyable {
    private(set) var batch = LineBatch()
    /// Of the lines of the batch, position by position.
    private(set) var places: [RowPlace] = []
    private let dictionaries: StoredDictionaries
    private var scan: RowScan
    private var fractions: StoredFractions

    private static let batchSize = 2_000

    init(after first: Int64, through last: Int64, _ dictionaries: StoredDictionaries, _ database: Database) throws {
        self.dictionaries = dictionaries
        let scan = try RowScan(
            """
            SELECT charge_no, posting_no, line, terms_no, customer_no, item_no, order_id, subscription_id, alternate_id,
                reference_id, reservation_order_id, promotion_id, legacy_subscription_guid, order_date, charge_start,
                charge_end, subscription_start, subscription_end, quantity, billable_quantity, unit_price,
                effective_unit_price, exchange_rate, subtotal, tax, total
            FROM charges WHERE charge_no > ?1 AND charge_no <= ?2 ORDER BY charge_no
            """, [first, last], on: database)
        let fractions = try StoredFractions(after: first, through: last, database)
        self.scan = scan
        self.fractions = fractions
    }

    /// Fills the batch with the next rows; `false` when there are none left.
    mutating func readBatch() throws -> Bool {
        batch.lines.removeAll(keepingCapacity: true)
        batch.texts.removeAll()
        places.removeAll(keepingCapacity: true)
        while places.count < StoredCharges.batchSize, try scan.next() { try readRow() }
        if places.isEmpty { try fractions.finish() }
        return !places.isEmpty
    }

    private mutating func readRow() throws {
        let place = RowPlace(
            number: scan.integer(0), posting: scan.integer(1), line: scan.integer(2), terms: scan.integer(3),
            customer: scan.integer(4), item: scan.integer(5))
        guard let terms = dictionaries.chargeTerms[place.terms] else {
            throw LedgerFault("charges", row: place.number, "names terms \(place.terms), which are not there")
        }
        var line = LineItem(currency: terms.currency)
        line.pricingCurrency = terms.pricingCurrency
        line.term = terms.term
        line.billingFrequency = terms.billingFrequency
        line.orderDate = scan.day(13)
        line.chargeStart = scan.day(14)
        line.chargeEnd = scan.day(15)
        line.subscriptionStart = scan.day(16)
        line.subscriptionEnd = scan.day(17)
        line.quantity = try decimal(18, place)
        line.billableQuantity = try decimal(19, place)
        line.unitPrice = try decimal(20, place)
        line.effectiveUnitPrice = try decimal(21, place)
        line.exchangeRate = try decimal(22, place)
        var amounts = (
            subtotal: StoredAmount(main: scan.integer(23), middle: 0, low: 0),
            tax: StoredAmount(main: scan.integer(24), middle: 0, low: 0),
            total: StoredAmount(main: scan.integer(25), middle: 0, low: 0)
        )
        try fractions.add(to: &amounts, of: place.number)
        line.subtotal = amounts.subtotal.amount
        line.tax = amounts.tax.amount
        line.total = amounts.total.amount
        try readTexts(&line, place)
        batch.lines.append(line)
        places.append(place)
    }

    private mutating func readTexts(_ line: inout LineItem, _ place: RowPlace) throws(LedgerFault) {
        line[.orderID] = batch.texts.append(scan.bytes(6))
        line[.subscriptionID] = batch.texts.append(scan.bytes(7))
        line[.alternateID] = batch.texts.append(scan.bytes(8))
        line[.referenceID] = batch.texts.append(scan.bytes(9))
        line[.reservationOrderID] = batch.texts.append(scan.bytes(10))
        line[.promotionID] = batch.texts.append(scan.bytes(11))
        line[.legacySubscriptionGUID] = batch.texts.append(scan.bytes(12))
        let customer = try dictionaries.customers.place(of: place.customer, for: place.number, in: "charges")
        line[.customerID] = batch.texts.append(dictionaries.customers.text(customer, 0))
        let item = try dictionaries.items.place(of: place.item, for: place.number, in: "charges")
        line[.productID] = batch.texts.append(dictionaries.items.text(item, 0))
        line[.skuID] = batch.texts.append(dictionaries.items.text(item, 1))
        line[.availabilityID] = batch.texts.append(dictionaries.items.text(item, 2))
        let terms = try dictionaries.chargeTermTexts.place(of: place.terms, for: place.number, in: "charges")
        for column in StoredDictionaries.chargeTexts.indices {
            line[StoredDictionaries.chargeTexts[column].text] = batch.texts.append(
                dictionaries.chargeTermTexts.text(terms, column))
        }
    }

    @inline(__always)
    private func decimal(_ column: Int32, _ place: RowPlace) throws(LedgerFault) -> ExactDecimal {
        guard let decimal = scan.decimal(column) else {
            throw LedgerFault("charges", row: place.number, "\(scan.name(of: column)) holds no number")
        }
        return decimal
    }
}

extension RowScan {
    /// A day number; `nil` for `NULL`.
    @inline(__always)
    func day(_ column: Int32) -> CalendarDate? {
        type(column) == SQLITE_NULL ? nil : CalendarDate(dayNumber: Int32(truncatingIfNeeded: integer(column)))
    }

    /// A whole number or decimal text; `nil` for anything else.
    @inline(__always)
    func decimal(_ column: Int32) -> ExactDecimal? {
        switch type(column) {
        case SQLITE_INTEGER: ExactDecimal(coefficient: Int128(integer(column)), scale: 0)
        case SQLITE_TEXT:
            if case .value(let value) = DecimalText.read(bytes(column)) { value } else { nil }
        default: nil
        }
    }
}

internal import BillingModel

/// Turns the cells of one record into an ``OrderRow``.
///
/// Cells are trimmed; `org:` is dropped from customer ids and GUIDs are brought to lower case. An empty `term` of a
/// recurring row is the billing cycle's own length (monthly P1M, annual P1Y, triennial P3Y); one-time and usage rows
/// have none. A `cancel` row leaves 0 in force, whatever quantity it names.
struct OrderBookRowReader: ~Copyable {
    let header: OrderBookHeader
    let document: DocumentIndex

    /// The row read last was a `cancel` that named another quantity than 0.
    private(set) var overruledQuantity = false

    private var transactions = OrderBookVocabulary { OrderTransaction(wireValue: $0) }
    private var statuses = OrderBookVocabulary { OrderStatus(wireValue: $0) }
    private var cycles = OrderBookVocabulary { BillingCycle(wireValue: $0) }
    private var terms = OrderBookVocabulary { Term(code: $0) }
    private var currencies = OrderBookVocabulary { CurrencyCode($0) }
    private var flags = OrderBookVocabulary<Bool> { word in
        switch word.lowercased() {
        case "true", "": true
        case "false": false
        default: nil
        }
    }

    init(header: OrderBookHeader, document: DocumentIndex) {
        self.header = header
        self.document = document
    }

    /// Appends the record's row and its texts to the batch; throws what is wrong with it, the first thing only.
    mutating func read(
        _ record: borrowing CSVRecordReader, into batch: inout OrderBatch
    ) throws(OrderBookRowFault) {
        try checkShape(record)
        if cell(record, .orderID).isEmpty { throw OrderBookRowFault(.orderID, cell(record, .orderID), "") }
        if customer(record).isEmpty { throw OrderBookRowFault(.customerID, customer(record), "") }
        let item = try itemParts(record)
        var row = try readTerms(record)
        row.source = SourceLocation(document: document, line: record.line)
        try readNumbers(record, into: &row)
        appendTexts(record, item, to: &row, &batch.texts)
        batch.rows.append(row)
    }

    /// Every row has the header's number of cells, and no cell of it holds another row.
    ///
    /// Two stray quotation marks in one column of neighbouring rows make a record of the right number of cells whose
    /// one cell is the end of the first and the beginning of the second row: as many commas as a row has, and a line
    /// break. A name or address is never like that.
    private func checkShape(_ record: borrowing CSVRecordReader) throws(OrderBookRowFault) {
        var fault: OrderBookRowFault?
        if record.fieldCount != header.cellCount {
            fault = OrderBookRowFault("\(record.fieldCount) cells, but the header has \(header.cellCount)")
        } else if record.lineCount > 1 {
            for index in 0..<record.fieldCount
            where record[index].count(where: { $0 == UInt8(ascii: ",") }) >= header.cellCount - 1 {
                fault = OrderBookRowFault("a stray quotation mark takes the next row into a cell")
            }
        }
        guard var fault else { return }
        fault.maySwallowRows = record.lineCount > 1
        throw fault
    }

    // MARK: Dates and words

    private mutating func readTerms(_ record: borrowing CSVRecordReader) throws(OrderBookRowFault) -> OrderRow {
        let currencyCell = cell(record, .currency)
        guard let currency = currencies.meaning(of: currencyCell) else {
            throw OrderBookRowFault(.currency, currencyCell, "no ISO 4217 currency")
        }
        guard let orderDate = try date(record, .orderDate) else {
            throw OrderBookRowFault(.orderDate, cell(record, .orderDate), "no date is given")
        }
        var row = OrderRow(orderDate: orderDate, currency: currency)
        row.effectiveDate = try date(record, .effectiveDate) ?? orderDate
        row.endDate = try date(record, .endDate)
        row.transaction = try transactions.meaning(of: cell(record, .transactionType), in: .transactionType)
        row.status = try statuses.meaning(of: cell(record, .status), in: .status)
        row.billingCycle = try cycles.meaning(of: cell(record, .billingCycle), in: .billingCycle)
        row.autoRenew = try flags.meaning(of: cell(record, .autoRenew), in: .autoRenew)
        row.term = try term(record, row.billingCycle)
        if row.transaction == .new, let end = row.endDate, end < row.effectiveDate {
            throw OrderBookRowFault(.endDate, cell(record, .endDate), "before the row takes effect")
        }
        return row
    }

    private mutating func term(
        _ record: borrowing CSVRecordReader, _ cycle: BillingCycle
    ) throws(OrderBookRowFault) -> Term? {
        let text = cell(record, .term)
        if text.isEmpty {
            switch cycle {
            case .oneTime, .usage: return nil
            case .monthly: return .month
            case .annual: return .year
            case .triennial: return .threeYears
            }
        }
        guard let term = terms.meaning(of: text) else {
            throw OrderBookRowFault(.term, text, "neither P1M, P1Y nor P3Y")
        }
        if let months = cycle.months, months > term.months {
            throw OrderBookRowFault(.term, text, "shorter than the billing cycle, \(cycle.code)")
        }
        return term
    }

    @inline(__always)
    private func date(
        _ record: borrowing CSVRecordReader, _ column: OrderBookColumn
    ) throws(OrderBookRowFault) -> CalendarDate? {
        let text = cell(record, column)
        switch DateText.read(text) {
        case .date(let date): return date
        case .absent: return nil
        case .invalid: throw OrderBookRowFault(column, text, "no date")
        }
    }

    // MARK: Numbers

    private mutating func readNumbers(
        _ record: borrowing CSVRecordReader, into row: inout OrderRow
    ) throws(OrderBookRowFault) {
        overruledQuantity = false
        guard let quantity = try number(record, .quantity) else {
            throw OrderBookRowFault(.quantity, cell(record, .quantity), "")
        }
        if !quantity.isInteger, row.billingCycle != .usage {
            throw OrderBookRowFault(.quantity, cell(record, .quantity), "seats come in whole numbers")
        }
        row.quantity = quantity
        if row.transaction == .cancel, !quantity.isZero {
            row.quantity = .zero
            overruledQuantity = true
        }
        row.unitPrice = try number(record, .unitPrice)
        if row.unitPrice == nil, row.billingCycle != .usage {
            throw OrderBookRowFault(.unitPrice, cell(record, .unitPrice), "")
        }
        row.discountPercent = try number(record, .discountPercent)
        if let discount = row.discountPercent, discount > OrderBookRowReader.whole {
            throw OrderBookRowFault(.discountPercent, cell(record, .discountPercent), "more than 100")
        }
        if let line = try number(record, .lineNumber) {
            guard line.isInteger, let value = Int32(exactly: line.coefficient) else {
                throw OrderBookRowFault(.lineNumber, cell(record, .lineNumber), "no whole number")
            }
            row.lineNumber = value
        }
    }

    private static let whole = ExactDecimal(integer: 100)

    /// A number that is not negative; `nil` when the cell is empty.
    @inline(__always)
    private func number(
        _ record: borrowing CSVRecordReader, _ column: OrderBookColumn
    ) throws(OrderBookRowFault) -> ExactDecimal? {
        let text = cell(record, column)
        if text.isEmpty { return nil }
        switch DecimalText.read(text) {
        case .value(let value):
            if value.isNegative { throw OrderBookRowFault(column, text, "negative") }
            return value
        case .notANumber: throw OrderBookRowFault(column, text, "no plain decimal number")
        case .tooManyDigits:
            throw OrderBookRowFault(column, text, "more than \(ExactDecimal.maximumDigits) digits")
        }
    }

    // MARK: Texts

    /// Nothing here throws: a row that is kept out leaves no text behind in the batch.
    private func appendTexts(
        _ record: borrowing CSVRecordReader, _ item: ItemParts, to row: inout OrderRow, _ texts: inout TextPool
    ) {
        row[.productID] = IdentifierText.append(item[0], to: &texts)
        row[.skuID] = IdentifierText.append(item[1], to: &texts)
        row[.availabilityID] = IdentifierText.append(item[2], to: &texts)
        row[.customerID] = IdentifierText.append(customer(record), to: &texts)
        row[.orderID] = IdentifierText.append(cell(record, .orderID), to: &texts)
        row[.subscriptionID] = IdentifierText.append(cell(record, .subscriptionID), to: &texts)
        row[.alternateID] = IdentifierText.append(cell(record, .alternateID), to: &texts)
        row[.referenceID] = IdentifierText.append(cell(record, .referenceID), to: &texts)
        row[.promotionID] = IdentifierText.append(cell(record, .promotionID), to: &texts)
        row[.resellerMPN] = texts.append(IdentifierText.withoutResellerPlaceholder(cell(record, .resellerMPN)))
        row[.customerName] = texts.append(cell(record, .customerName))
        row[.productName] = texts.append(cell(record, .productName))
        row[.skuName] = texts.append(cell(record, .skuName))
        row[.purchaseOrder] = texts.append(cell(record, .purchaseOrder))
    }

    private typealias ItemParts = InlineArray<3, UnsafeRawBufferPointer>

    /// Takes `ProductId:SkuId:AvailabilityId` apart; one or two parts are fine, a legacy offer GUID is one.
    private func itemParts(_ record: borrowing CSVRecordReader) throws(OrderBookRowFault) -> ItemParts {
        let item = cell(record, .catalogItemID)
        var parts = ItemParts(repeating: UnsafeRawBufferPointer(start: nil, count: 0))
        var start = 0
        for index in 0..<3 {
            var end = start
            while end < item.count, item[end] != UInt8(ascii: ":") { end += 1 }
            parts[index] = WireText.trimmed(UnsafeRawBufferPointer(rebasing: item[start..<end]))
            if parts[index].isEmpty { throw OrderBookRowFault(.catalogItemID, item, "a part is empty") }
            if end == item.count { return parts }
            start = end + 1
        }
        throw OrderBookRowFault(.catalogItemID, item, "more than product, SKU and availability")
    }

    private func customer(_ record: borrowing CSVRecordReader) -> UnsafeRawBufferPointer {
        IdentifierText.withoutOrganisationPrefix(cell(record, .customerID))
    }

    /// A cell without the white space around it; empty when the file lacks the column.
    @inline(__always)
    private func cell(_ record: borrowing CSVRecordReader, _ column: OrderBookColumn) -> UnsafeRawBufferPointer {
        guard let place = header.place(of: column) else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return WireText.trimmed(record[place])
    }
}

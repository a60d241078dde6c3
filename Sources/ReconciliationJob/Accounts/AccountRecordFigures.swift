import BillingModel

/// The figures of a record, field by field. What is written is read in the same order; enumerations by their raw value,
/// 255 for none.
extension AccountRecord {
    static func writeFigures(_ line: borrowing LineItem, _ writer: inout RecordWriter) {
        writer.write(line.source.document.index)
        writer.write(line.source.line)
        writer.write(line.invoice.index)
        writer.write(line.form.rawValue)
        writer.write(line.kind.rawValue)
        writer.write(line.chargeType.rawValue)
        writer.write(line.term?.rawValue ?? 255)
        writer.write(line.billingFrequency?.rawValue ?? 255)
        writer.write(line.traits.rawValue)
        writer.write(line.orderDate)
        writer.write(line.chargeStart)
        writer.write(line.chargeEnd)
        writer.write(line.subscriptionStart)
        writer.write(line.subscriptionEnd)
        writer.write(line.currency.letters)
        writer.write(line.pricingCurrency.letters)
        writer.write(line.quantity)
        writer.write(line.billableQuantity)
        writer.write(line.unitPrice)
        writer.write(line.effectiveUnitPrice)
        writer.write(line.exchangeRate)
        writer.write(line.subtotal.units)
        writer.write(line.tax.units)
        writer.write(line.total.units)
    }

    static func readLine(_ reader: inout RecordReader) -> LineItem {
        let source = SourceLocation(
            document: DocumentIndex(Int(reader.read(Int32.self))), line: Int(reader.read(Int32.self)))
        let invoice = InvoiceIndex(Int(reader.read(Int32.self)))
        let words = (
            form: reader.read(UInt8.self), kind: reader.read(UInt8.self), type: reader.read(UInt8.self),
            term: reader.read(UInt8.self), frequency: reader.read(UInt8.self)
        )
        let traits = LineTraits(rawValue: reader.read(UInt16.self))
        let dates = (reader.date(), reader.date(), reader.date(), reader.date(), reader.date())
        var line = LineItem(currency: CurrencyCode(letters: reader.read(UInt32.self)))
        line.pricingCurrency = CurrencyCode(letters: reader.read(UInt32.self))
        line.source = source
        line.invoice = invoice
        line.form = LineForm(rawValue: words.form) ?? .exportV2
        line.kind = ChargeKind(rawValue: words.kind) ?? .oneTime
        line.chargeType = ChargeType(rawValue: words.type) ?? .unrecognised
        line.term = Term(rawValue: words.term)
        line.billingFrequency = BillingCycle(rawValue: words.frequency)
        line.traits = traits
        (line.orderDate, line.chargeStart, line.chargeEnd, line.subscriptionStart, line.subscriptionEnd) = dates
        line.quantity = reader.decimal()
        line.billableQuantity = reader.decimal()
        line.unitPrice = reader.decimal()
        line.effectiveUnitPrice = reader.decimal()
        line.exchangeRate = reader.decimal()
        line.subtotal = Amount(units: reader.read(Int128.self))
        line.tax = Amount(units: reader.read(Int128.self))
        line.total = Amount(units: reader.read(Int128.self))
        return line
    }

    static func writeFigures(_ row: borrowing OrderRow, _ writer: inout RecordWriter) {
        writer.write(row.source.document.index)
        writer.write(row.source.line)
        writer.write(row.lineNumber)
        writer.write(row.transaction.rawValue)
        writer.write(row.status.rawValue)
        writer.write(row.billingCycle.rawValue)
        writer.write(row.term?.rawValue ?? 255)
        writer.write(UInt8(row.autoRenew ? 1 : 0))
        writer.write(row.orderDate.dayNumber)
        writer.write(row.effectiveDate.dayNumber)
        writer.write(row.endDate)
        writer.write(row.currency.letters)
        writer.write(row.quantity)
        writer.write(UInt8((row.unitPrice == nil ? 0 : 1) | (row.discountPercent == nil ? 0 : 2)))
        if let price = row.unitPrice { writer.write(price) }
        if let percent = row.discountPercent { writer.write(percent) }
    }

    static func readRow(_ reader: inout RecordReader) -> OrderRow {
        let source = SourceLocation(
            document: DocumentIndex(Int(reader.read(Int32.self))), line: Int(reader.read(Int32.self)))
        let number = reader.read(Int32.self)
        let words = (
            transaction: reader.read(UInt8.self), status: reader.read(UInt8.self), cycle: reader.read(UInt8.self),
            term: reader.read(UInt8.self), renew: reader.read(UInt8.self)
        )
        let ordered = CalendarDate(dayNumber: reader.read(Int32.self))
        let effective = CalendarDate(dayNumber: reader.read(Int32.self))
        let end = reader.date()
        var row = OrderRow(orderDate: ordered, currency: CurrencyCode(letters: reader.read(UInt32.self)))
        row.source = source
        row.lineNumber = number
        row.transaction = OrderTransaction(rawValue: words.transaction) ?? .new
        row.status = OrderStatus(rawValue: words.status) ?? .completed
        row.billingCycle = BillingCycle(rawValue: words.cycle) ?? .oneTime
        row.term = Term(rawValue: words.term)
        row.autoRenew = words.renew == 1
        row.effectiveDate = effective
        row.endDate = end
        row.quantity = reader.decimal()
        let given = reader.read(UInt8.self)
        if given & 1 != 0 { row.unitPrice = reader.decimal() }
        if given & 2 != 0 { row.discountPercent = reader.decimal() }
        return row
    }
}

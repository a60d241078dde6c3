import BillingModel

/// The byte form of a match that waits on the disk. What is written is read in the same order.
extension Match: FileRow {
    static var unread: Match {
        Match(
            invoiceID: "", source: SourceLocation(document: DocumentIndex(0), line: 0), orderID: "", lineNumber: 0,
            matchedBy: .orderID, rule: "", catalogItemID: "", subscriptionID: "", chargeType: "", period: nil,
            quantity: .zero, amount: .zero, expectedAmount: nil, currency: CurrencyCode(letters: 0))
    }

    /// More than all fields of a fixed size take, with the lengths of the texts.
    private static let fixedBytes = 256

    var byteBound: Int {
        Match.fixedBytes + invoiceID.utf8.count + orderID.utf8.count + rule.utf8.count + catalogItemID.utf8.count
            + subscriptionID.utf8.count + chargeType.utf8.count + note.utf8.count
    }

    func write(to writer: inout RecordWriter) {
        writer.write(invoiceID)
        writer.write(source.document.index)
        writer.write(source.line)
        writer.write(orderID)
        writer.write(lineNumber)
        writer.write(matchedBy.rawValue)
        writer.write(rule)
        writer.write(catalogItemID)
        writer.write(subscriptionID)
        writer.write(chargeType)
        writer.write(period?.start)
        writer.write(period?.end)
        writer.write(quantity)
        writer.write(amount.units)
        writer.write(expectedAmount)
        writer.write(currency.letters)
        writer.write(note)
    }

    init(from reader: inout RecordReader) {
        let invoiceID = reader.string()
        let source = SourceLocation(
            document: DocumentIndex(Int(reader.read(Int32.self))), line: Int(reader.read(Int32.self)))
        let orderID = reader.string()
        let lineNumber = reader.read(Int.self)
        let matchedBy = Rung(rawValue: reader.string()) ?? .customer
        let (rule, item) = (reader.string(), reader.string())
        let (subscription, type) = (reader.string(), reader.string())
        let (start, end) = (reader.date(), reader.date())
        let quantity = reader.decimal()
        let amount = Amount(units: reader.read(Int128.self))
        let expected = reader.amountIfPresent()
        self.init(
            invoiceID: invoiceID, source: source, orderID: orderID, lineNumber: lineNumber, matchedBy: matchedBy,
            rule: rule, catalogItemID: item, subscriptionID: subscription, chargeType: type,
            period: start.flatMap { start in end.map { BillingPeriod(start, $0) } }, quantity: quantity, amount: amount,
            expectedAmount: expected, currency: CurrencyCode(letters: reader.read(UInt32.self)))
        note = reader.string()
    }
}

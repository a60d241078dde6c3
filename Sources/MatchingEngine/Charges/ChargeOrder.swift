import BillingModel

/// The total order in which charges choose: business fields first, the source only between equals.
struct ChargeOrder {
    let lines: [LineItem]
    let texts: TextPool
    let briefs: [InvoiceBrief]

    func precedes(_ a: BilledCharge, _ b: BilledCharge) -> Bool {
        let (x, y) = (a.line, b.line)
        let (left, right) = (lines[x].invoice, lines[y].invoice)
        if left != right { return briefs[Int(left.index)].rank < briefs[Int(right.index)].rank }
        return precedesByDays(x, y) ?? precedesByIDs(x, y) ?? precedesByFigures(a, b)
    }

    private func precedesByDays(_ x: Int, _ y: Int) -> Bool? {
        ordered(lines[x].chargeStart, lines[y].chargeStart) ?? ordered(lines[x].chargeEnd, lines[y].chargeEnd)
            ?? ordered(lines[x].subscriptionStart, lines[y].subscriptionStart)
    }

    private func precedesByIDs(_ x: Int, _ y: Int) -> Bool? {
        byText(.subscriptionID, x, y) ?? byText(.orderID, x, y) ?? byText(.alternateID, x, y)
            ?? byText(.productID, x, y) ?? byText(.skuID, x, y) ?? byText(.availabilityID, x, y)
    }

    private func precedesByFigures(_ a: BilledCharge, _ b: BilledCharge) -> Bool {
        let (x, y) = (lines[a.line], lines[b.line])
        return ordered(x.chargeType.rawValue, y.chargeType.rawValue) ?? ordered(a.quantity, b.quantity)
            ?? ordered(a.amount, b.amount) ?? ordered(x.effectiveUnitPrice, y.effectiveUnitPrice)
            ?? ordered(x.unitPrice, y.unitPrice) ?? ordered(x.orderDate, y.orderDate) ?? ordered(x.tax, y.tax)
            ?? (x.source < y.source)
    }

    private func ordered<T: Comparable>(_ a: T, _ b: T) -> Bool? { a == b ? nil : a < b }

    /// A missing date comes first.
    private func ordered(_ a: CalendarDate?, _ b: CalendarDate?) -> Bool? {
        let (left, right) = (a?.dayNumber ?? .min, b?.dayNumber ?? .min)
        return left == right ? nil : left < right
    }

    private func byText(_ text: LineText, _ x: Int, _ y: Int) -> Bool? {
        let (left, right) = (lines[x][text], lines[y][text])
        return left == right ? nil : texts.precedes(left, right)
    }
}

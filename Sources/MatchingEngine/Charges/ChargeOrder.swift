import BillingModel

/// The total order in which charges choose: business fields first, the source only between equals.
struct ChargeOrder {
    let lines: [LineItem]
    let texts: TextPool
    let briefs: [InvoiceBrief]

    /// Invoice and days in one number, which decides between nearly all charges.
    private struct Key {
        let days: UInt128
        let index: Int
    }

    /// The charges in order. Sorts small keys and moves each charge once.
    func sorted(_ charges: [BilledCharge]) -> [BilledCharge] {
        var keys = charges.indices.map { Key(days: days(charges[$0].line), index: $0) }
        keys.sort { a, b in
            a.days == b.days ? precedesByIDs(charges[a.index], charges[b.index]) : a.days < b.days
        }
        return keys.map { charges[$0.index] }
    }

    /// Rank of the invoice, then the days of charge and subscription; a missing date comes first.
    private func days(_ line: Int) -> UInt128 {
        func place(_ date: CalendarDate?) -> UInt128 {
            UInt128(UInt32(bitPattern: date?.dayNumber ?? .min) ^ 1 << 31)
        }
        let rank = UInt128(UInt32(truncatingIfNeeded: briefs[Int(lines[line].invoice.index)].rank))
        return rank << 96 | place(lines[line].chargeStart) << 64 | place(lines[line].chargeEnd) << 32
            | place(lines[line].subscriptionStart)
    }

    private func precedesByIDs(_ a: BilledCharge, _ b: BilledCharge) -> Bool {
        precedesByIDs(a.line, b.line) ?? precedesByFigures(a, b)
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

import BillingModel

extension AccountMatching {
    /// The claim leaves nothing to compare: quantity, days and amount are exactly as expected on the ladder's first rung,
    /// plan and parties agree, nothing but the purchase was ever recorded, and the cycle before ends where this one
    /// begins. True of nearly every line, and decided without copying any of its records.
    func isPlainlyRight(_ index: Int) -> Bool {
        guard let position = charges[index].expected, charges[index].choice == .exact, charges[index].net == nil,
            charges[index].rung == .orderID, startsWithOrderID, !context.wantsMatches, !orders.hasReferences,
            expected[position].kind == .purchase || expected[position].kind == .cycle
        else { return false }
        let orderLine = expected[position].orderLine
        let row = orders.lines[orderLine].rows.lowerBound
        let line = charges[index].line
        guard orders.lines[orderLine].rows.count == 1, orders.rows[row][.resellerMPN].isEmpty,
            orders.rows[row].endDate == nil,
            account.lines[line].customer == orders.lines[orderLine].customer,
            let start = account.lines[line].chargeStart, start == expected[position].period.start,
            let end = account.lines[line].chargeEnd, end == expected[position].period.end,
            isPlanAsOrdered(line, row), meetsNeighbour(start, position),
            let rate = rate(ofLine: line, to: orders.lines[orderLine].currency),
            let amount = try? expected[position].amount(rate: rate)
        else { return false }
        return charges[index].amount == amount
    }

    private func isPlanAsOrdered(_ line: Int, _ row: Int) -> Bool {
        if let billed = account.lines[line].term, let ordered = orders.rows[row].term, billed != ordered {
            return false
        }
        guard let billed = account.lines[line].billingFrequency else { return true }
        return billed == orders.rows[row].billingCycle
    }

    /// The cycle just before, when it was billed, ends the day before this one starts. Cycles of an order line with one
    /// row stand in a row.
    private func meetsNeighbour(_ start: CalendarDate, _ position: Int) -> Bool {
        let range = orders.lines[expected[position].orderLine].expected
        guard position > range.lowerBound, let earlier = expected[position - 1].claimedBy,
            let end = account.lines[charges[earlier].line].chargeEnd
        else { return true }
        return start == end.adding(days: 1)
    }
}

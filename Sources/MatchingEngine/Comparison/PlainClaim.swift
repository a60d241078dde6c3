import BillingModel

extension AccountMatching {
    /// The claim leaves nothing to compare: quantity, days and amount are exactly as expected on the ladder's first rung,
    /// plan and parties agree, the order line's life holds nothing but purchases, renewals and changes of seats, and the
    /// cycle before ends where this one begins. True of nearly every line, and decided without copying any record.
    func isPlainlyRight(_ index: Int) -> Bool {
        guard let position = charges[index].expected, charges[index].choice == .exact, charges[index].net == nil,
            charges[index].rung == .orderID, startsWithOrderID, !context.wantsMatches, !orders.hasReferences,
            expected[position].kind == .purchase || expected[position].kind == .cycle
        else { return false }
        let orderLine = expected[position].orderLine
        let row = expected[position].row
        let line = charges[index].line
        guard isUneventful(orders.lines[orderLine].rows),
            account.lines[line].customer == orders.lines[orderLine].customer,
            let start = account.lines[line].chargeStart, start == expected[position].period.start,
            let end = account.lines[line].chargeEnd, end == expected[position].period.end,
            isPlanAsOrdered(line, row), meetsNeighbour(start, position),
            let rate = rate(ofLine: line, to: orders.lines[orderLine].currency),
            let amount = try? expected[position].amount(rate: rate)
        else { return false }
        return charges[index].amount == amount
    }

    /// No row states a reseller or an end, and none suspends, cancels, converts or extends.
    private func isUneventful(_ rows: Range<Int>) -> Bool {
        for row in rows {
            guard orders.rows[row][.resellerMPN].isEmpty, orders.rows[row].endDate == nil else { return false }
            switch orders.rows[row].transaction {
            case .new, .renew, .addQuantity, .removeQuantity: continue
            case .cancel, .convert, .suspend, .resume, .extendTerm: return false
            }
        }
        return true
    }

    private func isPlanAsOrdered(_ line: Int, _ row: Int) -> Bool {
        if let billed = account.lines[line].term, let ordered = orders.rows[row].term, billed != ordered {
            return false
        }
        guard let billed = account.lines[line].billingFrequency else { return true }
        return billed == orders.rows[row].billingCycle
    }

    /// The cycle just before, when it was billed, ends the day before this one starts. The cycles of an uneventful order
    /// line stand in a row, before its changes of seats.
    private func meetsNeighbour(_ start: CalendarDate, _ position: Int) -> Bool {
        let range = orders.lines[expected[position].orderLine].expected
        guard position > range.lowerBound, let earlier = expected[position - 1].claimedBy,
            let end = account.lines[charges[earlier].line].chargeEnd
        else { return true }
        return start == end.adding(days: 1)
    }
}

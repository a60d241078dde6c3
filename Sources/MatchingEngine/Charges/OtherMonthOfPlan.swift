import BillingModel

extension AccountMatching {
    /// The other months of a plan that was billed in another frequency than ordered: neither missing nor unordered. At
    /// an uplifted price each is a finding, since each costs money.
    mutating func compareOtherMonthOfPlan(_ charge: BilledCharge, _ orderLine: Int) -> Bool {
        let line = line(charge)
        guard let period = line.period else { return false }
        for position in orders.lines[orderLine].expected {
            let expectation = expected[position]
            guard let claimed = expectation.claimedBy, expectation.period.contains(period.start),
                let first = self.line(charges[claimed]).period, !first.overlaps(period),
                first.days < expectation.period.days - 1,
                // A renewal or a change of plan may have given the order line another cycle than it began with.
                let ordered = orders.rows[expectation.row].billingCycle.months,
                let rate = rate(of: line, to: orders.lines[orderLine].currency),
                let amount = try? expectation.amount(rate: rate)
            else { continue }
            let comparison = Comparison(
                charge: charge, line: line, expectation: expectation, order: orders.lines[orderLine],
                row: orders.rows[expectation.row], rate: rate, expectedAmount: amount)
            let billed = billedMonths(comparison, ordered)
            guard billed < ordered,
                let scaled = try? Rounding.towardZero(
                    expectation.unitPrice, times: rate, numerator: billed, denominator: ordered
                ).multiplied(by: charge.quantity)
            else { continue }
            if isUplift(charge.amount, over: scaled) { reportUplift(comparison, scaled, billed, ordered) }
            return true
        }
        return false
    }
}

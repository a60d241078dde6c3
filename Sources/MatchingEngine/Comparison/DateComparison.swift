import BillingModel

extension AccountMatching {
    /// Days of a charge whose amount is right against the days expected (discrepancy classes, *Dates*).
    ///
    /// With the neighbouring cycle there a gap or an overlap takes precedence, even of one day; where the neighbours meet, as
    /// when every cycle is shifted, there is neither. Otherwise starts more than one day off are `start_date_mismatch`, ends more than one day off (two for anchors on the 29th to 31st) are
    /// `end_date_mismatch`, both without money.
    mutating func compareDates(_ comparison: Comparison) {
        guard let start = comparison.line.chargeStart, let end = comparison.line.chargeEnd,
            !comparison.line.traits.contains(.legacy)
        else { return }
        let period = BillingPeriod(start, end)
        let expectation = comparison.expectation
        if comparison.order.billingCycle == .oneTime {
            if abs(start - expectation.period.start) > 1 { reportDates(.startDateMismatch, comparison, nil) }
            return
        }
        if expectation.kind == .cycle, compareNeighbour(comparison, period) { return }
        if period != expectation.period {
            let startOff = start - expectation.period.start
            let endOff = end - expectation.period.end
            if abs(startOff) > 1 {
                reportDates(.startDateMismatch, comparison, nil)
                return
            }
            if abs(endOff) > endSlack(comparison), endOff != startOff, !leavesDaysToNext(comparison, period) {
                reportDates(.endDateMismatch, comparison, nil)
                return
            }
        }
        compareTermEnd(comparison)
    }

    /// The amount is right for the line's own wrong days: the date finding carries the money, or the gap or overlap that
    /// the wrong days leave to the cycle before.
    mutating func reportWrongDays(
        _ comparison: Comparison, expected: Amount
    ) throws(ArithmeticOverflow) -> Bool {
        guard let period = comparison.line.period, !comparison.line.traits.contains(.legacy),
            comparison.order.billingCycle.months != nil
        else { return false }
        let expectation = comparison.expectation
        let startOff = abs(period.start - expectation.period.start)
        let endOff = abs(period.end - expectation.period.end)
        guard startOff > 0 || endOff > 0, period.days != expectation.period.days else { return false }
        let own = try expectation.amount(
            quantity: comparison.charge.quantity, rate: comparison.rate, days: period.days)
        guard isTolerated(comparison, comparison.charge.amount - own) else { return false }
        if expectation.kind == .cycle, compareNeighbour(comparison, period) { return true }
        if startOff == 0, leavesDaysToNext(comparison, period), isNextRight(comparison) {
            standings[comparison.charge.line].isDiscrepant = true
            return true
        }
        guard startOff > 1 || endOff > 1 else { return false }
        reportDates(startOff > 1 ? .startDateMismatch : .endDateMismatch, comparison, expected)
        return true
    }

    /// The next cycle is here and does not start on the day after this one: it says what the wrong end left open or charged
    /// twice, and the money must not be counted here as well.
    private func leavesDaysToNext(_ comparison: Comparison, _ period: BillingPeriod) -> Bool {
        guard let next = neighbour(after: comparison), let start = line(charges[next]).chargeStart else { return false }
        return start != period.end.adding(days: 1)
    }

    private func isNextRight(_ comparison: Comparison) -> Bool {
        guard let next = neighbour(after: comparison), let position = charges[next].expected,
            let rate = rate(of: line(charges[next]), to: comparison.order.currency),
            let amount = try? expected[position].amount(quantity: charges[next].quantity, rate: rate)
        else { return false }
        return (charges[next].amount - amount).magnitude <= seatTolerance(charges[next].quantity)
    }

    /// - Parameter expected: the expected amount when money is at stake, `nil` when only dates are off.
    private mutating func reportDates(_ kind: DiscrepancyClass, _ comparison: Comparison, _ expected: Amount?) {
        let amount = comparison.charge.amount
        report(
            kind, charge: comparison.charge, expected: expected ?? amount, billed: amount,
            expectedQuantity: comparison.expectation.quantity, expectedPrice: comparison.expectation.unitPrice,
            "Charged for \(comparison.days), expected for \(comparison.expectation.period).",
            steps: amountSteps(comparison.expectation, rate: comparison.rate, comparison.expectedAmount))
    }

    private func endSlack(_ comparison: Comparison) -> Int {
        comparison.order.start.components.day >= 29 ? 2 : 1
    }

    /// SubscriptionEndDate is compared only where the order book states `end_date`, and within the term that it ends.
    private mutating func compareTermEnd(_ comparison: Comparison) {
        guard let billed = comparison.line.subscriptionEnd,
            let stretch = timeline(comparison.expectation.orderLine).stretch(on: comparison.expectation.period.start),
            let agreed = stretch.statedEnd, comparison.expectation.period.start <= agreed,
            abs(billed - agreed) > endSlack(comparison)
        else { return }
        report(
            .endDateMismatch, charge: comparison.charge, expected: comparison.charge.amount,
            billed: comparison.charge.amount, rule: "end_date_mismatch.term",
            "The term ends on \(billed), agreed was \(agreed).")
    }

    /// Gap or overlap with the cycle before, when that cycle was billed. Returns whether one was found.
    private mutating func compareNeighbour(_ comparison: Comparison, _ period: BillingPeriod) -> Bool {
        guard let earlier = neighbour(before: comparison), let previous = line(charges[earlier]).period else {
            return false
        }
        let between = period.start - previous.end - 1
        if between == 0 { return false }
        let isGap = between > 0
        let days =
            isGap
            ? BillingPeriod(previous.end.adding(days: 1), period.start.adding(days: -1))
            : BillingPeriod(period.start, min(previous.end, period.end))
        if isEndPricedOtherwise(earlier, previous) { return false }
        let parts = isGap ? shares(of: days, earlier, comparison) : shares(of: days, nil, comparison)
        guard let parts else { return false }
        let share = parts.reduce(Amount.zero) { $0 + $1.amount }
        if isGap {
            report(
                .periodGap, charge: comparison.charge, expected: share, billed: .zero,
                "Nothing covers \(days): the cycle before ends on \(previous.end), this one starts on \(period.start).",
                steps: parts.map(\.step))
        } else {
            report(
                .periodOverlap, charge: comparison.charge, expected: .zero, billed: share,
                "\(days) is charged twice: the cycle before ends on \(previous.end), this one starts on \(period.start).",
                steps: parts.map(\.step))
        }
        return true
    }

    /// The cycle before has another end than its own and another amount than either end explains: that is a finding about
    /// its price, and what the days cost is in there (discrepancy classes, *Precedence* 5).
    private func isEndPricedOtherwise(_ earlier: Int, _ days: BillingPeriod) -> Bool {
        guard let position = charges[earlier].expected, days.end != expected[position].period.end,
            let rate = rate(of: line(charges[earlier]), to: orders.lines[expected[position].orderLine].currency)
        else { return false }
        let charge = charges[earlier]
        return ![expected[position].period.days, days.days].contains { count in
            let amount = try? expected[position].amount(quantity: charge.quantity, rate: rate, days: count)
            return amount.map { (charge.amount - $0).magnitude <= seatTolerance(charge.quantity) } ?? true
        }
    }

    /// quantity × trunc(price × days ÷ cycle days, 2). The days of a gap are priced by the cycles that they belong to: before
    /// this charge's first day that is the one before. An overlap is a share of the later charge.
    private func shares(
        of days: BillingPeriod, _ earlier: Int?, _ comparison: Comparison
    ) -> [(amount: Amount, step: String)]? {
        let start = comparison.expectation.period.start
        guard let earlier, let position = charges[earlier].expected, days.start < start,
            let rate = rate(of: line(charges[earlier]), to: comparison.order.currency)
        else {
            return share(comparison.expectation, comparison.charge.quantity, comparison.rate, days.days).map { [$0] }
        }
        let ofEarlier = min(days.end, start.adding(days: -1)) - days.start + 1
        guard let first = share(expected[position], charges[earlier].quantity, rate, ofEarlier) else { return nil }
        if ofEarlier == days.days { return [first] }
        let rest = share(
            comparison.expectation, comparison.charge.quantity, comparison.rate, days.days - ofEarlier)
        return rest.map { [first, $0] }
    }

    private func share(
        _ charge: ExpectedCharge, _ quantity: ExactDecimal, _ rate: ExactDecimal, _ days: Int
    ) -> (amount: Amount, step: String)? {
        guard let amount = try? charge.amount(quantity: quantity, rate: rate, days: days) else { return nil }
        return (
            amount,
            "share of \(days) day(s): \(quantity) × trunc(\(charge.unitPrice) × \(days) ÷ \(charge.cycle.days), 2) = "
                + "\(amount)"
        )
    }

    /// The charge of the cycle just before, on the same order line.
    private func neighbour(before comparison: Comparison) -> Int? {
        comparison.order.expected.first { index in
            expected[index].kind != .cancelCredit && expected[index].kind != .seatChange && !expected[index].isIdle
                && expected[index].cycle.end.adding(days: 1) == comparison.expectation.cycle.start
                && expected[index].item == comparison.expectation.item
        }.flatMap { expected[$0].claimedBy }
    }

    private func neighbour(after comparison: Comparison) -> Int? {
        comparison.order.expected.first { index in
            expected[index].kind == .cycle && !expected[index].isIdle
                && expected[index].cycle.start == comparison.expectation.cycle.end.adding(days: 1)
        }.flatMap { expected[$0].claimedBy }
    }
}

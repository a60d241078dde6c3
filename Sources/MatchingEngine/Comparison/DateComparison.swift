import BillingModel

extension AccountMatching {
    /// Days of a charge against the days expected (discrepancy classes, *Dates*).
    ///
    /// With the neighbouring cycle there a gap or an overlap takes precedence, even of one day. Otherwise starts more than
    /// one day off are `start_date_mismatch`, ends more than one day off (two for anchors on the 29th to 31st) are
    /// `end_date_mismatch`; without money when the amount is as expected.
    mutating func compareDates(_ comparison: Comparison, amountIsExpected: Bool) {
        guard let period = comparison.line.period, !comparison.line.traits.contains(.legacy) else { return }
        let expectation = comparison.expectation
        if compareNeighbour(comparison, period) { return }
        if comparison.order.billingCycle == .oneTime {
            if abs(period.start - expectation.period.start) > 1 { reportDates(.startDateMismatch, comparison, nil) }
            return
        }
        let hasEarlier = neighbour(before: comparison) != nil
        let hasLater = neighbour(after: comparison) != nil
        let startOff = period.start - expectation.period.start
        let endOff = period.end - expectation.period.end
        if abs(startOff) > 1, !hasEarlier {
            reportDates(.startDateMismatch, comparison, nil)
        } else if abs(endOff) > endSlack(comparison), endOff != startOff, !hasLater,
            expectation.forwardCycle.map({ $0.end != period.end }) ?? true
        {
            reportDates(.endDateMismatch, comparison, nil)
        } else {
            compareTermEnd(comparison)
        }
    }

    /// The amount is right for the line's own wrong days: the date finding carries the money.
    mutating func reportWrongDays(
        _ comparison: Comparison, expected: Amount
    ) throws(ArithmeticOverflow) -> Bool {
        guard let period = comparison.line.period, !comparison.line.traits.contains(.legacy),
            comparison.order.billingCycle.months != nil
        else { return false }
        let expectation = comparison.expectation
        let startOff = abs(period.start - expectation.period.start)
        let endOff = abs(period.end - expectation.period.end)
        guard startOff > 1 || endOff > 1, period.days != expectation.period.days else { return false }
        let own = try expectation.amount(
            quantity: comparison.charge.quantity, rate: comparison.rate, days: period.days)
        guard (comparison.charge.amount - own).magnitude <= seatTolerance(comparison.charge.quantity) else { return false }
        reportDates(startOff > 1 ? .startDateMismatch : .endDateMismatch, comparison, expected)
        return true
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

    /// SubscriptionEndDate is compared only where the order book states `end_date`.
    private mutating func compareTermEnd(_ comparison: Comparison) {
        guard let agreed = comparison.row.endDate, let billed = comparison.line.subscriptionEnd,
            comparison.expectation.period.start <= agreed, abs(billed - agreed) > endSlack(comparison)
        else { return }
        report(
            .endDateMismatch, charge: comparison.charge, expected: comparison.charge.amount,
            billed: comparison.charge.amount, rule: "end_date_mismatch.term",
            "The term ends on \(billed), agreed was \(agreed).")
    }

    /// Gap or overlap with the cycle before, when that cycle was billed. Returns whether one was found.
    private mutating func compareNeighbour(_ comparison: Comparison, _ period: BillingPeriod) -> Bool {
        guard let earlier = neighbour(before: comparison),
            let previous = line(charges[earlier]).period, comparison.expectation.kind == .cycle
        else { return false }
        let between = period.start - previous.end - 1
        if between == 0 { return false }
        let isGap = between > 0
        let days =
            isGap
            ? BillingPeriod(previous.end.adding(days: 1), period.start.adding(days: -1))
            : BillingPeriod(period.start, min(previous.end, period.end))
        // The neighbours meet where the order book says they should: the earlier one's end is its own finding.
        if period.start == comparison.expectation.period.start, isGap, days.days > 1,
            abs(previous.end - expectedEnd(earlier)) > 1
        {
            return false
        }
        guard let share = share(comparison, days.days) else { return false }
        if isGap {
            report(
                .periodGap, charge: comparison.charge, expected: share, billed: .zero,
                "Nothing covers \(days): the cycle before ends on \(previous.end), this one starts on \(period.start).",
                steps: shareSteps(comparison, days.days, share))
        } else {
            report(
                .periodOverlap, charge: comparison.charge, expected: .zero, billed: share,
                "\(days) is charged twice: the cycle before ends on \(previous.end), this one starts on \(period.start).",
                steps: shareSteps(comparison, days.days, share))
        }
        return true
    }

    private func expectedEnd(_ charge: Int) -> CalendarDate {
        charges[charge].expected.map { expected[$0].period.end } ?? CalendarDate(dayNumber: 0)
    }

    /// quantity × trunc(price × days ÷ cycle days, 2).
    private func share(_ comparison: Comparison, _ days: Int) -> Amount? {
        try? comparison.expectation.amount(quantity: comparison.charge.quantity, rate: comparison.rate, days: days)
    }

    private func shareSteps(_ comparison: Comparison, _ days: Int, _ share: Amount) -> [String] {
        [
            "share of \(days) day(s): \(comparison.charge.quantity) × trunc(\(comparison.expectation.unitPrice) × "
                + "\(days) ÷ \(comparison.expectation.cycle.days), 2) = \(share)"
        ]
    }

    /// The charge of the cycle just before, on the same order line.
    private func neighbour(before comparison: Comparison) -> Int? {
        comparison.order.expected.first { index in
            expected[index].kind != .cancelCredit && expected[index].kind != .seatChange
                && expected[index].cycle.end.adding(days: 1) == comparison.expectation.cycle.start
                && expected[index].item == comparison.expectation.item
        }.flatMap { expected[$0].claimedBy }
    }

    private func neighbour(after comparison: Comparison) -> Int? {
        comparison.order.expected.first { index in
            expected[index].kind == .cycle && expected[index].cycle.start == comparison.expectation.cycle.end.adding(days: 1)
        }.flatMap { expected[$0].claimedBy }
    }
}

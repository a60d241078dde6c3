import BillingModel

extension AccountMatching {
    /// Term and billing frequency, before quantity and price (discrepancy classes, *Term and billing frequency*).
    ///
    /// When the price, scaled to the billed length, is 1.05 or 1.20 × the agreed one it is `billing_plan_uplift`,
    /// expected at the scaled price; otherwise `term_mismatch`, expected one cycle as ordered. The other months of a
    /// wrong plan are neither missing nor unordered. Returns whether the plan explained the line.
    mutating func compareTerm(_ comparison: Comparison) throws(ArithmeticOverflow) -> Bool {
        // The state's own row: a change of plan gives its order line another cycle.
        let ordered = comparison.row.billingCycle.months ?? 0
        guard ordered > 0, comparison.charge.amount.signum > 0, !comparison.charge.isNet else { return false }
        let billed = billedMonths(comparison, ordered)
        guard billed != ordered || termDiffers(comparison) || frequencyDiffers(comparison, ordered) else {
            return false
        }
        settlePlan(comparison)
        let scaled = try Rounding.towardZero(
            comparison.expectation.unitPrice, times: comparison.rate, numerator: billed, denominator: ordered
        ).multiplied(by: comparison.charge.quantity)
        if isUplift(comparison.charge.amount, over: scaled) {
            try reportQuantityOfPlan(comparison, scaled, billed, ordered)
            reportUplift(comparison, scaled, billed, ordered)
        } else {
            report(
                .termMismatch, charge: comparison.charge, expected: comparison.expectedAmount,
                billed: comparison.charge.amount, expectedQuantity: comparison.expectation.quantity,
                expectedPrice: comparison.expectation.unitPrice,
                "Term or billing frequency is not the ordered one: \(planText(comparison, billed, ordered)).",
                steps: amountSteps(comparison.expectation, rate: comparison.rate, comparison.expectedAmount))
        }
        return true
    }

    /// Seats beside the premium: both quantities at the agreed price scaled to the billed length, so that the premium is left
    /// for the other finding (discrepancy classes, *Quantity and price both wrong*).
    private mutating func reportQuantityOfPlan(
        _ comparison: Comparison, _ scaled: Amount, _ billed: Int, _ ordered: Int
    ) throws(ArithmeticOverflow) {
        if comparison.charge.quantity == comparison.expectation.quantity { return }
        let agreed = try Rounding.towardZero(
            comparison.expectation.unitPrice, times: comparison.rate, numerator: billed, denominator: ordered
        ).multiplied(by: comparison.expectation.quantity)
        reportQuantity(comparison, expected: agreed, billed: scaled)
    }

    /// The premium of another plan, against the agreed price scaled to the billed length.
    mutating func reportUplift(_ comparison: Comparison, _ scaled: Amount, _ billed: Int, _ ordered: Int) {
        report(
            .billingPlanUplift, charge: comparison.charge, expected: scaled, billed: comparison.charge.amount,
            expectedQuantity: comparison.expectation.quantity, expectedPrice: comparison.expectation.unitPrice,
            "Billed at the price of another plan: \(planText(comparison, billed, ordered)).",
            steps: [
                "\(comparison.charge.quantity) × trunc(\(comparison.expectation.unitPrice) × \(billed) ÷ \(ordered), 2)"
                    + " = \(scaled)", "Subtotal on the line: \(comparison.charge.amount)",
            ])
    }

    private func planText(_ comparison: Comparison, _ billed: Int, _ ordered: Int) -> String {
        let order = "\(comparison.row.term?.code ?? "no term") billed every \(ordered) month(s)"
        let line = "'\(texts[comparison.line[.termAndBillingCycle]])' charged for \(billed) month(s)"
        return "ordered \(order), line says \(line)"
    }

    /// Months the line charges for: as ordered when its days are those expected, else its period when that is a whole
    /// cycle, else BillingFrequency.
    func billedMonths(_ comparison: Comparison, _ ordered: Int) -> Int {
        let frequency = comparison.line.billingFrequency?.months
        guard let period = comparison.line.period else { return frequency ?? ordered }
        let agreed = comparison.expectation.period
        if abs(period.start - agreed.start) <= 1, abs(period.end - agreed.end) <= 1 { return ordered }
        if isWhole(period, ordered) { return ordered }
        for months in [1, 12, 36] where isWhole(period, months) {
            // What is left of a longer cycle may look like a month: the frequency decides then.
            if frequency == ordered, abs(period.end - agreed.end) <= 1 { continue }
            return months
        }
        return frequency ?? ordered
    }

    /// BillingFrequency is readable and not the ordered one.
    private func frequencyDiffers(_ comparison: Comparison, _ ordered: Int) -> Bool {
        comparison.line.billingFrequency?.months.map { $0 != ordered } ?? false
    }

    /// The period is that many whole months, give or take a day at the month's end.
    private func isWhole(_ period: BillingPeriod, _ months: Int) -> Bool {
        abs(period.end - period.start.adding(months: months).adding(days: -1)) <= 1
    }

    private func termDiffers(_ comparison: Comparison) -> Bool {
        guard let billed = comparison.line.term, let ordered = comparison.row.term else { return false }
        return billed != ordered
    }

    /// Within 0.1 % of 1.05 or 1.20 times.
    func isUplift(_ amount: Amount, over base: Amount) -> Bool {
        guard base.signum > 0 else { return false }
        for percent in [105, 120] as [Int128] {
            let target = base.units / 100 * percent
            if (amount.units - target).magnitude <= (target / 1000).magnitude { return true }
        }
        return false
    }

    /// Open cycles that a line of a wrong plan covers are not missing.
    private mutating func settlePlan(_ comparison: Comparison) {
        guard let period = comparison.line.period else { return }
        for index in comparison.order.expected where expected[index].isOpen && expected[index].kind == .cycle {
            if period.contains(expected[index].period.start) { expected[index].isSettled = true }
        }
    }
}

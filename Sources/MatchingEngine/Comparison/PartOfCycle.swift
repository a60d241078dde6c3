import BillingModel

extension AccountMatching {
    /// Part of a cycle: n − 1, n or n + 1 days at the agreed price are right (discrepancy classes, *Part of a cycle*).
    mutating func comparePart(_ comparison: Comparison, expected: Amount) throws(ArithmeticOverflow) {
        let expectation = comparison.expectation
        let days = expectation.period.days
        let saysAnother = saysAnotherPrice(comparison)
        for count in saysAnother ? [days] : [days, days - 1, days + 1] where count >= 0 {
            let amount = try partAmount(comparison, days: count)
            if isTolerated(comparison, comparison.charge.amount - amount) {
                compareDates(comparison)
                return
            }
        }
        if try reportWrongDays(comparison, expected: expected) { return }
        let lacksPromotion = try isPartWithoutPromotion(comparison)
        if saysAnother || lacksPromotion {
            reportPrice(comparison, expected: expected)
        } else {
            reportProration(comparison, expected: expected)
        }
    }

    /// The right days at the full price, where the order has a promotion and the line none. UnitPrice decides between
    /// that and other days at the agreed price, which may come to the same amount: it must not be the agreed one.
    private func isPartWithoutPromotion(_ comparison: Comparison) throws(ArithmeticOverflow) -> Bool {
        guard !comparison.row.promotion.isEmpty, comparison.line.promotion.isEmpty, isFullPrice(comparison),
            !isNearPrice(comparison.line.unitPrice, comparison.expectation.unitPrice, within: "0.01")
        else { return false }
        if comparison.row.discountPercent != nil { return true }
        // Without a percentage any higher amount would pass: it must be that of the line's own UnitPrice.
        let expectation = comparison.expectation
        let full = try Rounding.towardZero(
            comparison.line.unitPrice, times: comparison.rate, numerator: expectation.period.days,
            denominator: expectation.cycle.days
        ).multiplied(by: comparison.charge.quantity)
        return isTolerated(comparison, comparison.charge.amount - full)
    }

    /// The charge's amount had that many days been charged.
    private func partAmount(_ comparison: Comparison, days: Int) throws(ArithmeticOverflow) -> Amount {
        comparison.charge.quantity == comparison.expectation.quantity
            ? try comparison.expectation.amount(rate: comparison.rate, days: days)
            : try comparison.expectation.amount(quantity: comparison.charge.quantity, rate: comparison.rate, days: days)
    }

    mutating func reportProration(_ comparison: Comparison, expected: Amount) {
        let expectation = comparison.expectation
        report(
            .prorationWrong, charge: comparison.charge, expected: expected, billed: comparison.charge.amount,
            expectedQuantity: expectation.quantity, expectedPrice: expectation.unitPrice,
            "The amount is not that of \(expectation.period.days) days, nor of one more or less, out of "
                + "\(expectation.cycle.days) at the agreed price.",
            steps: amountSteps(expectation, rate: comparison.rate, expected))
    }
}

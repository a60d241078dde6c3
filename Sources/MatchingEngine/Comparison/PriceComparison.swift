import BillingModel

extension AccountMatching {
    /// The amount is wrong and the quantity does not explain it: a part of a cycle counted otherwise, wrong dates, or
    /// another price.
    ///
    /// - Parameter expected: the billed quantity at the agreed price for the expected days.
    mutating func comparePrice(_ comparison: Comparison, expected: Amount) throws(ArithmeticOverflow) {
        let expectation = comparison.expectation
        if !expectation.isWholeCycle {
            try comparePart(comparison, expected: expected)
            return
        }
        if try reportWrongDays(comparison, expected: expected) { return }
        if comparison.days != expectation.period, !isOneTime(comparison), !saysAnotherPrice(comparison) {
            if isShortened(comparison) {
                reportProration(comparison, expected: expected)
                return
            }
        }
        reportPrice(comparison, expected: expected)
    }

    private func isOneTime(_ comparison: Comparison) -> Bool { comparison.order.billingCycle == .oneTime }

    /// The line's days are another number than the cycle's, beyond the day that a calendar may cost.
    private func isShortened(_ comparison: Comparison) -> Bool {
        abs(comparison.days.days - comparison.expectation.period.days) > 1
    }

    /// UnitPrice is neither the agreed price nor its whole-term multiple (× 12, 36 or 3), and it is there. With a
    /// promotion on the order the full price is as good: UnitPrice is the price list's, before discounts.
    func saysAnotherPrice(_ comparison: Comparison) -> Bool {
        let line = comparison.line
        var price = line.unitPrice
        if price.isZero { return false }
        if comparison.order.currency != line.pricingCurrency {
            guard let converted = try? Rounding.towardZero(price, times: line.exchangeRate) else { return false }
            price = converted.decimal
        }
        let agreed = comparison.expectation.unitPrice
        let isPromoted = !comparison.row.promotion.isEmpty || comparison.row.discountPercent != nil
        for factor in [1, 12, 36, 3] {
            let multiple = ExactDecimal(coefficient: agreed.coefficient * Int128(factor), scale: Int(agreed.scale))
            let slack = ExactDecimal(coefficient: Int128(factor), scale: 2)
            if isNearPrice(price, multiple, within: slack) { return false }
            if isPromoted, isFull(price, of: multiple, comparison.row.discountPercent, within: slack) { return false }
        }
        return true
    }

    /// The price before a discount: price × (1 − discount) is the agreed one; without a percentage any higher price.
    private func isFull(
        _ price: ExactDecimal, of agreed: ExactDecimal, _ percent: ExactDecimal?, within slack: ExactDecimal
    ) -> Bool {
        guard let percent else { return price > agreed }
        guard let left = try? ExactDecimal(integer: 100).subtracting(percent),
            let net = try? Rounding.towardZero(price, times: left, denominator: 100)
        else { return false }
        return isNearPrice(net.decimal, agreed, within: slack)
    }

    func isNearPrice(_ a: ExactDecimal, _ b: ExactDecimal, within limit: ExactDecimal) -> Bool {
        guard let difference = try? a.subtracting(b) else { return false }
        return difference.magnitude <= limit
    }

    /// Another price, the most specific class first (discrepancy classes, *Price, most specific first*).
    mutating func reportPrice(_ comparison: Comparison, expected: Amount) {
        let charge = comparison.charge
        let (kind, why) = priceClass(comparison, expected: expected)
        report(
            kind, charge: charge, expected: expected, billed: charge.amount,
            expectedQuantity: comparison.expectation.quantity, expectedPrice: comparison.expectation.unitPrice, why,
            steps: amountSteps(comparison.expectation, rate: comparison.rate, comparison.expectedAmount)
                + [
                    "at the billed quantity \(charge.quantity): \(expected)",
                    "billed: \(charge.amount), UnitPrice \(comparison.line.unitPrice)"
                        + (comparison.line.traits.contains(.effectivePrice)
                            ? ", EffectiveUnitPrice \(comparison.line.effectiveUnitPrice)" : ""),
                ])
    }

    private func priceClass(_ comparison: Comparison, expected: Amount) -> (DiscrepancyClass, String) {
        let (charge, line, row) = (comparison.charge, comparison.line, comparison.row)
        let agreed = comparison.expectation.unitPrice
        if !row.promotion.isEmpty, line.promotion.isEmpty, isFullPrice(comparison) {
            return (
                .promotionMissing,
                "The order has promotion \(texts[row[.promotionID]]), the line has none and the full price."
            )
        }
        // A promotion makes cheaper: at a higher price it explains nothing.
        if !line.promotion.isEmpty, line.promotion != row.promotion, charge.amount < expected {
            return (
                .promotionUnexpected,
                "The line has promotion \(texts[line[.promotionID]]), which the order does not have."
            )
        }
        if line.chargeType == .renew, !isRenewedAt(comparison) {
            return (.renewalPriceChange, "Renewed at another price than the order book's \(agreed).")
        }
        if line.chargeType == .cycleCharge || line.chargeType == .legacyCycle, hasEarlierCycleAtAgreedPrice(comparison)
        {
            return (
                .midtermPriceChange,
                "An earlier cycle of this term was billed at the agreed \(agreed); this one is not."
            )
        }
        if isUplift(charge.amount, over: expected) {
            return (
                .billingPlanUplift,
                "The price is 1.05 or 1.20 times the agreed \(agreed): the premium of another billing plan."
            )
        }
        return (.unitPriceMismatch, "The agreed price is \(agreed) a cycle; the line charges another.")
    }

    /// The full price is unit_price ÷ (1 − discount), within 0.01 ÷ (1 − discount); without a percentage any higher one.
    func isFullPrice(_ comparison: Comparison) -> Bool {
        let charge = comparison.charge
        guard let percent = comparison.row.discountPercent, percent > .zero, percent < "100",
            let left = try? ExactDecimal(integer: 100).subtracting(percent)
        else { return charge.amount > comparison.expectedAmount }
        // amount × (1 − d) against expected, within 0.01 × quantity.
        guard let net = try? charge.amount.multiplied(by: left),
            let agreed = try? comparison.expectation.amount(quantity: charge.quantity, rate: comparison.rate),
            let hundredfold = try? agreed.multiplied(by: "100"),
            let limit = try? seatTolerance(charge.quantity).multiplied(by: "100")
        else { return false }
        // On part of a cycle both amounts were truncated, which moves each by up to a cent.
        return (net - hundredfold).magnitude <= (comparison.expectation.isWholeCycle ? limit : limit + limit)
    }

    /// A `renew` row of the order has the billed price.
    private func isRenewedAt(_ comparison: Comparison) -> Bool {
        orders.rows[comparison.order.rows].contains { row in
            guard row.transaction == .renew, let price = row.unitPrice,
                let amount = try? Rounding.towardZero(price, times: comparison.rate).multiplied(
                    by: comparison.charge.quantity)
            else { return false }
            return (amount - comparison.charge.amount).magnitude <= seatTolerance(comparison.charge.quantity)
        }
    }

    /// An earlier cycle of the same term is here, billed at the agreed price.
    private func hasEarlierCycleAtAgreedPrice(_ comparison: Comparison) -> Bool {
        comparison.order.expected.contains { index in
            let other = expected[index]
            guard other.kind == .cycle || other.kind == .purchase, other.termStart == comparison.expectation.termStart,
                other.period.start < comparison.expectation.period.start, let claimed = other.claimedBy,
                let rate = rate(of: line(charges[claimed]), to: comparison.order.currency),
                let amount = try? other.amount(quantity: charges[claimed].quantity, rate: rate)
            else { return false }
            return (charges[claimed].amount - amount).magnitude <= seatTolerance(charges[claimed].quantity)
        }
    }
}

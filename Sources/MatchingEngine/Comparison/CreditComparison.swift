import BillingModel

extension AccountMatching {
    /// A cancellation's credit against the charge it reverses (discrepancy classes, *Cancelling*; billing rules 2.2).
    ///
    /// Expected are the days from the cancellation day to the end (A); one day less (B) is right as well, each ± 0.01 ×
    /// quantity; on the first day the whole charge. More than the charge is `over_credit`, outside both readings
    /// `credit_amount_wrong`, without a charge to reverse `orphan_credit`.
    mutating func compareCredit(_ comparison: Comparison) throws(ArithmeticOverflow) {
        let charge = comparison.charge
        let expectation = comparison.expectation
        guard let reversed = try reversedCharge(comparison.expectation, comparison.rate) else {
            report(
                .orphanCredit, charge: charge, expected: .zero, billed: charge.amount,
                "The order was cancelled on \(expectation.period.start), but the charge that this credit would reverse "
                    + "was never billed.")
            return
        }
        let tolerance = seatTolerance(expectation.quantity)
        let isFirstDay = expectation.period.start <= max(expectation.cycle.start, comparison.order.start)
        var readings = [expectation.period.days]
        if !isFirstDay { readings.append(expectation.period.days - 1) }
        for days in readings {
            let amount = isFirstDay ? -reversed : try expectation.amount(rate: comparison.rate, days: days)
            if (charge.amount - amount).magnitude <= tolerance { return }
        }
        let expected = isFirstDay ? -reversed : comparison.expectedAmount
        if charge.amount.magnitude > reversed.magnitude + tolerance {
            report(
                .overCredit, charge: charge, expected: -reversed, billed: charge.amount,
                "The credit is larger than the charge of \(reversed) that it reverses.")
        } else {
            report(
                .creditAmountWrong, charge: charge, expected: expected, billed: charge.amount,
                expectedQuantity: expectation.quantity, expectedPrice: expectation.unitPrice,
                "Cancelled on \(expectation.period.start): the credit is neither that of \(expectation.period.days) days "
                    + "nor of one day less.",
                steps: amountSteps(expectation, rate: comparison.rate, expected))
        }
    }

    /// What was charged for the cycle that a credit reverses: the billed amount, or the expected one when it was billed
    /// before the first invoice present; `nil` when it was never billed.
    func reversedCharge(_ credit: ExpectedCharge, _ rate: ExactDecimal) throws(ArithmeticOverflow) -> Amount? {
        let order = orders.lines[credit.orderLine]
        var found: Amount?
        for index in order.expected {
            let other = expected[index]
            guard other.kind == .purchase || other.kind == .cycle || other.kind == .conversionCharge,
                other.cycle == credit.cycle || order.billingCycle == .oneTime
            else { continue }
            if let claimed = other.claimedBy {
                found = (found ?? .zero) + charges[claimed].amount
            } else if isBeforeFirstInvoice(other.eventDay, order) {
                found = (found ?? .zero) + (try other.amount(rate: rate))
            }
        }
        return found
    }

    /// The day lies before anything that the snapshot holds, so its charge is taken as billed.
    func isBeforeFirstInvoice(_ day: CalendarDate, _ order: OrderLine) -> Bool {
        guard let first = context.coverage.firstDay(currency: order.currency, legacy: order.isLegacy) else { return true }
        return day < first
    }

    /// The first paid line after a zero-value trial line, with no order at that price. Comes before the existence,
    /// renewal and price classes.
    mutating func isTrialConversion(_ comparison: Comparison) -> Bool {
        guard comparison.difference.magnitude > seatTolerance(comparison.charge.quantity) else { return false }
        return reportTrialConversion(comparison.charge)
    }

    mutating func reportTrialConversion(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        guard charge.amount.signum > 0, !line.subscription.isEmpty, !line.isUsage, let start = line.chargeStart,
            let trial = account.lines.first(where: { other in
                other.subscription == line.subscription && other.subtotal.isZero && !other.isUsage
                    && (other.chargeStart.map { $0 < start } ?? false)
            })
        else { return false }
        report(
            .trialConverted, charge: charge, expected: .zero, billed: charge.amount,
            "The subscription's charge from \(trial.chargeStart.map(\.description) ?? "?") was zero; "
                + "no order agrees to a price.")
        return true
    }
}

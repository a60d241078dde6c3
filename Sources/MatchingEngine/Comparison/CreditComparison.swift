import BillingModel

extension AccountMatching {
    /// A cancellation's credit against the charge it reverses (discrepancy classes, *Cancelling*; billing rules 2.2).
    ///
    /// Expected are the days from the cancellation day to the end (A); one day less (B) is right as well, each ± 0.01 ×
    /// quantity; on the first day the whole charge. More than the charge is `over_credit`, outside both readings
    /// `credit_amount_wrong`, without a charge to reverse `orphan_credit`. Several credits of one cancellation are judged
    /// by their sum.
    mutating func compareCredit(_ comparison: Comparison) throws(ArithmeticOverflow) {
        let charge = comparison.charge
        let expectation = comparison.expectation
        guard let (reversed, readings) = try creditReadings(expectation, comparison.rate) else {
            report(
                .orphanCredit, charge: charge, expected: .zero, billed: charge.amount,
                "The order was cancelled on \(expectation.period.start), but the charge that this credit would reverse "
                    + "was never billed.")
            return
        }
        let tolerance = seatTolerance(expectation.quantity)
        if let fit = readings.first(where: { (charge.amount - $0).magnitude <= tolerance }) {
            // The second day count is as right as the first; a cent beside either is tolerated.
            if charge.amount != fit { standings[charge.line].tolerated += charge.amount - fit }
            return
        }
        if charge.amount.magnitude > reversed.magnitude + tolerance {
            report(
                .overCredit, charge: charge, expected: -reversed, billed: charge.amount,
                "The credit is larger than the charge of \(reversed) that it reverses.")
        } else {
            report(
                .creditAmountWrong, charge: charge, expected: readings[0], billed: charge.amount,
                expectedQuantity: expectation.quantity, expectedPrice: expectation.unitPrice,
                "Cancelled on \(expectation.period.start): the credit is neither that of \(expectation.period.days) days "
                    + "nor of one day less.",
                steps: amountSteps(expectation, rate: comparison.rate, readings[0]))
        }
    }

    /// The charge that a credit reverses and the amounts at which the credit is right, the expected one first; `nil` when
    /// nothing was ever billed.
    func creditReadings(
        _ credit: ExpectedCharge, _ rate: ExactDecimal
    ) throws(ArithmeticOverflow) -> (reversed: Amount, readings: [Amount])? {
        guard let reversed = try reversedCharge(credit, rate) else { return nil }
        if isFirstDay(credit) { return (reversed, [-reversed]) }
        let byDays = try credit.amount(rate: rate)
        return (reversed, [byDays, try credit.amount(rate: rate, days: credit.period.days - 1)])
    }

    /// Cancelled on the day of the purchase or renewal: everything comes back. A one-time item always comes back whole.
    func isFirstDay(_ credit: ExpectedCharge) -> Bool {
        let order = orders.lines[credit.orderLine]
        return order.billingCycle == .oneTime || credit.period.start <= max(credit.cycle.start, order.start)
    }

    /// What was charged for the cycle that a credit reverses, seats added since included: the billed amounts, or the
    /// expected ones when they were due before the first invoice present or came under another item; `nil` when nothing
    /// was ever billed. A term that ended on the day of its cancellation was not renewed: its next cycle was never due.
    func reversedCharge(_ credit: ExpectedCharge, _ rate: ExactDecimal) throws(ArithmeticOverflow) -> Amount? {
        let order = orders.lines[credit.orderLine]
        var found: Amount?
        for index in order.expected {
            let other = expected[index]
            guard other.kind != .cancelCredit, other.kind != .conversionRefund,
                other.cycle == credit.cycle || order.billingCycle == .oneTime
            else { continue }
            if let claimed = other.claimedBy {
                let isShared = charges[claimed].choice == .combined
                found = try (found ?? .zero) + (isShared ? other.amount(rate: rate) : charges[claimed].amount)
            } else if other.isSettled || (other.isDue && isBeforeFirstInvoice(other.eventDay, order)) {
                found = (found ?? .zero) + (try other.amount(rate: rate))
            }
        }
        return found
    }

    /// The charge of a renewed term whose first day is the day of its cancellation.
    func renewalCharge(_ credit: ExpectedCharge) -> Int? {
        orders.lines[credit.orderLine].expected.first {
            expected[$0].kind == .cycle && expected[$0].period.start == credit.period.start
                && expected[$0].claimedBy != nil
        }.flatMap { expected[$0].claimedBy }
    }

    /// The day lies before anything that the snapshot holds, so its charge is taken as billed.
    func isBeforeFirstInvoice(_ day: CalendarDate, _ order: OrderLine) -> Bool {
        guard let first = context.coverage.firstDay(currency: order.currency, legacy: order.isLegacy) else {
            return true
        }
        return day < first
    }
}

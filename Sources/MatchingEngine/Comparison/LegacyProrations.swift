import BillingModel

extension AccountMatching {
    /// What legacy prorations of one invoice come to, against the changes of seats in their cycle: the reversal of the cycle
    /// that was billed, the old seats for the days before and the new ones for the days after are together what the change
    /// costs (billing rules 1.3, 7.9 to 7.16). Their units say nothing when added up, so the money alone is compared.
    ///
    /// Two published methods differ in whether the price of a day is rounded to the cent, so half a cent for each seat and
    /// day is no difference; beyond that it is `proration_wrong`.
    mutating func compareProrations(_ comparison: Comparison) throws(ArithmeticOverflow) {
        let charge = comparison.charge
        var agreed = comparison.expectedAmount
        for position in comparison.order.expected
        where expected[position].isOpen && expected[position].kind == .seatChange
            && expected[position].cycle == comparison.expectation.cycle
        {
            agreed += try expected[position].amount(rate: comparison.rate)
            expected[position].isSettled = true
        }
        var limit = Amount.zero
        for member in lines(of: charge) {
            let days = ExactDecimal(integer: account.lines[member].period?.days ?? 0)
            limit += try Amount(cents: 1).multiplied(by: account.lines[member].billableQuantity.magnitude.times(days))
        }
        let difference = charge.amount - agreed
        if (difference + difference).magnitude <= limit {
            if !difference.isZero { standings[charge.line].tolerated += difference }
            return
        }
        report(
            .prorationWrong, charge: charge, expected: agreed, billed: charge.amount,
            expectedQuantity: comparison.expectation.quantity, expectedPrice: comparison.expectation.unitPrice,
            "The prorations of this cycle come to \(charge.amount); the change of seats on "
                + "\(comparison.expectation.period.start) costs \(agreed).",
            steps: amountSteps(comparison.expectation, rate: comparison.rate, agreed)
                + ["half a cent for each seat and day may be rounded: \(limit) ÷ 2"])
    }
}

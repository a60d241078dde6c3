import BillingModel

extension AccountMatching {
    /// A charge that nothing called for and the credit that gives all of it back: same order line, item, days, seats and
    /// amount, on whatever active invoices. The supplier has put it right already, and the two are no finding: so a cycle
    /// that was charged, reversed and charged again is charged once.
    ///
    /// The text leaves this open: cancellation credits are compared with the credit that is due, but none is due here,
    /// and two findings that cancel out would ask a person to claim what has been paid back.
    mutating func settleReversals() {
        for index in charges.indices where isReversible(index) && charges[index].amount.signum < 0 {
            let reversed = charges.indices.first { isReversible($0) && reverses(index, $0) }
            guard let reversed, let orderLine = charges[index].orderLine else { continue }
            for part in [reversed, index] {
                charges[part].isAbsorbed = true
                recordMatch(charges[part], orderLine, expected: nil)
            }
        }
    }

    private func isReversible(_ index: Int) -> Bool {
        charges[index].expected == nil && !charges[index].isAbsorbed && charges[index].orderLine != nil
            && charges[index].repeatOf == nil && !standings[charges[index].line].isSettled
            && !account.lines[charges[index].line].isUsage
    }

    private func reverses(_ credit: Int, _ charge: Int) -> Bool {
        guard charges[charge].orderLine == charges[credit].orderLine,
            charges[charge].amount == -charges[credit].amount, charges[charge].quantity == -charges[credit].quantity
        else { return false }
        let (first, later) = (line(charges[charge]), line(charges[credit]))
        return first.period != nil && first.period == later.period && fits(first.item, later.item)
            && first.currency == later.currency
    }
}

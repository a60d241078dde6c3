import BillingModel

extension AccountMatching {
    /// `unwanted_renewal` of a term that was not to renew, renewed all the same, and was cancelled by the reseller: nothing
    /// was ordered, so what is left of the charge after its credit is too much. The text leaves the credit open; a person
    /// should claim what has not come back, not all of it. Returns whether the charge is one.
    mutating func reportCancelledRenewal(_ charge: BilledCharge, _ position: Int) -> Bool {
        guard expected[position].kind == .cycle, charge.amount.signum > 0,
            let end = unwantedAfter(expected[position])
        else { return false }
        let credit = orders.lines[expected[position].orderLine].expected.first {
            expected[$0].kind == .cancelCredit && expected[$0].cycle == expected[position].cycle
        }.flatMap { expected[$0].claimedBy }.map { charges[$0] }
        let left = charge.amount + (credit?.amount ?? .zero)
        recordMatch(charge, expected[position].orderLine, expected: .zero)
        if left.isZero { return true }
        report(
            .unwantedRenewal, charge: charge, expected: .zero, billed: left,
            "Auto-renew is off and the term ended on \(end); the charge starts on \(expected[position].period.start)"
                + (credit.map { ", and of \(charge.amount) only \($0.amount) came back." } ?? "."))
        return true
    }

    /// The end of the term after which an expected charge, or the credit for it, was not wanted.
    func unwantedAfter(_ charge: ExpectedCharge) -> CalendarDate? {
        guard orders.lines[charge.orderLine].rows.count > 1 else { return nil }
        let stretch = timeline(charge.orderLine).stretches.last { $0.start <= charge.cycle.start }
        return stretch?.unwantedAfter.flatMap { charge.cycle.start > $0 ? $0 : nil }
    }
}

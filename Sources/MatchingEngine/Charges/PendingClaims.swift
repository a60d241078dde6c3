import BillingModel

extension AccountMatching {
    /// Charges that pending rows would call for, taken by lines that are exactly that and fit nothing completed.
    ///
    /// The catalogue has pending rows match and create no expectation. So a change that was billed before it was recorded
    /// as completed is no finding, and takes the place of what it replaces; any other line is compared with what the
    /// completed rows say.
    mutating func claimPending() {
        for index in charges.indices where charges[index].expected == nil && charges[index].repeatOf == nil {
            let charge = charges[index]
            guard account.lines[charge.line].chargeType != .extendTerm else { continue }
            var fit: Int?
            for orderLine in candidates(of: charge) where fit == nil {
                fit = orders.lines[orderLine].expected.first {
                    expected[$0].isOpenPending && isExact(charge, $0) && !isBilledAsCompleted($0)
                }
            }
            guard let fit else { continue }
            take(fit, by: index, .exact)
            settleReplaced(by: fit)
        }
    }

    /// The cycle that the pending one would replace was charged as the completed rows have it.
    private func isBilledAsCompleted(_ pending: Int) -> Bool {
        guard expected[pending].isCycle else { return false }
        return orders.lines[expected[pending].orderLine].expected.contains {
            !expected[$0].isPending && expected[$0].isCycle && expected[$0].claimedBy != nil
                && expected[$0].period.overlaps(expected[pending].period)
        }
    }

    /// What the completed rows call for in the place of a pending charge that was billed is not missing: the cycle it
    /// stands for, or after a cancellation every later charge.
    private mutating func settleReplaced(by pending: Int) {
        let (kind, period) = (expected[pending].kind, expected[pending].period)
        if kind == .seatChange || kind == .conversionRefund { return }
        for index in orders.lines[expected[pending].orderLine].expected
        where expected[index].isOpen && expected[index].period.start >= period.start {
            if kind == .cancelCredit || (expected[index].isCycle && expected[index].period.overlaps(period)) {
                expected[index].isSettled = true
            }
        }
    }
}

import BillingModel

extension AccountMatching {
    /// Decides the order line of a charge that fits no expected charge exactly, or reports the ambiguity.
    mutating func settleOrderLine(_ index: Int) {
        let charge = charges[index]
        guard let first = charge.candidate else { return }
        if charge.further == nil {
            found(index, first)
            return
        }
        let candidates = candidates(of: charge)
        // Usage has no amounts to tell plans apart by, and none to be wrong about: the first is as good as any.
        if line(charge).isUsage, let plan = candidates.first(where: { orders.lines[$0].billingCycle == .usage }) {
            found(index, plan)
            return
        }
        let open = candidates.compactMap { nearest(charge, $0) }
        if let only = open.first {
            if open.dropFirst().allSatisfy({ areAlike(expected[only], expected[$0]) }) {
                found(index, expected[only].orderLine)
            } else {
                reportAmbiguity(index, open)
            }
            return
        }
        // What an earlier line left ambiguous is no clearer for this one.
        let unclear = candidates.compactMap { nearest(charge, $0, amongAmbiguous: true) }
        if unclear.isEmpty { found(index, first) } else { reportAmbiguity(index, unclear) }
    }

    private mutating func reportAmbiguity(_ index: Int, _ candidates: [Int]) {
        let charge = charges[index]
        let names = candidates.map { position in
            let order = orders.lines[expected[position].orderLine]
            return "\(texts[order.order.symbol]) line \(order.number) (\(expected[position].quantity) × "
                + "\(expected[position].unitPrice))"
        }
        for position in candidates { expected[position].isAmbiguous = true }
        for member in lines(of: charge) {
            standings[member].isForcedUnmatched = true
            standings[member].isSettled = true
        }
        report(
            .ambiguousMatch, charge: charge, expected: nil, billed: charge.amount,
            "\(candidates.count) order lines fit equally well: \(names.joined(separator: "; ")).",
            steps: names.map { "candidate: \($0)" })
    }

    /// Two expected charges on different order lines that nothing tells apart.
    func areAlike(_ a: ExpectedCharge, _ b: ExpectedCharge) -> Bool {
        a.kind == b.kind && a.period == b.period && a.cycle == b.cycle && a.quantity == b.quantity
            && a.unitPrice == b.unitPrice && a.item == b.item && a.isDue == b.isDue
    }
}

import BillingModel

extension AccountMatching {
    /// One billed line for several order lines of the same order or subscription: when their open charges for its item
    /// and days come to exactly its quantity and, within tolerance, its amount, and none of them does alone, it answers
    /// them all (issue 3.6).
    ///
    /// Of up to ten open charges every choice is tried; with more, or when several choices come out that differ in
    /// something that matters, the line is left as it was and is ambiguous or wrong by itself.
    mutating func combineOrders() {
        guard charges.indices.contains(where: isCombinable) else { return }
        orders.indexFurther()
        for index in charges.indices where isCombinable(index) {
            let open = openCharges(forDaysOf: charges[index])
            guard let chosen = onlySum(open, charges[index]), let first = chosen.first else { continue }
            take(first, by: index, .combined)
            for position in chosen { expected[position].claimedBy = index }
            combinations[first] = chosen
        }
    }

    private func isCombinable(_ index: Int) -> Bool {
        let charge = charges[index]
        let line = charge.line
        return charge.expected == nil && charge.candidate != nil && !charge.isNet && !charge.isAbsorbed
            && charge.repeatOf == nil && charge.amount.signum > 0 && !standings[line].isSettled
            && !account.lines[line].isUsage && account.lines[line].chargeType != .extendTerm
            && account.lines[line].chargeStart != nil && account.lines[line].chargeEnd != nil
    }

    /// The open cycles and purchases for the charge's item and days, on its candidates and on what shares their order or
    /// the line's subscription; another subscription than the line's is another matter.
    private func openCharges(forDaysOf charge: BilledCharge) -> [Int] {
        let line = line(charge)
        guard let first = charge.candidate else { return [] }
        var found = Set(candidates(of: charge))
        for candidate in found { found.formUnion(orders.withOrder(orders.lines[candidate].order.symbol).map(\.line)) }
        found.formUnion(orders.withSubscription(line[.subscriptionID]).map(\.line))
        let kept = found.filter {
            let order = orders.lines[$0]
            return !order.isDead && order.customer == orders.lines[first].customer
                && order.currency == orders.lines[first].currency
                && (line.subscription.isEmpty || order.subscription.isEmpty || order.subscription == line.subscription)
        }
        return kept.sorted { (orders.lines[$0].number, $0) < (orders.lines[$1].number, $1) }.compactMap { orderLine in
            orders.lines[orderLine].expected.first {
                expected[$0].isOpen && expected[$0].isCycle && expected[$0].quantity.signum > 0
                    && expected[$0].period == line.period && fits(line.item, expected[$0].item)
            }
        }
    }

    /// The one choice of several that has the charge's quantity and amount; choices that differ in nothing that matters
    /// are one.
    private func onlySum(_ open: [Int], _ charge: BilledCharge) -> [Int]? {
        guard open.count > 1, open.count <= 10, let candidate = charge.candidate,
            let rate = rate(of: line(charge), to: orders.lines[candidate].currency)
        else { return nil }
        let amounts = open.compactMap { try? expected[$0].amount(rate: rate) }
        guard amounts.count == open.count else { return nil }
        let tolerance = seatTolerance(charge.quantity)
        let kinds = open.map { position in open.firstIndex { areAlike(expected[$0], expected[position]) } ?? 0 }
        var found: (places: [Int], kinds: [Int])?
        for mask in 1..<(1 << open.count) {
            let places = open.indices.filter { mask & (1 << $0) != 0 }
            let amount = places.reduce(Amount.zero) { $0 + amounts[$1] }
            guard (amount - charge.amount).magnitude <= tolerance, quantity(places.map { open[$0] }) == charge.quantity
            else { continue }
            if places.count == 1 { return nil }
            let chosen = places.map { kinds[$0] }.sorted()
            if let found, found.kinds != chosen { return nil }
            if found == nil { found = (places, chosen) }
        }
        return found.map { $0.places.map { open[$0] } }
    }

    private func quantity(_ positions: [Int]) -> ExactDecimal? {
        positions.reduce(ExactDecimal.zero) { sum, position in
            sum.flatMap { try? $0.adding(expected[position].quantity) }
        }
    }

    /// Compares the line with all that it answers. Quantity and days are theirs and the amount is within tolerance: what is
    /// left are the plan, where they agree on a price, and the parties.
    mutating func compareCombined(_ index: Int, _ positions: [Int]) throws(ArithmeticOverflow) {
        let charge = charges[index]
        let first = expected[positions[0]]
        let order = orders.lines[first.orderLine]
        guard let rate = rate(of: line(charge), to: order.currency), let quantity = quantity(positions) else { return }
        var amount = Amount.zero
        for position in positions { amount += try expected[position].amount(rate: rate) }
        recordCombined(charge, positions, rate)
        let whole = ExpectedCharge(
            orderLine: first.orderLine, kind: first.kind, period: first.period, cycle: first.cycle,
            quantity: quantity, quantityAfter: quantity, unitPrice: first.unitPrice, item: first.item, row: first.row,
            termStart: first.termStart, isDue: first.isDue)
        let comparison = Comparison(
            charge: charge, line: line(charge), expectation: whole, order: order, row: orders.rows[first.row],
            rate: rate, expectedAmount: amount)
        let isOnePrice = positions.allSatisfy { expected[$0].unitPrice == first.unitPrice }
        if isOnePrice, try compareTerm(comparison) { return }
        tolerate(comparison)
    }

    /// A row of `matches.csv` for each order line, with its share of the line; the last takes what is left.
    private mutating func recordCombined(_ charge: BilledCharge, _ positions: [Int], _ rate: ExactDecimal) {
        var left = charge.amount
        for position in positions {
            guard let amount = try? expected[position].amount(rate: rate) else { return }
            let share = position == positions.last ? left : amount
            left = left - share
            recordMatch(
                charge, expected[position].orderLine, expected: amount,
                share: (quantity: expected[position].quantity, amount: share))
        }
    }
}

import BillingModel

extension AccountMatching {
    /// Each charge takes at most one expected charge, each expected charge is taken at most once.
    ///
    /// Exact fits choose first, over all charges, so that a wrong line never takes the place of a right one; then what
    /// is left takes the nearest open charge of its order line. Among charges that fit equally the one whose order id
    /// and subscription the order book names comes first (discrepancy classes, *Surplus charges*). Where several order
    /// lines remain and nothing tells them apart that matters, the lowest line number comes first; where something does,
    /// it is `ambiguous_match`.
    ///
    /// A line that extends a term claims nothing: it is matched, never compared.
    mutating func claim() {
        var later: [Int] = []
        for index in charges.indices {
            // Taken out first: handing over a part of `self` along with `self` would copy all of it.
            let charge = charges[index]
            guard let candidate = charge.candidate else { continue }
            if account.lines[charge.line].chargeType == .extendTerm {
                found(index, candidate)
                continue
            }
            guard reluctance(charge) == 0 else {
                later.append(index)
                continue
            }
            if let fit = exactFit(charge) { take(fit, by: index, .exact) }
        }
        if !later.isEmpty { claimLater(later) }
        if hasPendingCharges { claimPending() }
        var isDone = true
        for index in charges.indices where charges[index].expected == nil { isDone = false }
        if !isDone { claimRest() }
    }

    private mutating func claimLater(_ later: [Int]) {
        for index in byReluctance(later) where charges[index].repeatOf == nil {
            if let fit = exactFit(charges[index]) { take(fit, by: index, .exact) }
        }
    }

    private mutating func claimRest() {
        combineOrders()
        joinHalves()
        claimContested()
        let left = remaining()
        let rivals = rivals(left)
        var done: Set<Int> = []
        for index in left where !done.contains(index) {
            let group = rivals[index] ?? []
            if claimTogether(group) { done.formUnion(group) } else { claimNearest(index) }
        }
        joinParts()
        joinCredits()
    }

    /// For the first to choose of those that have the same order line alone and are equally sure of it: all of them.
    private func rivals(_ left: [Int]) -> [Int: [Int]] {
        var groups: [Int: [Int]] = [:]
        for index in left where charges[index].further == nil && charges[index].repeatOf == nil {
            if let orderLine = charges[index].candidate { groups[orderLine, default: []].append(index) }
        }
        var found: [Int: [Int]] = [:]
        for group in groups.values where group.count > 1 {
            for (_, members) in Dictionary(grouping: group, by: { reluctance(charges[$0]) }) where members.count > 1 {
                found[members[0]] = members.sorted()
            }
        }
        return found
    }

    private func byReluctance(_ indices: [Int]) -> [Int] {
        indices.sorted { (reluctance(charges[$0]), $0) < (reluctance(charges[$1]), $1) }
    }

    /// What fits nothing exactly, in the order in which it chooses: least reluctant first, of those the one whose amount
    /// is nearest to what it would take, so that of several wrong lines the least wrong one gets the place.
    private func remaining() -> [Int] {
        var left: [(index: Int, reluctance: Int, difference: Amount)] = []
        for index in charges.indices where charges[index].expected == nil && !charges[index].isAbsorbed {
            guard let candidate = charges[index].candidate,
                account.lines[charges[index].line].chargeType != .extendTerm
            else { continue }
            let nearest = nearest(charges[index], candidate)
            let amount = nearest.flatMap { try? expected[$0].amount() } ?? .zero
            left.append((index, reluctance(charges[index]), (charges[index].amount - amount).magnitude))
        }
        left.sort { ($0.reluctance, $0.difference, $0.index) < ($1.reluctance, $1.difference, $1.index) }
        return left.map(\.index)
    }

    private mutating func claimNearest(_ index: Int) {
        settleOrderLine(index)
        guard charges[index].repeatOf == nil, let orderLine = charges[index].orderLine,
            let nearest = nearest(charges[index], orderLine)
        else { return }
        take(nearest, by: index, .nearest)
    }

    /// How late a charge chooses: 0 when it was found on the ladder's first rung and its subscription is the order's.
    private func reluctance(_ charge: BilledCharge) -> Int {
        if charge.rung == .orderID, charge.repeatOf == nil, let candidate = charge.candidate,
            startsWithOrderID,
            orders.lines[candidate].subscription == account.lines[charge.line].subscription
        {
            return 0
        }
        return reluctanceInDetail(charge)
    }

    private func reluctanceInDetail(_ charge: BilledCharge) -> Int {
        let position = charge.rung.flatMap { rung in rules.ladder.firstIndex(of: rung) } ?? 0
        guard let candidate = charge.candidate else { return position }
        let named = orders.lines[candidate].subscription
        let billed = account.lines[charge.line].subscription
        let differs = !named.isEmpty && !billed.isEmpty && named != billed && !isNamed(billed, on: candidate)
        return position + (differs ? rules.ladder.count : 0) + (charge.repeatOf == nil ? 0 : 2 * rules.ladder.count)
    }

    private func isNamed(_ subscription: SubscriptionID, on orderLine: Int) -> Bool {
        orders.lines[orderLine].rows.contains { orders.rows[$0].subscription == subscription }
    }

    mutating func take(_ expectedIndex: Int, by index: Int, _ choice: BilledCharge.Choice) {
        charges[index].expected = expectedIndex
        charges[index].choice = choice
        expected[expectedIndex].claimedBy = index
        found(index, expected[expectedIndex].orderLine)
    }

    mutating func found(_ index: Int, _ orderLine: Int) {
        charges[index].orderLine = orderLine
        if let net = charges[index].net {
            for member in nets[net] { standings[member].hasOrder = true }
        } else {
            standings[charges[index].line].hasOrder = true
        }
    }

    /// The one open expected charge with the charge's quantity, days and amount, over all candidates; among order lines
    /// that differ in nothing that matters the first.
    func exactFit(_ charge: BilledCharge) -> Int? {
        guard let first = charge.candidate else { return nil }
        var fit: Int?
        for index in orders.lines[first].expected where expected[index].isOpen && isExact(charge, index) {
            fit = index
            break
        }
        guard let further = charge.further else { return fit }
        for orderLine in furtherCandidates[further] {
            for index in orders.lines[orderLine].expected where expected[index].isOpen && isExact(charge, index) {
                guard let earlier = fit else {
                    fit = index
                    break
                }
                if !areAlike(expected[earlier], expected[index]) { return nil }
                break
            }
        }
        return fit
    }

    func isExact(_ charge: BilledCharge, _ index: Int) -> Bool {
        let line = charge.line
        guard expected[index].quantity == charge.quantity, hasDays(line, of: index),
            fits(account.lines[line].item, expected[index].item), fits(charge, expected[index].kind),
            let rate = rate(ofLine: line, to: orders.lines[expected[index].orderLine].currency),
            let amount = try? expected[index].amount(rate: rate)
        else { return false }
        return charge.amount == amount || (charge.amount - amount).magnitude <= seatTolerance(charge.quantity)
    }

    private func hasDays(_ line: Int, of index: Int) -> Bool {
        let period = expected[index].period
        guard let start = account.lines[line].chargeStart, let end = account.lines[line].chargeEnd else {
            return (account.lines[line].chargeStart ?? account.lines[line].orderDate ?? period.start) == period.start
        }
        if start != period.start { return false }
        // A one-time charge may be printed with the days of its invoice.
        return end == period.end
            || (expected[index].kind == .purchase && orders.lines[expected[index].orderLine].billingCycle == .oneTime)
    }

    /// Product and SKU agree; the availability is the ladder's business.
    func fits(_ billed: CatalogItemID, _ ordered: CatalogItemID) -> Bool {
        billed.product == ordered.product && billed.sku == ordered.sku
    }

    /// 1 when the order's currency is the billing currency, the line's rate when it is the pricing currency only; `nil`
    /// is a currency mismatch (discrepancy classes, *Rate*).
    func rate(ofLine index: Int, to currency: CurrencyCode) -> ExactDecimal? {
        if currency == account.lines[index].currency { return .one }
        return currency == account.lines[index].pricingCurrency ? account.lines[index].exchangeRate : nil
    }

    func rate(of line: LineItem, to currency: CurrencyCode) -> ExactDecimal? {
        if currency == line.currency { return .one }
        return currency == line.pricingCurrency ? line.exchangeRate : nil
    }

    /// 0.01 × |quantity|: what truncating a unit price to cents can move (discrepancy classes, 5).
    func seatTolerance(_ quantity: ExactDecimal) -> Amount {
        (try? tolerances.seatPerUnit.multiplied(by: quantity.magnitude)) ?? tolerances.seatPerUnit
    }
}

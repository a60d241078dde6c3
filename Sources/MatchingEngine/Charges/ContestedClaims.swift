import BillingModel

extension AccountMatching {
    /// Lines with the same candidate order lines and the same days choose together, when there are enough of them to answer
    /// every one: see ``ContestedOrders``. What it leaves alone is `ambiguous_match`, as the catalogue has it.
    mutating func claimContested() {
        var groups: [Contest: [Int]] = [:]
        for index in charges.indices where isContesting(index) {
            guard let days = line(charges[index]).period else { continue }
            let contest = Contest(
                orderLines: candidates(of: charges[index]), days: days, currency: line(charges[index]).currency,
                rung: charges[index].rung)
            groups[contest, default: []].append(index)
        }
        let contests = groups.filter { $0.value.count > 1 }.sorted { $0.value[0] < $1.value[0] }
        for (contest, members) in contests { share(members, contest) }
    }

    private struct Contest: Hashable {
        let orderLines: [Int]
        let days: BillingPeriod
        let currency: CurrencyCode
        let rung: Rung?
    }

    private func isContesting(_ index: Int) -> Bool {
        let charge = charges[index]
        return charge.further != nil && charge.expected == nil && !charge.isNet && !charge.isAbsorbed
            && charge.repeatOf == nil && charge.amount.signum > 0 && !standings[charge.line].isSettled
            && !account.lines[charge.line].isUsage && account.lines[charge.line].chargeType != .extendTerm
    }

    private mutating func share(_ members: [Int], _ contest: Contest) {
        let open = contest.orderLines.flatMap { orderLine in
            orders.lines[orderLine].expected.filter { position in
                expected[position].isOpen && expected[position].quantity.signum > 0
                    && expected[position].period == contest.days
                    && members.contains { rank(charges[$0], position) != nil }
            }
        }
        let places = open.compactMap { place($0, among: open, for: charges[members[0]]) }
        guard places.count == open.count else { return }
        var contested = ContestedOrders(lines: members.map { figure($0, among: members) }, places: places)
        guard let shares = contested.shared() else { return }
        for place in open.indices {
            let parts = members.indices.filter { shares[$0] == place }.map { members[$0] }
            guard let first = parts.first else { continue }
            if parts.count == 1 { take(open[place], by: first, .nearest) } else { takeTogether(parts, open[place]) }
        }
    }

    private func figure(_ index: Int, among members: [Int]) -> ContestedOrders.Figure {
        let charge = charges[index]
        let equal = members.first { charges[$0].quantity == charge.quantity && charges[$0].amount == charge.amount }
        return ContestedOrders.Figure(quantity: charge.quantity, amount: charge.amount, kind: equal ?? index)
    }

    private func place(_ position: Int, among open: [Int], for charge: BilledCharge) -> ContestedOrders.Figure? {
        let currency = orders.lines[expected[position].orderLine].currency
        guard let rate = rate(of: line(charge), to: currency), let amount = try? expected[position].amount(rate: rate)
        else { return nil }
        let alike = open.first { areAlike(expected[$0], expected[position]) }
        return ContestedOrders.Figure(
            quantity: expected[position].quantity, amount: amount, kind: alike ?? position,
            tolerance: seatTolerance(expected[position].quantity))
    }

    /// Several lines that together are exactly what one order line calls for.
    private mutating func takeTogether(_ parts: [Int], _ position: Int) {
        var sum = charges[parts[0]]
        for part in parts.dropFirst() {
            guard let quantity = try? sum.quantity.adding(charges[part].quantity) else { return }
            sum.quantity = quantity
            sum.amount += charges[part].amount
        }
        sum.net = record(parts.flatMap { lines(of: charges[$0]) })
        charges[parts[0]] = sum
        for part in parts.dropFirst() { charges[part].isAbsorbed = true }
        take(position, by: parts[0], .split)
    }
}

import BillingModel

extension AccountMatching {
    /// The credit of one cancellation in several lines, as when each addition of seats comes back for itself: compared by
    /// their sum (issue 3.6; discrepancy classes, *Cancelling*).
    ///
    /// A line that is right alone needs no other, and what stands beside it is surplus. Otherwise the fewest lines whose
    /// sum is right are the credit; of up to ten lines every choice is tried. When none comes out all of them together
    /// are what came, but equal lines only as far as a credit is due: what goes beyond is a duplicate.
    mutating func joinCredits() {
        var surplus: [Int: [Int]] = [:]
        for index in charges.indices where charges[index].expected == nil && isCredit(index) {
            guard let orderLine = charges[index].orderLine else { continue }
            surplus[orderLine, default: []].append(index)
        }
        for orderLine in surplus.keys.sorted() {
            for position in orders.lines[orderLine].expected where expected[position].kind == .cancelCredit {
                joinCredits(surplus[orderLine] ?? [], for: position)
            }
        }
    }

    private func isCredit(_ index: Int) -> Bool {
        let charge = charges[index]
        return charge.amount.signum < 0 && !charge.isAbsorbed && account.lines[charge.line].chargeType.isCancellation
            && !standings[charge.line].isSettled
    }

    private mutating func joinCredits(_ surplus: [Int], for position: Int) {
        guard let first = expected[position].claimedBy else { return }
        let (line, orderLine) = (line(charges[first]), orders.lines[expected[position].orderLine])
        let further = surplus.filter {
            let other = self.line(charges[$0])
            return other.currency == line.currency && !charges[$0].isAbsorbed
                && (orderLine.billingCycle == .oneTime || other.period?.overlaps(expected[position].cycle) ?? false)
        }
        guard !further.isEmpty, let rate = rate(of: line, to: orderLine.currency),
            let readings = try? creditReadings(expected[position], rate)?.readings
        else { return }
        let tolerance = seatTolerance(expected[position].quantity)
        let members = ([first] + further).sorted()
        func isRight(_ sum: Amount) -> Bool { readings.contains { (sum - $0).magnitude <= tolerance } }
        if isRight(charges[first].amount) { return }
        let limit = (readings.map(\.magnitude).max() ?? .zero) + tolerance
        let parts = rightParts(members, isRight) ?? together(members, limit)
        if parts.count > 1 || parts[0] != first { claimTogether(parts, position) }
        for index in members where !parts.contains(index) {
            charges[index].repeatOf = parts.first { areEqualCredits($0, index) }
        }
    }

    private func areEqualCredits(_ a: Int, _ b: Int) -> Bool {
        areEqual(account.lines[charges[a].line], account.lines[charges[b].line])
    }

    /// The fewest lines whose sum is right; among choices of equal size the earliest.
    private func rightParts(_ members: [Int], _ isRight: (Amount) -> Bool) -> [Int]? {
        guard members.count <= 10 else {
            let sum = members.reduce(Amount.zero) { $0 + charges[$1].amount }
            return isRight(sum) ? members : nil
        }
        var best: [Int]?
        for mask in 1..<(1 << members.count) {
            let chosen = members.indices.filter { mask & (1 << $0) != 0 }.map { members[$0] }
            if let best, best.count <= chosen.count { continue }
            if isRight(chosen.reduce(Amount.zero) { $0 + charges[$1].amount }) { best = chosen }
        }
        return best
    }

    /// Every line, and of equal ones as many as a credit up to the limit has room for.
    private func together(_ members: [Int], _ limit: Amount) -> [Int] {
        var chosen: [Int] = []
        var sum = Amount.zero
        for index in members {
            let isRepeat = chosen.contains { areEqualCredits($0, index) }
            if isRepeat, (sum + charges[index].amount).magnitude > limit { continue }
            chosen.append(index)
            sum += charges[index].amount
        }
        return chosen
    }

    private mutating func claimTogether(_ parts: [Int], _ position: Int) {
        var sum = charges[parts[0]]
        for part in parts.dropFirst() {
            guard let quantity = try? sum.quantity.adding(charges[part].quantity) else { return }
            sum.quantity = quantity
            sum.amount += charges[part].amount
        }
        let lines = parts.flatMap { self.lines(of: charges[$0]) }
        if let first = expected[position].claimedBy { charges[first].expected = nil }
        sum.net = record(lines)
        charges[parts[0]] = sum
        take(position, by: parts[0], parts.count > 1 ? .split : .nearest)
        for part in parts.dropFirst() { charges[part].isAbsorbed = true }
    }
}

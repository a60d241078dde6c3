import BillingModel

extension AccountMatching {
    /// The halves of one change that netting did not bring together: on two invoices, or with first days that are a day
    /// apart. Taken as one charge when all of them together are the seats that were ordered, or when one of two gives back
    /// the old total; what they cost is then compared as a whole (discrepancy classes, *Net pairs*).
    mutating func joinHalves() {
        var halves: [Int: [Int]] = [:]
        for index in charges.indices where charges[index].expected == nil && charges[index].further == nil {
            guard let orderLine = charges[index].candidate, charges[index].repeatOf == nil,
                !standings[charges[index].line].isSettled, !account.lines[charges[index].line].isUsage,
                !account.lines[charges[index].line].chargeType.isCancellation
            else { continue }
            halves[orderLine, default: []].append(index)
        }
        for orderLine in halves.keys.sorted() {
            guard let members = halves[orderLine], members.count > 1 else { continue }
            for position in orders.lines[orderLine].expected
            where expected[position].isOpen && (expected[position].isCycle || expected[position].kind == .seatChange) {
                joinHalves(members.filter { isHalf($0, of: position) }, position)
            }
        }
    }

    private func isHalf(_ index: Int, of position: Int) -> Bool {
        guard charges[index].expected == nil, !charges[index].isAbsorbed, let period = line(charges[index]).period
        else {
            return false
        }
        return period.end == expected[position].period.end && abs(period.start - expected[position].period.start) <= 1
            && fits(line(charges[index]).item, expected[position].item)
    }

    private mutating func joinHalves(_ members: [Int], _ position: Int) {
        guard members.count > 1, let first = members.max(by: { charges[$0].amount < charges[$1].amount }),
            members.contains(where: { charges[$0].amount.signum < 0 }),
            members.contains(where: { line(charges[$0]).chargeType.isSeatChange }),
            members.allSatisfy({ line(charges[$0]).currency == line(charges[first]).currency })
        else { return }
        var sum = charges[first]
        for member in members where member != first {
            guard let quantity = try? sum.quantity.adding(charges[member].quantity) else { return }
            sum.quantity = quantity
            sum.amount += charges[member].amount
        }
        // The old total and something else are the halves of this change, even when their net is not what was ordered.
        let isPair =
            expected[position].kind == .seatChange && members.count == 2
            && members.contains { charges[$0].quantity == -expected[position].quantityBefore }
        guard isPair || sum.quantity == expected[position].quantity else { return }
        sum.net = record(members.flatMap { lines(of: charges[$0]) })
        charges[first] = sum
        for member in members where member != first { charges[member].isAbsorbed = true }
        take(position, by: first, .nearest)
    }
}

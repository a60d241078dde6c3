import BillingModel

extension AccountMatching {
    /// A pair that came twice, or one of its halves: when the lines without their repeats are exactly the change ordered
    /// and all of them are not, the repeats are a surplus of their own (discrepancy classes, *Precedence* 2). Equal
    /// lines that the ordered change accounts for, as two additions of one seat on a day, stay together.
    mutating func splitRepeats() {
        for index in charges.indices where charges[index].isNet && charges[index].candidate != nil {
            guard exactFit(charges[index]) == nil else { continue }
            var kept: [Int] = []
            var surplus: [Int] = []
            for member in lines(of: charges[index]).sorted(by: { account.lines[$0].source < account.lines[$1].source })
            {
                let isRepeat = kept.contains { areEqual(account.lines[$0], account.lines[member]) }
                if isRepeat { surplus.append(member) } else { kept.append(member) }
            }
            guard !surplus.isEmpty, var distinct = try? ChargeNetting.charge(kept, account.lines, amounts),
                var extra = try? ChargeNetting.charge(surplus, account.lines, amounts)
            else { continue }
            distinct.net = record(kept)
            extra.net = record(surplus)
            distinct.rung = charges[index].rung
            distinct.candidate = charges[index].candidate
            distinct.further = charges[index].further
            guard exactFit(distinct) != nil else { continue }
            extra.rung = distinct.rung
            extra.candidate = distinct.candidate
            extra.further = distinct.further
            extra.repeatOf = index
            charges[index] = distinct
            charges.append(extra)
        }
    }

    /// Keeps the lines of a net; a single line is none.
    mutating func record(_ lines: [Int]) -> Int? {
        if lines.count < 2 { return nil }
        nets.append(lines)
        return nets.count - 1
    }
}

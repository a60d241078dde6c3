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
            for member in charges[index].netted.sorted(by: { account.lines[$0].source < account.lines[$1].source }) {
                let isRepeat = kept.contains { areEqual(account.lines[$0], account.lines[member]) }
                if isRepeat { surplus.append(member) } else { kept.append(member) }
            }
            guard !surplus.isEmpty, var distinct = try? ChargeNetting.charge(kept, account.lines, amounts),
                var extra = try? ChargeNetting.charge(surplus, account.lines, amounts)
            else { continue }
            distinct.rung = charges[index].rung
            distinct.candidate = charges[index].candidate
            distinct.furtherCandidates = charges[index].furtherCandidates
            guard exactFit(distinct) != nil else { continue }
            extra.rung = distinct.rung
            extra.candidate = distinct.candidate
            extra.furtherCandidates = distinct.furtherCandidates
            extra.repeatOf = index
            charges[index] = distinct
            charges.append(extra)
        }
    }
}

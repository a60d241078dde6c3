internal import BillingModel

/// What the bill of one currency is made of. The five add up to what was billed.
struct BilledKinds: Equatable {
    var oneTime = Amount.zero
    var recurring = Amount.zero
    var usage = Amount.zero
    var credits = Amount.zero
    /// Lines set aside on documents that stand, such as those out of scope; taken off the bill.
    var setAside = Amount.zero

    /// Documents that are excluded as a whole take no part.
    mutating func add(_ row: ControlTotals) {
        let excluded = row.buckets[.excluded]
        if excluded.lines > 0, excluded.lines == row.linesRead - row.linesRejected { return }
        oneTime += row.oneTime
        recurring += row.recurring
        usage += row.usage
        credits += row.credits
        setAside += excluded.amount
    }
}

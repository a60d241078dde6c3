internal import BillingModel

/// What a number of findings is worth in one currency, by direction.
struct Worth: Equatable {
    /// Findings with money: those with a difference that is not zero.
    var findings = 0
    /// Σ difference of overcharges.
    var overcharged = Amount.zero
    /// Σ difference of undercharges, as a rule below zero.
    var undercharged = Amount.zero
    /// Σ difference of findings about data and timing.
    var unclear = Amount.zero

    /// All three without their signs: what has to be talked about. An overcharge does not pay for an undercharge.
    var gross: Amount { overcharged.magnitude + undercharged.magnitude + unclear.magnitude }
    /// Billed minus expected.
    var net: Amount { overcharged + undercharged + unclear }

    mutating func add(_ finding: Discrepancy) {
        guard let difference = finding.difference, !difference.isZero else { return }
        findings += 1
        switch finding.direction {
        case .overcharge: overcharged += difference
        case .undercharge: undercharged += difference
        case .data, .timing: unclear += difference
        }
    }
}

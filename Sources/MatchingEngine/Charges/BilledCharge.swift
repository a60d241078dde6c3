import BillingModel

/// What is compared with the order book: one billed line, or several that net to one charge.
///
/// Plain memory: there is one for nearly every line. The few that have several lines or candidates name a list of the
/// account's.
struct BilledCharge {
    /// How the choice of the expected charge was settled, for `matches.csv`.
    enum Choice: String {
        /// Quantity, days and amount agree.
        case exact
        /// The open charge of the order line that it most likely answers.
        case nearest
        /// Several lines that add up to one expected charge.
        case split
        /// One line that is what several order lines together call for.
        case combined
    }

    /// The line that stands for it: the largest positive one of a net.
    let line: Int
    /// Where its lines stand in ``AccountMatching/nets``; `nil` when `line` is alone.
    var net: Int?
    /// Signed units: the sum over a net.
    var quantity: ExactDecimal
    /// Before tax; a line with wrong arithmetic goes on with its own formula's amount.
    var amount: Amount
    /// How it found its order.
    var rung: Rung?
    /// The first order line that its rung yields after narrowing.
    var candidate: Int?
    /// Where the other candidates stand in ``AccountMatching/furtherCandidates``; most charges have one alone.
    var further: Int?
    /// The order line it belongs to, once that is clear.
    var orderLine: Int?
    /// The expected charge it answers.
    var expected: Int?
    var choice = Choice.exact
    /// The charge that it repeats, when that was seen while netting.
    var repeatOf: Int?
    /// It has become part of another charge and is settled with it.
    var isAbsorbed = false

    var isNet: Bool { net != nil }
}

extension AccountMatching {
    /// Every line of a charge, the one that stands for it included.
    func lines(of charge: BilledCharge) -> [Int] {
        guard let net = charge.net else { return [charge.line] }
        return nets[net]
    }

    /// Every candidate of a charge, in line order.
    func candidates(of charge: BilledCharge) -> [Int] {
        (charge.candidate.map { [$0] } ?? []) + (charge.further.map { furtherCandidates[$0] } ?? [])
    }

    func line(_ charge: BilledCharge) -> LineItem { account.lines[charge.line] }
}

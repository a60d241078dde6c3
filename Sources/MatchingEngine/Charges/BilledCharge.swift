import BillingModel

/// What is compared with the order book: one billed line, or several that net to one charge.
struct BilledCharge {
    /// How the choice of the expected charge was settled, for `matches.csv`.
    enum Choice: String {
        /// Quantity, days and amount agree.
        case exact
        /// The open charge of the order line that it most likely answers.
        case nearest
        /// Several lines that add up to one expected charge.
        case split
    }

    /// The line that stands for it: the largest positive one of a net.
    let line: Int
    /// All lines of a net; empty when `line` is alone.
    var netted: [Int] = []
    /// Signed units: the sum over a net.
    var quantity: ExactDecimal
    /// Before tax; a line with wrong arithmetic goes on with its own formula's amount.
    var amount: Amount
    /// How it found its order.
    var rung: Rung?
    /// The first order line that its rung yields after narrowing, and the others; most charges have one alone.
    var candidate: Int?
    var furtherCandidates: [Int] = []
    /// The order line it belongs to, once that is clear.
    var orderLine: Int?
    /// The expected charge it answers.
    var expected: Int?
    var choice = Choice.exact
    /// The charge that it repeats, when that was seen while netting.
    var repeatOf: Int?
    /// It has become part of another charge and is settled with it.
    var isAbsorbed = false

    var isNet: Bool { !netted.isEmpty }
    /// Every line, the one that stands for it included.
    var lines: [Int] { netted.isEmpty ? [line] : netted }
    /// Every candidate, in line order.
    var candidates: [Int] { (candidate.map { [$0] } ?? []) + furtherCandidates }
}

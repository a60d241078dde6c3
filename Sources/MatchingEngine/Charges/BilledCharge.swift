import BillingModel

/// What is compared with the order book: one billed line, or several that net to one charge.
struct BilledCharge {
    /// The line that stands for it: the largest positive one of a net.
    let line: Int
    /// All lines of a net; empty when `line` is alone.
    let netted: [Int]
    /// Signed units: the sum over a net.
    let quantity: ExactDecimal
    /// Before tax; a line with wrong arithmetic goes on with its own formula's amount.
    let amount: Amount
    /// How it found its order.
    var rung: Rung?
    /// Candidates on that rung after narrowing.
    var candidates: [Int] = []
    /// The order line it belongs to, once that is clear.
    var orderLine: Int?
    /// The expected charge it answers.
    var expected: Int?
    /// What settled the choice, for `matches.csv`.
    var rule = "exact"

    var isNet: Bool { !netted.isEmpty }
    /// Every line, the one that stands for it included.
    var lines: [Int] { netted.isEmpty ? [line] : netted }
}

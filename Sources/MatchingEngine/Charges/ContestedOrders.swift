import BillingModel

/// Which of several billed lines answers which of several order lines, when any of them could be meant: how a group of
/// figures is shared out (issue 3.6).
///
/// Every order line must be answered. First every line finds a place so that each order line gets exactly what it calls
/// for, several lines if need be. Otherwise each order line takes one line, with the least total difference in money, lines
/// that find no place counting whole. Lines that are equal, and order lines that differ in nothing that matters, are
/// interchangeable, and the stated order decides between them. Everything else is a guess and is left alone: two shares of
/// equal difference, fewer lines than order lines, and groups beyond the limits.
struct ContestedOrders {
    static let maximumLines = 8
    static let maximumPlaces = 6

    struct Figure {
        let quantity: ExactDecimal
        let amount: Amount
        /// Equal for lines or order lines that are interchangeable.
        let kind: Int
        /// How far from its amount a place may be and still be right.
        var tolerance = Amount.zero
    }

    let lines: [Figure]
    let places: [Figure]
    private var best: (difference: Amount, shares: [Int?], kinds: [[Int]], isTied: Bool)?

    init(lines: [Figure], places: [Figure]) {
        self.lines = lines
        self.places = places
    }

    /// By line the place it takes; `nil` when there is no one best share.
    mutating func shared() -> [Int?]? {
        guard !places.isEmpty, lines.count >= places.count, lines.count <= ContestedOrders.maximumLines,
            places.count <= ContestedOrders.maximumPlaces
        else { return nil }
        if lines.count > places.count {
            tryExact([], places.map(\.quantity))
            if let best { return best.isTied ? nil : best.shares }
        }
        // One place for several lines is no question of which order line.
        if places.count == 1 { return nil }
        trySingle([], taken: 0, .zero)
        return best.flatMap { $0.isTied ? nil : $0.shares }
    }

    /// Every line a place, no place more units than it calls for.
    private mutating func tryExact(_ shares: [Int?], _ left: [ExactDecimal]) {
        guard shares.count < lines.count else {
            guard left.allSatisfy(\.isZero) else { return }
            for place in places.indices {
                let sum = shares.indices.reduce(Amount.zero) { shares[$1] == place ? $0 + lines[$1].amount : $0 }
                if (sum - places[place].amount).magnitude > places[place].tolerance { return }
            }
            keep(shares, .zero)
            return
        }
        for place in places.indices {
            guard let rest = try? left[place].subtracting(lines[shares.count].quantity), !rest.isNegative else {
                continue
            }
            var next = left
            next[place] = rest
            tryExact(shares + [place], next)
        }
    }

    /// One line for each place; what is left over finds none.
    private mutating func trySingle(_ shares: [Int?], taken: Int, _ difference: Amount) {
        if let best, best.difference < difference { return }
        guard shares.count < lines.count else {
            if taken == 1 << places.count - 1 { keep(shares, difference) }
            return
        }
        let line = lines[shares.count]
        for place in places.indices where taken & (1 << place) == 0 {
            trySingle(
                shares + [place], taken: taken | 1 << place, difference + (line.amount - places[place].amount).magnitude
            )
        }
        let free = places.indices.filter { taken & (1 << $0) == 0 }.count
        if lines.count - shares.count > free {
            trySingle(shares + [nil], taken: taken, difference + line.amount.magnitude)
        }
    }

    private mutating func keep(_ shares: [Int?], _ difference: Amount) {
        let kinds = shares.indices.map { [lines[$0].kind, shares[$0].map { places[$0].kind } ?? -1] }
            .sorted { $0.lexicographicallyPrecedes($1) }
        guard let known = best, known.difference == difference else {
            best = (difference, shares, kinds, false)
            return
        }
        // Between interchangeable shares the first stays: earlier lines take earlier places.
        if known.kinds != kinds { best?.isTied = true }
    }
}

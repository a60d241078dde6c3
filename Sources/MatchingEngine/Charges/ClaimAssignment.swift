import BillingModel

/// Which charges of one order line take which of its expected charges, when several pairings are possible.
///
/// As many as possible find a place; of those pairings the one in which days and kinds of charge agree best, and then the
/// one with the least total difference in money. Between equals the order of charges and of days decides. Exact up to
/// eight charges and eight expected ones; ``AccountMatching/claimRest()`` goes by the nearest beyond that.
///
/// Charges with several candidate order lines are no part of it: see ``ContestedOrders``.
struct ClaimAssignment {
    static let limit = 8

    /// How far a pairing is from what it should be: lower is better, one after the other.
    struct Cost: Comparable {
        var unplaced = 0
        var preference = 0
        var otherStart = 0
        var lackingDays = 0
        var distance = 0
        var difference = Amount.zero

        static func + (a: Cost, b: Cost) -> Cost {
            Cost(
                unplaced: a.unplaced + b.unplaced, preference: a.preference + b.preference,
                otherStart: a.otherStart + b.otherStart, lackingDays: a.lackingDays + b.lackingDays,
                distance: a.distance + b.distance, difference: a.difference + b.difference)
        }

        static func < (a: Cost, b: Cost) -> Bool {
            if a.unplaced != b.unplaced { return a.unplaced < b.unplaced }
            if a.preference != b.preference { return a.preference < b.preference }
            if a.otherStart != b.otherStart { return a.otherStart < b.otherStart }
            if a.lackingDays != b.lackingDays { return a.lackingDays < b.lackingDays }
            if a.distance != b.distance { return a.distance < b.distance }
            return a.difference < b.difference
        }
    }

    /// By charge, then by place: what the pairing costs; `nil` where it is impossible.
    private let costs: [[Cost?]]

    init(_ costs: [[Cost?]]) { self.costs = costs }

    /// By charge the place it takes.
    func best() -> [Int?] {
        let places = costs.first?.count ?? 0
        // What is best for the charges so far, by the set of places taken.
        var reached: [Int: (cost: Cost, choice: [Int?])] = [0: (Cost(), [])]
        for row in costs {
            var next: [Int: (cost: Cost, choice: [Int?])] = [:]
            for taken in reached.keys.sorted() {
                guard let (cost, choice) = reached[taken] else { continue }
                for place in 0..<places where taken & (1 << place) == 0 {
                    guard let further = row[place] else { continue }
                    keep(&next, taken | (1 << place), cost + further, choice + [place])
                }
                keep(&next, taken, cost + Cost(unplaced: 1), choice + [nil])
            }
            reached = next
        }
        return reached.values.min { isBetter($0, $1) }?.choice ?? []
    }

    private func keep(
        _ reached: inout [Int: (cost: Cost, choice: [Int?])], _ taken: Int, _ cost: Cost, _ choice: [Int?]
    ) {
        if let known = reached[taken], !isBetter((cost, choice), known) { return }
        reached[taken] = (cost, choice)
    }

    /// Lower cost; between equals earlier charges take earlier places.
    private func isBetter(_ a: (cost: Cost, choice: [Int?]), _ b: (cost: Cost, choice: [Int?])) -> Bool {
        if a.cost != b.cost { return a.cost < b.cost }
        return a.choice.map { $0 ?? .max }.lexicographicallyPrecedes(b.choice.map { $0 ?? .max })
    }
}

extension AccountMatching {
    /// Charges that have the same order line alone and are equally sure of it choose together. Returns whether there was
    /// more than one of them and more than one place.
    mutating func claimTogether(_ group: [Int]) -> Bool {
        guard let first = group.first, let orderLine = charges[first].candidate, group.count > 1,
            group.count <= ClaimAssignment.limit
        else { return false }
        let open = orders.lines[orderLine].expected.filter { position in
            group.contains { cost($0, position) != nil }
        }
        guard open.count > 1, open.count <= ClaimAssignment.limit else { return false }
        let choice = ClaimAssignment(group.map { index in open.map { cost(index, $0) } }).best()
        for (index, place) in zip(group, choice) {
            settleOrderLine(index)
            if let place { take(open[place], by: index, .nearest) }
        }
        return true
    }

    private func cost(_ index: Int, _ position: Int) -> ClaimAssignment.Cost? {
        guard expected[position].isOpen, let rank = rank(charges[index], position) else { return nil }
        let line = line(charges[index])
        let currency = orders.lines[expected[position].orderLine].currency
        let amount = try? expected[position].amount(rate: rate(of: line, to: currency) ?? .one)
        return ClaimAssignment.Cost(
            preference: rank.0, otherStart: rank.1, lackingDays: rank.2, distance: rank.3,
            difference: (charges[index].amount - (amount ?? .zero)).magnitude)
    }
}

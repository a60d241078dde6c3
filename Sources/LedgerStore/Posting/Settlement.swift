/// What became of one invoice that earlier runs knew, after its lines were read again.
struct Settlement {
    /// A charge on either side that found no equal.
    struct Unpaired: Equatable {
        let charge: Int64
        /// Equal for lines that differ in amount, price and quantity only.
        let key: UInt64
        /// 10⁻⁴ units: only orders several of one key.
        let subtotal: Int64
    }

    /// New charge and the old one that it supersedes.
    private(set) var restated: [(new: Int64, old: Int64)] = []
    /// Old charges without a counterpart.
    private(set) var withdrawn: [Int64] = []

    /// Pairs what is left on both sides by key. Where a key has several, the smallest new amount supersedes the
    /// smallest old one and so on; the excess on the new side is new, on the old side withdrawn. Old charges that were
    /// withdrawn before (`gone`) take part last: a line that comes back with another amount restates them.
    init(new: [Unpaired], left: [Unpaired], gone: [Unpaired]) {
        var open = Dictionary(grouping: new, by: \.key).mapValues(Settlement.ordered)
        withdrawn = pair(left, with: &open)
        _ = pair(gone, with: &open)
        restated.sort { $0.new < $1.new }
        withdrawn.sort()
    }

    /// Pairs old charges with new ones and returns the old ones that are left.
    private mutating func pair(_ old: [Unpaired], with open: inout [UInt64: ArraySlice<Unpaired>]) -> [Int64] {
        var unpaired: [Int64] = []
        for (key, group) in Dictionary(grouping: old, by: \.key) {
            for charge in Settlement.ordered(group) {
                if let match = open[key]?.popFirst() {
                    restated.append((match.charge, charge.charge))
                } else {
                    unpaired.append(charge.charge)
                }
            }
        }
        return unpaired
    }

    private static func ordered(_ charges: [Unpaired]) -> ArraySlice<Unpaired> {
        charges.sorted { ($0.subtotal, $0.charge) < ($1.subtotal, $1.charge) }[...]
    }
}

internal import BillingModel

/// Who or what the money is about: the first few by gross worth, and what is left.
struct Ranking: Equatable {
    struct Place: Equatable {
        let name: String
        let worth: Worth
    }

    private(set) var places: [Place] = []
    /// How many have no place of their own.
    private(set) var others = 0
    private(set) var othersWorth = Amount.zero

    static let length = 7

    /// Equal worth goes by key, so the order never depends on chance.
    init(_ worths: [String: (name: String, worth: Worth)]) {
        let ordered = worths.filter { $0.value.worth.findings > 0 }
            .sorted { ($1.value.worth.gross, $0.key) < ($0.value.worth.gross, $1.key) }
        places = ordered.prefix(Ranking.length).map { Place(name: $0.value.name, worth: $0.value.worth) }
        others = ordered.count - places.count
        othersWorth = ordered.dropFirst(Ranking.length).reduce(.zero) { $0 + $1.value.worth.gross }
    }
}

/// Which rows earlier runs left: fingerprints side by side in one block of memory, 16 bytes each and a third of slack.
///
/// Filled once, then only asked; a `Set` would take twice the room for four million order rows.
struct FingerprintSet {
    private var slots: [Fingerprint]

    private static let free = Fingerprint(low: 0, high: 0)

    /// Room for `count` fingerprints.
    init(count: Int) {
        slots = Array(repeating: FingerprintSet.free, count: count + count / 3 + 8)
    }

    mutating func insert(_ fingerprint: Fingerprint) {
        let fingerprint = FingerprintSet.stored(fingerprint)
        var slot = start(fingerprint)
        while slots[slot] != FingerprintSet.free {
            if slots[slot] == fingerprint { return }
            slot = slot + 1 == slots.count ? 0 : slot + 1
        }
        slots[slot] = fingerprint
    }

    func contains(_ fingerprint: Fingerprint) -> Bool {
        let fingerprint = FingerprintSet.stored(fingerprint)
        var slot = start(fingerprint)
        while slots[slot] != FingerprintSet.free {
            if slots[slot] == fingerprint { return true }
            slot = slot + 1 == slots.count ? 0 : slot + 1
        }
        return false
    }

    /// The one value that marks a free slot is kept as its neighbour.
    private static func stored(_ fingerprint: Fingerprint) -> Fingerprint {
        fingerprint == free ? Fingerprint(low: 1, high: 0) : fingerprint
    }

    /// Scales the hash to the number of slots, which is no power of two.
    private func start(_ fingerprint: Fingerprint) -> Int {
        Int(truncatingIfNeeded: fingerprint.low.multipliedFullWidth(by: UInt64(slots.count)).high)
    }
}

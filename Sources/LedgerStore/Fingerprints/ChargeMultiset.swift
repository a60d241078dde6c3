/// The charges that earlier runs left of one invoice, to be ticked off one by one as its lines come again.
///
/// Equal lines are counted: two equal charges tick off two equal lines, a third one is new.
struct ChargeMultiset {
    /// A charge of an earlier run.
    struct Entry {
        let chargeNumber: Int64
        let fingerprint: Fingerprint
        /// The same for lines that differ in amounts, prices and quantity only.
        let key: UInt64
        /// The next entry of an equal fingerprint, `-1` for none.
        fileprivate var next: Int32
        fileprivate var isTaken = false
    }

    private var entries: [Entry] = []
    /// Open addressing: the entry on top of its chain + 1, `0` for a free place.
    private var table: [UInt32] = []

    init(expected count: Int) {
        entries.reserveCapacity(count)
        var size = 16
        while size < count * 2 { size *= 2 }
        table = Array(repeating: 0, count: size)
    }

    /// Adds a charge; of equal ones, the last added is ticked off first.
    mutating func insert(_ chargeNumber: Int64, _ fingerprint: Fingerprint, key: UInt64) {
        let slot = self.slot(of: fingerprint)
        entries.append(
            Entry(
                chargeNumber: chargeNumber, fingerprint: fingerprint, key: key, next: Int32(bitPattern: table[slot]) - 1
            ))
        table[slot] = UInt32(entries.count)
    }

    /// Ticks off one charge with this fingerprint; `nil` when none is left.
    mutating func take(_ fingerprint: Fingerprint) -> Int64? {
        let slot = self.slot(of: fingerprint)
        let top = Int(table[slot]) - 1
        if top < 0 || entries[top].isTaken { return nil }
        entries[top].isTaken = true
        // The last of a chain stays in the table, so that the search for other fingerprints goes on past it.
        if entries[top].next >= 0 { table[slot] = UInt32(entries[top].next + 1) }
        return entries[top].chargeNumber
    }

    /// What was not ticked off, in order of insertion.
    var remaining: some Sequence<Entry> { entries.lazy.filter { !$0.isTaken } }

    private func slot(of fingerprint: Fingerprint) -> Int {
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: fingerprint.low) & mask
        while table[slot] != 0, entries[Int(table[slot]) - 1].fingerprint != fingerprint { slot = (slot + 1) & mask }
        return slot
    }
}

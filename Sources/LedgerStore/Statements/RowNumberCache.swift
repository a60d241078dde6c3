internal import BillingModel
internal import Glibc

/// Row numbers by key, bounded: beyond the limits everything is forgotten and looked up in the table again.
struct RowNumberCache: ~Copyable {
    private struct Entry {
        let offset: Int
        let length: Int
        let hash: UInt64
        let number: Int64
    }

    /// Together at most about 45 MB in the three dictionaries of a run, whatever the data.
    static let maximumEntries = 100_000
    static let maximumBytes = 8 << 20

    private var keys = ByteBuffer(capacity: 1 << 16)
    private var entries: [Entry] = []
    /// Open addressing: entry + 1, `0` for a free place.
    private var table = [UInt32](repeating: 0, count: 1024)

    func find(_ key: UnsafeRawBufferPointer) -> Int64? {
        let hash = TextHash.hash(key)
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while table[slot] != 0 {
            let entry = entries[Int(table[slot]) - 1]
            if entry.hash == hash, isEqual(key, keys[entry.offset..<entry.offset + entry.length]) {
                return entry.number
            }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// The key is not remembered yet.
    mutating func remember(_ key: UnsafeRawBufferPointer, _ number: Int64) {
        if key.count > RowNumberCache.maximumBytes / 64 { return }
        if entries.count == RowNumberCache.maximumEntries || keys.count + key.count > RowNumberCache.maximumBytes {
            keys.removeAll()
            entries.removeAll(keepingCapacity: true)
            for slot in table.indices { table[slot] = 0 }
        }
        if (entries.count + 1) * 2 > table.count { grow() }
        let hash = TextHash.hash(key)
        entries.append(Entry(offset: keys.count, length: key.count, hash: hash, number: number))
        keys.append(key)
        place(entries.count, hash)
    }

    private func isEqual(_ a: UnsafeRawBufferPointer, _ b: UnsafeRawBufferPointer) -> Bool {
        guard a.count == b.count else { return false }
        guard let left = a.baseAddress, let right = b.baseAddress else { return true }
        return memcmp(left, right, a.count) == 0
    }

    private mutating func place(_ entry: Int, _ hash: UInt64) {
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while table[slot] != 0 { slot = (slot + 1) & mask }
        table[slot] = UInt32(entry)
    }

    private mutating func grow() {
        table = [UInt32](repeating: 0, count: table.count * 2)
        for (index, entry) in entries.enumerated() { place(index + 1, entry.hash) }
    }
}

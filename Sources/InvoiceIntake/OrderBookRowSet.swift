/// The rows of the order book seen so far, eight bytes for each: tells a row that repeats another byte for byte.
///
/// Exports overlap and files are appended to themselves, so repeats are looked for among all rows and not only among
/// neighbours. A row is kept as 64 bits of SipHash under the process's random key: nobody can craft two rows that
/// collide, and chance makes a book of a million rows lose one with odds of 1 to 40 million. Beyond `capacity`
/// different rows (64 MiB) nothing more is remembered; ``isFull`` says so.
struct OrderBookRowSet {
    /// Open addressing; 0 is a free place.
    private var table: [Int]
    private var count = 0
    private let capacity: Int

    init(capacity: Int = 6_000_000) {
        self.capacity = capacity
        table = [Int](repeating: 0, count: 1 << 12)
    }

    var isFull: Bool { count >= capacity }

    /// What stands for a row among those of files with the same header.
    static func hash(_ row: UnsafeRawBufferPointer, layout: Int) -> Int {
        var hasher = Hasher()
        hasher.combine(layout)
        hasher.combine(bytes: row)
        return hasher.finalize() | 1  // never the mark of a free place
    }

    /// Remembers a row; `false` when an equal one has been there before. Nearly every call waits for memory, so calls
    /// come a batch at a time, where the waits overlap.
    @inline(__always)
    mutating func insert(_ hash: Int) -> Bool {
        let place = OrderBookRowSet.place(of: hash, in: table)
        if table[place] == hash { return false }
        if isFull { return true }
        table[place] = hash
        count += 1
        if count * 4 > table.count * 3 { grow() }
        return true
    }

    @inline(__always)
    private static func place(of hash: Int, in table: [Int]) -> Int {
        let mask = table.count - 1
        var place = hash >> 1 & mask
        while table[place] != 0, table[place] != hash { place = (place + 1) & mask }
        return place
    }

    private mutating func grow() {
        var larger = [Int](repeating: 0, count: table.count * 2)
        for hash in table where hash != 0 { larger[OrderBookRowSet.place(of: hash, in: larger)] = hash }
        table = larger
    }
}

internal import GRDB

/// Walks through the stored fingerprints of charges or of order rows, in order of the rows they stand for.
struct StoredFingerprintLists: ~Copyable {
    /// What was stored for one row.
    struct Entry {
        let number: Int64
        let posting: Int64
        let fingerprint: Fingerprint
        /// Of a charge; `0` for an order row.
        let key: UInt64
    }

    private let table: String
    private let entrySize: Int
    private var scan: RowScan
    private var list = ByteBuffer(capacity: 1 << 17)
    private var first: Int64 = 0
    private var posting: Int64 = 0
    private var position = 0

    /// Of `charges`: fingerprint and key.
    static func ofCharges(_ database: Database) throws(LedgerError) -> StoredFingerprintLists {
        try StoredFingerprintLists("charge_fingerprints", "first_charge_no", Fingerprint.byteCount + 8, database)
    }

    /// Of `order_events`: the fingerprint alone.
    static func ofOrderEvents(_ database: Database) throws(LedgerError) -> StoredFingerprintLists {
        try StoredFingerprintLists("order_event_fingerprints", "first_event_no", Fingerprint.byteCount, database)
    }

    private init(_ table: String, _ number: String, _ size: Int, _ database: Database) throws(LedgerError) {
        self.table = table
        entrySize = size
        scan = try RowScan("SELECT \(number), posting_no, fingerprints FROM \(table) ORDER BY \(number)", on: database)
    }

    /// The next entry, of a row up to this number; `nil` when the next one is of a later row, or there is none.
    @inline(__always)
    mutating func next(through last: Int64) throws -> Entry? {
        if position == list.count, try !readList() { return nil }
        let number = first + Int64(position / entrySize)
        if number > last { return nil }
        let bytes = list.bytes
        let entry = Entry(
            number: number, posting: posting, fingerprint: Fingerprint(storedIn: bytes, at: position),
            key: entrySize > Fingerprint.byteCount
                ? UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 16, as: UInt64.self)) : 0)
        position += entrySize
        return entry
    }

    private mutating func readList() throws -> Bool {
        guard try scan.next() else { return false }
        first = scan.integer(0)
        posting = scan.integer(1)
        let bytes = scan.bytes(2)
        if bytes.isEmpty || bytes.count % entrySize != 0 {
            throw LedgerFault(table, row: first, "is a list of broken length")
        }
        list.removeAll()
        list.append(bytes)
        position = 0
        return true
    }
}

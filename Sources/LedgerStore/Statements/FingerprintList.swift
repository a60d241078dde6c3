internal import GRDB

/// Writes the fingerprints of a posting's rows as lists of up to 4,096: one row and no index where an indexed column
/// would cost an entry per charge, and read back at memory speed when the invoice comes again.
struct FingerprintList: ~Copyable {
    private static let maximumBytes = 4096 * 24

    private var bytes = ByteBuffer(capacity: FingerprintList.maximumBytes + 64)
    private var insert: HotStatement
    private var posting: Int64 = 0
    private var firstRow: Int64 = 0

    /// `table` has the columns `firstColumn`, `posting_no` and `fingerprints`.
    init(table: String, firstColumn: String, on database: Database) throws(LedgerError) {
        insert = try HotStatement(
            "INSERT INTO \(table) (\(firstColumn), posting_no, fingerprints) VALUES (?, ?, ?)", on: database)
    }

    /// Adds a charge's fingerprint and key. Rows come in order, without gaps inside a posting.
    @inline(__always)
    mutating func add(_ fingerprint: Fingerprint, key: UInt64, row: Int64, posting: Int64) throws(LedgerError) {
        try add(fingerprint, row: row, posting: posting)
        bytes.append(key)
    }

    /// Adds an order row's fingerprint.
    @inline(__always)
    mutating func add(_ fingerprint: Fingerprint, row: Int64, posting: Int64) throws(LedgerError) {
        if posting != self.posting || bytes.count >= FingerprintList.maximumBytes {
            try flush()
            self.posting = posting
            firstRow = row
        }
        bytes.append(fingerprint.low)
        bytes.append(fingerprint.high)
    }

    /// Writes what is pending; called once more at the end.
    mutating func flush() throws(LedgerError) {
        if bytes.count == 0 { return }
        insert.bind(firstRow, at: 1)
        insert.bind(posting, at: 2)
        insert.bind(blob: bytes.bytes, at: 3)
        try insert.run()
        bytes.removeAll()
    }
}

internal import GRDB
internal import GRDBSQLite

extension ByteBuffer {
    /// The columns of a row, each as it is stored: a byte for its type, then the number in eight bytes, or the length
    /// and the bytes of a text.
    mutating func appendCanonical(row: borrowing RowScan) {
        for column in 0..<row.columnCount {
            switch row.type(column) {
            case SQLITE_NULL: append(UInt8(0))
            case SQLITE_INTEGER:
                append(UInt8(1))
                append(row.integer(column))
            case SQLITE_TEXT:
                append(UInt8(2))
                appendCanonical(text: row.bytes(column))
            default:
                append(UInt8(3))
                appendCanonical(text: row.bytes(column))
            }
        }
    }
}

/// What the rows of a part come to, read from the ledger.
struct PartReading {
    let result: SealStream.Result
    /// The first eight bytes of a hash of each row, in order: they tell which row of a part has changed. Empty for a part
    /// that has none.
    let marks: [UInt8]

    /// Of a part whose form is its columns, or of the findings of one run.
    init(of part: SealPart, after first: Int64, through last: Int64, _ database: Database) throws {
        var stream = SealStream()
        var form = ByteBuffer(capacity: 1 << 10)
        var marks = ByteBuffer(capacity: 1 << 10)
        var scan = try RowScan(part.select, [first, last], on: database)
        while try scan.next() {
            form.removeAll()
            form.appendCanonical(row: scan)
            stream.append(row: form.bytes)
            if part.hasMarks { marks.append(Fingerprint(form.bytes).low) }
        }
        result = stream.result()
        self.marks = Array(marks.bytes)
    }
}

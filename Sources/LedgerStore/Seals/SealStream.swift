internal import Crypto

/// The seal of one part of a run while its rows go by: SHA-256 over their byte forms, one after the other.
struct SealStream: ~Copyable {
    /// What came out: how many rows, and the digest of all of them in order.
    struct Result: Equatable {
        let rows: Int64
        /// SHA-256, 32 bytes.
        let digest: [UInt8]
    }

    /// Fed to the hash in portions, because a call of it costs more than a row.
    private static let portion = 1 << 16
    private var hasher = SHA256()
    private var pending = ByteBuffer(capacity: SealStream.portion + 4096)
    private(set) var rows: Int64 = 0

    /// Adds a row. Forms tell by themselves where they end, so the rows need no separator.
    @inline(__always)
    mutating func append(row form: UnsafeRawBufferPointer) {
        pending.append(form)
        endRow()
    }

    /// Adds a row that stands in a document: the form of its business fields, then where the row lies and the rows of
    /// other tables that it names.
    @inline(__always)
    mutating func append(row form: UnsafeRawBufferPointer, at place: RowPlace, _ more: UnsafeRawBufferPointer) {
        pending.append(form)
        withUnsafeBytes(of: place.littleEndian) { pending.append($0) }
        pending.appendCanonical(text: more)
        endRow()
    }

    /// The digest of what was added so far; more may follow.
    mutating func result() -> Result {
        flush()
        return Result(rows: rows, digest: Array(hasher.finalize()))
    }

    @inline(__always)
    private mutating func endRow() {
        rows += 1
        if pending.count >= SealStream.portion { flush() }
    }

    private mutating func flush() {
        hasher.update(bufferPointer: pending.bytes)
        pending.removeAll()
    }
}

/// The numbers of a row of `charges` or `order_events`: its own, and of the rows that it names.
struct RowPlace {
    /// In memory these are six words side by side, the form in which they are sealed.
    let number: Int64
    let posting: Int64
    /// The line of the source document, from 1.
    let line: Int64
    let terms: Int64
    let customer: Int64
    let item: Int64

    @inline(__always)
    fileprivate var littleEndian: RowPlace {
        RowPlace(
            number: number.littleEndian, posting: posting.littleEndian, line: line.littleEndian,
            terms: terms.littleEndian, customer: customer.littleEndian, item: item.littleEndian)
    }
}

internal import BillingModel

/// How a quantity, price or rate stands in the ledger: whole numbers as INTEGER, others as decimal TEXT (`12.3456`).
///
/// Both are exact and read well in `sqlite3`; whole numbers, which most quantities and nearly all rates are, cost no
/// formatting and one or two bytes. A column of this kind is `ANY` and means nothing as a binary fraction.
enum StoredDecimal {
    case integer(Int64)
    /// Bytes of the record's buffer.
    case text(Range<Int>)

    /// Writes the text, where there is one, to the end of the buffer.
    @inline(__always)
    init(_ decimal: ExactDecimal, into buffer: inout ByteBuffer) {
        if decimal.scale == 0, let small = Int64(exactly: decimal.coefficient) {
            self = .integer(small)
        } else {
            let start = buffer.count
            StoredDecimal.write(decimal, to: &buffer)
            self = .text(start..<buffer.count)
        }
    }

    /// The same digits as `ExactDecimal.description`, without a `String`.
    private static func write(_ decimal: ExactDecimal, to buffer: inout ByteBuffer) {
        let scale = Int(decimal.scale)
        // At most 39 digits, 36 zeros in front of them, a sign and a point.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 80) { digits in
            var position = digits.count
            var written = 0
            func put(_ byte: UInt8) {
                position -= 1
                digits[position] = byte
            }
            func putDigit(_ digit: UInt8) {
                if written == scale, scale > 0 { put(UInt8(ascii: ".")) }
                put(48 + digit)
                written += 1
            }
            var large = decimal.coefficient.magnitude
            while large > UInt128(UInt64.max) {
                putDigit(UInt8(truncatingIfNeeded: large % 10))
                large /= 10
            }
            var rest = UInt64(truncatingIfNeeded: large)
            while rest > 0 || written <= scale {
                putDigit(UInt8(truncatingIfNeeded: rest % 10))
                rest /= 10
            }
            if decimal.isNegative { put(UInt8(ascii: "-")) }
            buffer.append(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(digits)[position...]))
        }
    }
}

extension HotStatement {
    @inline(__always)
    mutating func bind(_ decimal: StoredDecimal, of record: borrowing ByteBuffer, at parameter: Int32) {
        switch decimal {
        case .integer(let value): bind(value, at: parameter)
        case .text(let range): bind(record[range], at: parameter)
        }
    }

    @inline(__always)
    mutating func bind(_ date: CalendarDate?, at parameter: Int32) {
        if let date { bind(Int64(date.dayNumber), at: parameter) } else { bindNull(at: parameter) }
    }
}

internal import BillingModel

/// How a quantity, price or rate stands in the ledger: whole numbers as INTEGER, others as decimal TEXT (`12.3456`).
///
/// Both are exact and read well in `sqlite3`; whole numbers, which most quantities and nearly all rates are, cost no
/// formatting and one or two bytes. A column of this kind is `ANY` and means nothing as a binary fraction.
enum StoredDecimal {
    /// The same digits as `ExactDecimal.description`, without a `String`.
    static func write(_ decimal: ExactDecimal, to buffer: inout ByteBuffer) {
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
    /// Text goes through the record, whose memory must not move before the statement has run.
    @inline(__always)
    mutating func bind(_ decimal: ExactDecimal, at parameter: Int32, _ record: inout ByteBuffer) {
        if decimal.scale == 0, let small = Int64(exactly: decimal.coefficient) {
            bind(small, at: parameter)
        } else {
            let start = record.count
            StoredDecimal.write(decimal, to: &record)
            bind(record[start..<record.count], at: parameter)
        }
    }

    @inline(__always)
    mutating func bind(_ decimal: ExactDecimal?, at parameter: Int32, _ record: inout ByteBuffer) {
        if let decimal { bind(decimal, at: parameter, &record) } else { bindNull(at: parameter) }
    }

    @inline(__always)
    mutating func bind(_ date: CalendarDate?, at parameter: Int32) {
        if let date { bind(Int64(date.dayNumber), at: parameter) } else { bindNull(at: parameter) }
    }
}

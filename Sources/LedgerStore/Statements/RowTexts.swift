internal import BillingModel

/// The texts of one record, copied out of its pool into memory that stays still while the row is written.
///
/// Each text is followed by a byte that no UTF-8 has, so a run of neighbouring texts is a key in which nothing can be
/// shifted from one text to the next. The capacity serves lines (23) and order rows (14).
struct RowTexts {
    private var ends: InlineArray<24, Int32> = .init(repeating: 0)
    private var starts: InlineArray<24, Int32> = .init(repeating: 0)

    private static let separator: UInt8 = 0xFF

    /// Appends the text at `position` to the buffer.
    @inline(__always)
    mutating func copy(_ symbol: Symbol, at position: Int, of pool: borrowing TextPool, into buffer: inout ByteBuffer) {
        starts[position] = Int32(truncatingIfNeeded: buffer.count)
        if !symbol.isEmpty { pool.withBytes(symbol) { buffer.append($0) } }
        ends[position] = Int32(truncatingIfNeeded: buffer.count)
        buffer.append(RowTexts.separator)
    }

    /// Where a text stands in the buffer.
    @inline(__always)
    subscript(position: Int) -> Range<Int> { Int(starts[position])..<Int(ends[position]) }

    /// Where a run of texts stands, separators included.
    @inline(__always)
    func run(_ first: Int, through last: Int) -> Range<Int> { Int(starts[first])..<Int(ends[last]) + 1 }
}

import BillingModel

/// Writes the fields of a record one after the other into memory that is large enough.
struct RecordWriter {
    private let memory: UnsafeMutableRawPointer
    private(set) var count = 0

    init(_ memory: UnsafeMutableRawPointer) { self.memory = memory }

    @inline(__always)
    mutating func write<Value: BitwiseCopyable>(_ value: Value) {
        memory.storeBytes(of: value, toByteOffset: count, as: Value.self)
        count += MemoryLayout<Value>.size
    }

    /// A date, or the smallest day number for none.
    @inline(__always)
    mutating func write(_ date: CalendarDate?) { write(date?.dayNumber ?? Int32.min) }

    /// A decimal: its scale with the highest bit set when the coefficient takes sixteen bytes.
    @inline(__always)
    mutating func write(_ number: ExactDecimal) {
        let small = Int64(truncatingIfNeeded: number.coefficient)
        if Int128(small) == number.coefficient {
            write(number.scale)
            write(small)
        } else {
            write(number.scale | 0x80)
            write(number.coefficient)
        }
    }

    /// A decimal that may be absent.
    mutating func write(_ number: ExactDecimal?) {
        write(number != nil)
        if let number { write(number) }
    }

    /// An amount that may be absent.
    mutating func write(_ amount: Amount?) {
        write(amount != nil)
        if let amount { write(amount.units) }
    }

    /// A currency that may be absent.
    mutating func write(_ currency: CurrencyCode?) { write(currency?.letters ?? 0) }

    /// A text with its length.
    mutating func write(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            write(UInt32(bytes.count))
            if let start = bytes.baseAddress {
                memory.advanced(by: count).copyMemory(from: start, byteCount: bytes.count)
            }
            count += bytes.count
        }
    }

    mutating func write(_ texts: [String]) {
        write(UInt32(texts.count))
        for text in texts { write(text) }
    }

    /// Overwrites a field that was written before.
    func patch<Value: BitwiseCopyable>(_ value: Value, at offset: Int) {
        memory.storeBytes(of: value, toByteOffset: offset, as: Value.self)
    }
}

/// Reads what a ``RecordWriter`` has written, in the same order.
struct RecordReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var offset: Int

    init(_ bytes: UnsafeRawBufferPointer, at offset: Int) {
        self.bytes = bytes
        self.offset = offset
    }

    @inline(__always)
    mutating func read<Value: BitwiseCopyable>(_ type: Value.Type = Value.self) -> Value {
        defer { offset += MemoryLayout<Value>.size }
        return bytes.loadUnaligned(fromByteOffset: offset, as: Value.self)
    }

    @inline(__always)
    mutating func date() -> CalendarDate? {
        let number = read(Int32.self)
        return number == Int32.min ? nil : CalendarDate(dayNumber: number)
    }

    @inline(__always)
    mutating func decimal() -> ExactDecimal {
        let scale = read(UInt8.self)
        if scale & 0x80 == 0 { return ExactDecimal(canonical: Int128(read(Int64.self)), scale: scale) }
        return ExactDecimal(canonical: read(Int128.self), scale: scale & 0x7F)
    }

    mutating func decimalIfPresent() -> ExactDecimal? { read(Bool.self) ? decimal() : nil }

    mutating func amountIfPresent() -> Amount? { read(Bool.self) ? Amount(units: read(Int128.self)) : nil }

    mutating func currencyIfPresent() -> CurrencyCode? {
        let letters = read(UInt32.self)
        return letters == 0 ? nil : CurrencyCode(letters: letters)
    }

    mutating func string() -> String { String(decoding: text(Int(read(UInt32.self))), as: UTF8.self) }

    mutating func strings() -> [String] { (0..<read(UInt32.self)).map { _ in string() } }

    /// The next bytes, as they are.
    mutating func text(_ count: Int) -> UnsafeRawBufferPointer {
        defer { offset += count }
        return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
    }
}

internal import BillingModel
internal import CSimdJSON

/// The text of a value, trimmed of ASCII white space and U+00A0; numbers, literals and nested JSON as written, `null`
/// and absent as the empty text.
extension csj_slot {
    @inline(__always)
    var isGiven: Bool { kind != CSJ_ABSENT.rawValue && kind != CSJ_NULL.rawValue && length > 0 }

    @inline(__always)
    var text: UnsafeRawBufferPointer {
        guard isGiven else { return UnsafeRawBufferPointer(start: nil, count: 0) }
        return WireText.trimmed(UnsafeRawBufferPointer(start: bytes, count: Int(length)))
    }

    /// The same as a value of its own.
    var string: String { String(decoding: text, as: UTF8.self) }

    /// The text as money; `nil` when it is no number or out of an amount's range.
    var amount: Amount? {
        guard case .value(let value) = DecimalText.read(text) else { return nil }
        do {
            return try Amount(value)
        } catch {
            return nil
        }
    }
}

/// Small questions about bytes from the wire.
enum WireText {
    @inline(__always)
    static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard let first = bytes.first, let last = bytes.last else { return bytes }
        if first > 32, first != 0xC2, last > 32, last != 0xA0 { return bytes }
        return trimmedSlowly(bytes)
    }

    private static func trimmedSlowly(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var start = 0
        var end = bytes.count
        while start < end {
            if isSpace(bytes[start]) {
                start += 1
            } else if end - start >= 2, bytes[start] == 0xC2, bytes[start + 1] == 0xA0 {
                start += 2
            } else {
                break
            }
        }
        while start < end {
            if isSpace(bytes[end - 1]) {
                end -= 1
            } else if end - start >= 2, bytes[end - 2] == 0xC2, bytes[end - 1] == 0xA0 {
                end -= 2
            } else {
                break
            }
        }
        return UnsafeRawBufferPointer(rebasing: bytes[start..<end])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

    @inline(__always)
    static func lowered(_ byte: UInt8) -> UInt8 { byte &- 65 < 26 ? byte | 0x20 : byte }

    /// Compares without regard to ASCII case; `lower` is lower-cased.
    static func begins(_ bytes: UnsafeRawBufferPointer, with lower: StaticString) -> Bool {
        guard bytes.count >= lower.utf8CodeUnitCount else { return false }
        for index in 0..<lower.utf8CodeUnitCount where lowered(bytes[index]) != lower.utf8Start[index] { return false }
        return true
    }

    /// Whether a lower-cased text stands anywhere inside, without regard to ASCII case.
    static func contains(_ bytes: UnsafeRawBufferPointer, _ lower: StaticString) -> Bool {
        let length = lower.utf8CodeUnitCount
        if bytes.count < length { return false }
        for start in 0...(bytes.count - length)
        where begins(UnsafeRawBufferPointer(rebasing: bytes[start...]), with: lower) {
            return true
        }
        return false
    }

    /// Compares two texts without regard to ASCII case.
    static func equal(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        guard left.count == right.count else { return false }
        for index in 0..<left.count where lowered(left[index]) != lowered(right[index]) { return false }
        return true
    }

    /// An invoice's id without the type that links put before it: `OneTime-G000024135` is `G000024135`.
    static func bareInvoiceID(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        if begins(bytes, with: "onetime-") { return UnsafeRawBufferPointer(rebasing: bytes[8...]) }
        if begins(bytes, with: "recurring-") { return UnsafeRawBufferPointer(rebasing: bytes[10...]) }
        return bytes
    }

    /// The same for a text of its own.
    static func bareInvoiceID(_ text: String) -> String {
        var text = text
        return text.withUTF8 { String(decoding: bareInvoiceID(UnsafeRawBufferPointer($0)), as: UTF8.self) }
    }

    /// Whether the text has the shape of a GUID: 8-4-4-4-12 hexadecimal digits.
    static func isGUID(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard bytes.count == 36 else { return false }
        for index in 0..<36 {
            let byte = bytes[index]
            switch index {
            case 8, 13, 18, 23: if byte != UInt8(ascii: "-") { return false }
            default: if byte &- 48 > 9, (byte | 0x20) &- 97 > 5 { return false }
            }
        }
        return true
    }

    /// Whether any ASCII capital may stand in 36 bytes, eight at a time: the usual lower-case GUID needs no second look.
    @inline(__always)
    static func mayHaveCapitals(guid bytes: UnsafeRawBufferPointer) -> Bool {
        let words = capitals(word(bytes, 0)) | capitals(word(bytes, 8)) | capitals(word(bytes, 16))
        return words | capitals(word(bytes, 24)) | capitals(word(bytes, 28)) != 0
    }

    @inline(__always)
    private static func word(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }

    /// The high bit of each byte that lies in `A`…`Z`.
    @inline(__always)
    private static func capitals(_ word: UInt64) -> UInt64 {
        let low = word & 0x7F7F_7F7F_7F7F_7F7F
        let fromA = low &+ 0x3F3F_3F3F_3F3F_3F3F
        let beyondZ = low &+ 0x2525_2525_2525_2525
        return fromA & ~beyondZ & ~word & 0x8080_8080_8080_8080
    }
}

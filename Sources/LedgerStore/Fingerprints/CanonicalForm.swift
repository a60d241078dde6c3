internal import BillingModel

/// The pieces of the canonical byte forms that fingerprints are taken of.
///
/// Integers are little-endian and of fixed width, texts are preceded by their length in four bytes, an absent date is
/// the smallest integer. Nothing depends on the order of cases in an enumeration, on memory layout or on a locale. A
/// change of a form gets a new version number, which is the first byte of each form, and leaves the old one readable.
extension ByteBuffer {
    @inline(__always)
    mutating func appendCanonical(text: UnsafeRawBufferPointer) {
        append(UInt32(truncatingIfNeeded: text.count))
        append(text)
    }

    @inline(__always)
    mutating func appendCanonical(_ date: CalendarDate?) {
        append(date?.dayNumber ?? Int32.min)
    }

    /// Scale, then the coefficient in 8 bytes, or in 16 with the scale's top bit set.
    @inline(__always)
    mutating func appendCanonical(_ decimal: ExactDecimal) {
        if let small = Int64(exactly: decimal.coefficient) {
            append(decimal.scale)
            append(small)
        } else {
            append(decimal.scale | 0x80)
            append(decimal.coefficient)
        }
    }

    /// A presence byte before an optional decimal.
    mutating func appendCanonical(_ decimal: ExactDecimal?) {
        append(UInt8(decimal == nil ? 0 : 1))
        if let decimal { appendCanonical(decimal) }
    }

    /// Letters and digits in lower case, blanks, hyphens and underscores dropped: `Cycle Charge` is `cycleCharge`.
    mutating func appendCanonical(foldedText text: UnsafeRawBufferPointer) {
        let lengthPosition = count
        append(UInt32(0))
        for byte in text {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"): continue
            case 65...90: append(byte | 0x20)
            default: append(byte)
            }
        }
        overwrite(UInt32(truncatingIfNeeded: count - lengthPosition - 4), at: lengthPosition)
    }
}

extension Term? {
    /// Months, `0` when the source names no term.
    var canonicalCode: UInt8 { self.map { UInt8($0.months) } ?? 0 }
}

extension BillingCycle? {
    /// Months of a recurring cycle; `254` one-time, `255` usage, `0` when the source names none.
    var canonicalCode: UInt8 {
        switch self {
        case nil: 0
        case .oneTime: 254
        case .usage: 255
        case .monthly: 1
        case .annual: 12
        case .triennial: 36
        }
    }
}

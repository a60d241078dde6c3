internal import BillingModel

/// How ids are brought to the form in which they are compared; the cells are trimmed already.
enum IdentifierText {
    /// Adds an id to a pool: a GUID (8-4-4-4-12 hexadecimal digits) in lower case, anything else as it is.
    @inline(__always)
    static func append(_ bytes: UnsafeRawBufferPointer, to pool: inout TextPool) -> Symbol {
        guard bytes.count == 36, WireText.mayHaveCapitals(guid: bytes), WireText.isGUID(bytes) else {
            return pool.append(bytes)
        }
        return withUnsafeTemporaryAllocation(byteCount: 36, alignment: 8) { lowered in
            for index in 0..<36 { lowered[index] = WireText.lowered(bytes[index]) }
            return pool.append(UnsafeRawBufferPointer(lowered))
        }
    }

    /// A customer id without the `org:` that some of the API's answers put before it.
    static func withoutOrganisationPrefix(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        guard WireText.begins(bytes, with: "org:") else { return bytes }
        return WireText.trimmed(UnsafeRawBufferPointer(rebasing: bytes[4...]))
    }

    /// A reseller id, empty when it stands for "none": 0 and -1 (discrepancy classes, `reseller_mismatch`).
    static func withoutResellerPlaceholder(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let isNone =
            switch bytes.count {
            case 1: bytes[0] == UInt8(ascii: "0")
            case 2: bytes[0] == UInt8(ascii: "-") && bytes[1] == UInt8(ascii: "1")
            default: false
            }
        return isNone ? UnsafeRawBufferPointer(start: nil, count: 0) : bytes
    }
}

/// 128 bits that stand for the business fields of one row, the same in every process and on every machine.
///
/// Equal fingerprints are taken for equal rows: among a thousand million rows the chance of one mistake is 10⁻²¹.
struct Fingerprint: Hashable, Comparable {
    /// Bytes when stored: `low`, then `high`, little-endian.
    static let byteCount = 16

    let low: UInt64
    let high: UInt64

    static func < (a: Fingerprint, b: Fingerprint) -> Bool { a.high == b.high ? a.low < b.low : a.high < b.high }

    init(low: UInt64, high: UInt64) {
        self.low = low
        self.high = high
    }

    /// Of a canonical byte form.
    init(_ bytes: UnsafeRawBufferPointer) {
        var hash = SipHash128()
        hash.absorb(bytes, compressionRounds: 1)
        (low, high) = hash.finish(finalizationRounds: 3)
    }

    /// Reads back what stands at an offset of a stored list.
    init(storedIn bytes: UnsafeRawBufferPointer, at offset: Int) {
        low = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
        high = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self))
    }
}

/// SipHash with 128 bits of output under a zero key (Aumasson and Bernstein, reference implementation 2.0).
///
/// A published function, so that another program can recompute what the ledger holds. The number of rounds is the
/// caller's: 2 and 4 for the published test vectors, 1 and 3, as many standard libraries use it, for fingerprints.
struct SipHash128 {
    private var v0: UInt64
    private var v1: UInt64
    private var v2: UInt64
    private var v3: UInt64

    init(key0: UInt64 = 0, key1: UInt64 = 0) {
        v0 = key0 ^ 0x736f_6d65_7073_6575
        v1 = key1 ^ 0x646f_7261_6e64_6f6d ^ 0xee
        v2 = key0 ^ 0x6c79_6765_6e65_7261
        v3 = key1 ^ 0x7465_6462_7974_6573
    }

    /// Takes the whole message; to be called once.
    @inline(__always)
    mutating func absorb(_ bytes: UnsafeRawBufferPointer, compressionRounds: Int) {
        var offset = 0
        while offset + 8 <= bytes.count {
            absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)), compressionRounds)
            offset += 8
        }
        var last = UInt64(truncatingIfNeeded: bytes.count) << 56
        var shift: UInt64 = 0
        while offset < bytes.count {
            last |= UInt64(bytes[offset]) << shift
            shift += 8
            offset += 1
        }
        absorb(last, compressionRounds)
    }

    /// The two halves of the hash, the first one first.
    @inline(__always)
    mutating func finish(finalizationRounds: Int) -> (UInt64, UInt64) {
        v2 ^= 0xee
        for _ in 0..<finalizationRounds { round() }
        let first = v0 ^ v1 ^ v2 ^ v3
        v1 ^= 0xdd
        for _ in 0..<finalizationRounds { round() }
        return (first, v0 ^ v1 ^ v2 ^ v3)
    }

    @inline(__always)
    private mutating func absorb(_ word: UInt64, _ rounds: Int) {
        v3 ^= word
        for _ in 0..<rounds { round() }
        v0 ^= word
    }

    @inline(__always)
    private mutating func round() {
        v0 = v0 &+ v1
        v1 = (v1 << 13 | v1 >> 51) ^ v0
        v0 = v0 << 32 | v0 >> 32
        v2 = v2 &+ v3
        v3 = (v3 << 16 | v3 >> 48) ^ v2
        v0 = v0 &+ v3
        v3 = (v3 << 21 | v3 >> 43) ^ v0
        v2 = v2 &+ v1
        v1 = (v1 << 17 | v1 >> 47) ^ v2
        v2 = v2 << 32 | v2 >> 32
    }
}

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
        var hash = SipHash128(compressionRounds: 1, finalizationRounds: 3)
        hash.absorb(bytes)
        (low, high) = hash.finish()
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
    private let compressionRounds: Int
    private let finalizationRounds: Int
    /// Bytes absorbed in whole words.
    private var absorbed = 0
    /// The bytes behind the last whole word.
    private var tail: UInt64 = 0
    private var tailLength = 0

    @inline(__always)
    init(key0: UInt64 = 0, key1: UInt64 = 0, compressionRounds: Int, finalizationRounds: Int) {
        v0 = key0 ^ 0x736f_6d65_7073_6575
        v1 = key1 ^ 0x646f_7261_6e64_6f6d ^ 0xee
        v2 = key0 ^ 0x6c79_6765_6e65_7261
        v3 = key1 ^ 0x7465_6462_7974_6573
        self.compressionRounds = compressionRounds
        self.finalizationRounds = finalizationRounds
    }

    /// Takes more of the message. All pieces but the last are a multiple of eight bytes long.
    @inline(__always)
    mutating func absorb(_ bytes: UnsafeRawBufferPointer) {
        precondition(tailLength == 0)
        var offset = 0
        while offset + 8 <= bytes.count {
            absorb(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
            offset += 8
        }
        absorbed += offset
        tailLength = bytes.count - offset
        for index in 0..<tailLength { tail |= UInt64(bytes[offset + index]) << UInt64(8 * index) }
    }

    /// The two halves of the hash of what was absorbed, the first one first.
    @inline(__always)
    consuming func finish() -> (UInt64, UInt64) {
        absorb(tail | UInt64(truncatingIfNeeded: absorbed + tailLength) << 56)
        v2 ^= 0xee
        for _ in 0..<finalizationRounds { round() }
        let first = v0 ^ v1 ^ v2 ^ v3
        v1 ^= 0xdd
        for _ in 0..<finalizationRounds { round() }
        return (first, v0 ^ v1 ^ v2 ^ v3)
    }

    @inline(__always)
    private mutating func absorb(_ word: UInt64) {
        v3 ^= word
        for _ in 0..<compressionRounds { round() }
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

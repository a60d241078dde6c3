import Testing

@testable import LedgerStore

@Suite("Tables of fingerprints")
struct FingerprintTablesTests {
    @Test("A set knows what was put in, and nothing else, also when everything collides")
    func set() {
        for spread: UInt64 in [0, 1, 0x9E37_79B9_7F4A_7C15] {
            var set = FingerprintSet(count: 1_000)
            for index in 0..<1_000 { set.insert(Fingerprint(low: UInt64(index) &* spread, high: UInt64(index))) }
            for index in 0..<1_000 {
                #expect(set.contains(Fingerprint(low: UInt64(index) &* spread, high: UInt64(index))))
                #expect(!set.contains(Fingerprint(low: UInt64(index) &* spread, high: UInt64(index + 5_000))))
            }
        }
    }

    @Test("A multiset gives each charge away once, equal ones in the order they were posted")
    func multiset() {
        let twin = Fingerprint(low: 1, high: 1)
        let other = Fingerprint(low: 17, high: 2)
        var charges = ChargeMultiset(expected: 4)
        charges.insert(4, twin, key: 0)
        charges.insert(3, other, key: 0)
        charges.insert(2, twin, key: 0)
        charges.insert(1, twin, key: 0)
        #expect(charges.take(twin) == 1)
        #expect(charges.take(twin) == 2)
        #expect(charges.remaining.map(\.chargeNumber) == [4, 3])
        #expect(charges.take(twin) == 4)
        #expect(charges.take(twin) == nil)
        #expect(charges.take(other) == 3)
        #expect(charges.take(other) == nil)
        #expect(charges.take(Fingerprint(low: 33, high: 3)) == nil)
        #expect(Array(charges.remaining).isEmpty)
    }

    @Test("Row numbers are remembered by key, and forgotten rather than mixed up beyond the limit")
    func rowNumbers() {
        var cache = RowNumberCache()
        let count = RowNumberCache.maximumEntries + 10
        for index in 0..<count { withKey(index) { cache.remember($0, Int64(index)) } }
        var known = 0
        for index in 0..<count {
            withKey(index) { key in
                guard let number = cache.find(key) else { return }
                #expect(number == Int64(index))
                known += 1
            }
        }
        #expect(known == 10)
    }

    private func withKey(_ index: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
        withUnsafeBytes(of: index.bigEndian) { body($0) }
    }
}

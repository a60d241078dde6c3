import BillingModel
import Testing

struct TextPoolTests {
    @Test("Equal texts are equal symbols, over any number of them")
    func interned() {
        var pool = TextPool()
        let first = (0..<5000).map { pool.intern("text \($0)") }
        let again = (0..<5000).map { pool.intern("text \($0)") }
        #expect(first == again)
        #expect(Set(first).count == 5000)
        #expect(first.indices.allSatisfy { pool[first[$0]] == "text \($0)" })
        #expect(pool.count == 5001)
    }

    @Test("The empty text is 0 in every pool") func empty() {
        var pool = TextPool()
        #expect(pool.intern("") == .empty)
        #expect(pool[.empty] == "")
    }

    @Test("Ordered by bytes", arguments: [("a", "b"), ("", "a"), ("a", "aa"), ("Z", "a"), ("a", "é")])
    func precedes(_ small: String, _ large: String) {
        var pool = TextPool()
        let (b, a) = (pool.intern(large), pool.intern(small))
        #expect(pool.precedes(a, b))
        #expect(!pool.precedes(b, a))
        #expect(!pool.precedes(a, a))
    }

    @Test("Found only when it is there") func find() {
        var pool = TextPool()
        let known = pool.intern("known")
        #expect("known".utf8.withContiguousStorageIfAvailable { pool.find(UnsafeRawBufferPointer($0)) } == known)
        #expect("unknown".utf8.withContiguousStorageIfAvailable { pool.find(UnsafeRawBufferPointer($0)) } == .some(nil))
    }

    @Test("Emptied, it starts again") func removeAll() {
        var pool = TextPool()
        _ = pool.intern("one")
        pool.removeAll()
        #expect(pool.count == 1)
        let two = pool.intern("two")
        #expect(pool[two] == "two")
    }
}

/// A text held in a ``TextPool``: four bytes that stand for it. `0` is the empty text in every pool.
package struct Symbol: Hashable, Comparable, Sendable {
    package let index: UInt32

    @inlinable
    package init(index: UInt32) { self.index = index }

    package static let empty = Symbol(index: 0)

    @inlinable package var isEmpty: Bool { index == 0 }
    @inlinable package static func < (a: Symbol, b: Symbol) -> Bool { a.index < b.index }
}

/// Texts side by side in one buffer, so that records stay plain memory and comparing ids is comparing integers.
///
/// Symbols mean something only together with their pool. Two symbols of one pool are equal exactly when their texts
/// are, provided that the texts came in through ``intern(_:)``; ``append(_:)`` is for batches that only carry texts.
package struct TextPool: Sendable {
    private var bytes: [UInt8] = []
    private var ends: [UInt32] = [0]
    /// Open addressing: symbol index + 1, `0` for a free place. Empty until the first ``intern(_:)``.
    private var table: [UInt32] = []
    /// Texts that this pool shares with others; they come first.
    private let base: SharedTexts?
    /// Symbols up to this index are the base's.
    private let offset: UInt32

    package init() {
        base = nil
        offset = 0
    }

    /// A pool that begins with the texts of another: its symbols keep their meaning, and new texts come after them. The
    /// texts are shared, not copied.
    package init(extending texts: SharedTexts) {
        base = texts
        offset = UInt32(texts.pool.count - 1)
    }

    /// Number of texts, the empty one included.
    package var count: Int { ends.count + Int(offset) }

    /// Bytes held, for limits.
    package var byteCount: Int { bytes.count }

    /// Makes room for so many texts of so many bytes in all, so that filling the pool moves nothing.
    package mutating func reserveCapacity(texts: Int, bytes count: Int) {
        ends.reserveCapacity(texts + 1)
        bytes.reserveCapacity(count)
    }

    package mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeLast(ends.count - 1)
        for index in table.indices { table[index] = 0 }
    }

    /// Adds a text without looking for an equal one.
    package mutating func append(_ text: UnsafeRawBufferPointer) -> Symbol {
        if text.isEmpty { return .empty }
        bytes.append(contentsOf: text)
        ends.append(UInt32(bytes.count))
        return Symbol(index: UInt32(ends.count - 1) + offset)
    }

    /// Adds a text, or gives back the symbol when that stands for the same text.
    package mutating func append(_ text: UnsafeRawBufferPointer, unlessEqualTo symbol: Symbol) -> Symbol {
        if text.isEmpty { return .empty }
        return equals(symbol, text) ? symbol : append(text)
    }

    /// The symbol of a text, new or known.
    package mutating func intern(_ text: UnsafeRawBufferPointer) -> Symbol {
        if text.isEmpty { return .empty }
        let hash = TextHash.hash(text)
        if let base, let known = base.pool.find(text, hash) { return known }
        if ends.count * 2 > table.count { grow() }
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while table[slot] != 0 {
            let candidate = Symbol(index: table[slot])
            if equals(candidate, text) { return candidate }
            slot = (slot + 1) & mask
        }
        let symbol = append(text)
        table[slot] = symbol.index
        return symbol
    }

    /// The symbol of a text, new or known.
    package mutating func intern(_ text: String) -> Symbol {
        var text = text
        return text.withUTF8 { intern(UnsafeRawBufferPointer($0)) }
    }

    /// The symbol of a text that is there already; `nil` when it is not.
    package func find(_ text: UnsafeRawBufferPointer) -> Symbol? {
        if text.isEmpty { return .empty }
        let hash = TextHash.hash(text)
        return base?.pool.find(text, hash) ?? find(text, hash)
    }

    private func find(_ text: UnsafeRawBufferPointer, _ hash: UInt64) -> Symbol? {
        if table.isEmpty { return nil }
        let mask = table.count - 1
        var slot = Int(truncatingIfNeeded: hash) & mask
        while table[slot] != 0 {
            let candidate = Symbol(index: table[slot])
            if equals(candidate, text) { return candidate }
            slot = (slot + 1) & mask
        }
        return nil
    }

    /// Number of bytes of a text.
    @inline(__always)
    package func length(_ symbol: Symbol) -> Int {
        if symbol.index <= offset { return symbol.isEmpty ? 0 : base?.pool.length(symbol) ?? 0 }
        let local = Int(symbol.index - offset)
        return Int(ends[local] - ends[local - 1])
    }

    /// The text's bytes, valid inside the closure.
    @inline(__always)
    package func withBytes<Result>(
        _ symbol: Symbol, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        if symbol.index <= offset {
            if !symbol.isEmpty, let base { return try base.pool.withOwnBytes(symbol.index, body) }
            return try body(UnsafeRawBufferPointer(start: nil, count: 0))
        }
        return try withOwnBytes(symbol.index - offset, body)
    }

    /// A text of this pool itself, by its place among its own.
    @inline(__always)
    private func withOwnBytes<Result>(
        _ place: UInt32, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        let start = Int(ends[Int(place) - 1])
        let end = Int(ends[Int(place)])
        return try bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<end])) }
    }

    /// Every text of a pool at once, as plain memory: for loops over the rows of a batch, where one closure for each
    /// text costs more than what is done with it. Pointers are valid inside the closure that hands it out.
    package struct Contents {
        @usableFromInline let bytes: UnsafeRawPointer?
        @usableFromInline let ends: UnsafePointer<UInt32>

        @usableFromInline
        init(bytes: UnsafeRawPointer?, ends: UnsafePointer<UInt32>) {
            self.bytes = bytes
            self.ends = ends
        }

        /// The text's bytes. The symbol must be one of the pool's.
        @inlinable @inline(__always)
        package subscript(symbol: Symbol) -> UnsafeRawBufferPointer {
            if symbol.isEmpty { return UnsafeRawBufferPointer(start: nil, count: 0) }
            let start = Int(ends[Int(symbol.index) - 1])
            return UnsafeRawBufferPointer(
                start: bytes.map { $0 + start }, count: Int(ends[Int(symbol.index)]) - start)
        }
    }

    /// Hands out all texts at once, valid inside the closure. For pools of their own, without a base.
    package func withContents<Result, Failure: Error>(
        _ body: (Contents) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        precondition(base == nil, "a pool with a base has its texts in two places")
        return try bytes.span.withUnsafeBytes { bytes throws(Failure) in
            try ends.withUnsafeBufferPointer { ends throws(Failure) in
                guard let first = ends.baseAddress else { preconditionFailure("a pool holds at least one end") }
                return try body(Contents(bytes: bytes.baseAddress, ends: first))
            }
        }
    }

    /// The text.
    package subscript(symbol: Symbol) -> String {
        withBytes(symbol) { String(decoding: $0, as: UTF8.self) }
    }

    /// Compares two texts of this pool by their bytes: the order reports are sorted by.
    package func precedes(_ a: Symbol, _ b: Symbol) -> Bool {
        if a == b { return false }
        return withBytes(a) { left in withBytes(b) { right in left.lexicographicallyPrecedes(right) } }
    }

    private func equals(_ symbol: Symbol, _ text: UnsafeRawBufferPointer) -> Bool {
        withBytes(symbol) { held in
            held.count == text.count && TextHash.areEqual(held, text)
        }
    }

    private mutating func grow() {
        let size = max(64, table.count * 2)
        table = [UInt32](repeating: 0, count: size)
        for index in 1..<max(1, ends.count) {
            let symbol = Symbol(index: UInt32(index) + offset)
            var slot = withBytes(symbol) { Int(truncatingIfNeeded: TextHash.hash($0)) } & (size - 1)
            while table[slot] != 0 { slot = (slot + 1) & (size - 1) }
            table[slot] = symbol.index
        }
    }
}

/// Texts that several pools begin with; fixed from now on.
package final class SharedTexts: Sendable {
    package let pool: TextPool

    package init(_ pool: TextPool) { self.pool = pool }
}

/// A fast hash of bytes, the same in every process: for tables in memory and for spreading work, never for identity.
package enum TextHash {
    /// Mixes eight bytes at a time (multiply and fold); the tail is read as one more word.
    @inlinable
    package static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
        var state: UInt64 = 0x9E37_79B9_7F4A_7C15 ^ UInt64(bytes.count)
        var index = 0
        let count = bytes.count
        while index + 8 <= count {
            state = mix(state ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
            index += 8
        }
        var tail: UInt64 = 0
        while index < count {
            tail = tail << 8 | UInt64(bytes[index])
            index += 1
        }
        return mix(state ^ tail)
    }

    /// Compares two texts of one length, eight bytes at a time.
    static func areEqual(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer) -> Bool {
        var index = 0
        while index + 8 <= left.count {
            if left.loadUnaligned(fromByteOffset: index, as: UInt64.self)
                != right.loadUnaligned(fromByteOffset: index, as: UInt64.self)
            {
                return false
            }
            index += 8
        }
        while index < left.count {
            if left[index] != right[index] { return false }
            index += 1
        }
        return true
    }

    @inlinable
    static func mix(_ value: UInt64) -> UInt64 {
        let (high, low) = (value ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
        return high ^ low
    }
}

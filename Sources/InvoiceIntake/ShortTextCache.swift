/// Remembers how the short texts seen lately were read, so that a word which stands on every line is looked up once.
struct ShortTextCache<Value> {
    /// Up to 32 bytes as four words: the first eight bytes, the last eight, and the two eights that meet in the middle.
    private struct Key: Equatable {
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        /// 0 is a free place.
        var count = 0

        @inline(__always)
        static func == (left: Key, right: Key) -> Bool {
            (left.words.0 ^ right.words.0) | (left.words.1 ^ right.words.1) | (left.words.2 ^ right.words.2)
                | (left.words.3 ^ right.words.3) | UInt64(left.count ^ right.count) == 0
        }
    }

    private var keys: InlineArray<16, Key>
    private var values: InlineArray<16, Value>

    init(unknown: Value) {
        keys = .init(repeating: Key())
        values = .init(repeating: unknown)
    }

    /// What `read` makes of the text, which must depend on nothing else.
    @inline(__always)
    mutating func value(of text: UnsafeRawBufferPointer, _ read: (UnsafeRawBufferPointer) -> Value) -> Value {
        guard let key = ShortTextCache.key(text) else { return read(text) }
        let mixed = (key.words.0 ^ key.words.1 &* 3 ^ key.words.2 &* 5 ^ key.words.3 &* 7) &* 0x9E37_79B9_7F4A_7C15
        let place = Int(mixed >> 60)
        if keys[place] != key {
            values[place] = read(text)
            keys[place] = key
        }
        return values[place]
    }

    /// The words overlap instead of being padded: with the length beside them they say the same.
    @inline(__always)
    private static func key(_ text: UnsafeRawBufferPointer) -> Key? {
        let count = text.count
        var key = Key()
        key.count = count
        if count >= 16 {
            if count > 32 { return nil }
            key.words = (word(text, 0), word(text, count - 8), word(text, 8), word(text, count - 16))
        } else if count >= 8 {
            key.words = (word(text, 0), word(text, count - 8), 0, 0)
        } else if count >= 4 {
            key.words.0 = UInt64(text.loadUnaligned(fromByteOffset: 0, as: UInt32.self))
            key.words.1 = UInt64(text.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
        } else if count > 0 {
            for byte in text { key.words.0 = key.words.0 << 8 | UInt64(byte) }
        } else {
            return nil
        }
        return key
    }

    @inline(__always)
    private static func word(_ text: UnsafeRawBufferPointer, _ offset: Int) -> UInt64 {
        text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
}

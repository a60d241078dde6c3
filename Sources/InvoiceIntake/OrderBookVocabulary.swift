/// The words of one column, such as `monthly` and `annual`: each spelling is understood once and then found by its
/// bytes.
struct OrderBookVocabulary<Meaning> {
    private var spellings: [(key: UInt128, meaning: Meaning)] = []
    private let understand: (String) -> Meaning?

    /// Words of a column repeat; a column with more spellings than this is understood word by word.
    private static var capacity: Int { 32 }
    private static var longestKey: Int { 15 }

    init(_ understand: @escaping (String) -> Meaning?) {
        self.understand = understand
    }

    /// What the word means; `nil` when it is none of the column's.
    @inline(__always)
    mutating func meaning(of word: UnsafeRawBufferPointer) -> Meaning? {
        if word.count > Self.longestKey { return understand(String(decoding: word, as: UTF8.self)) }
        var key = UInt128(word.count)
        for byte in word { key = key << 8 | UInt128(byte) }
        for spelling in spellings where spelling.key == key { return spelling.meaning }
        return learn(word, key)
    }

    /// What the cell's word means; throws when it is none of the column's.
    @inline(__always)
    mutating func meaning(
        of cell: UnsafeRawBufferPointer, in column: OrderBookColumn
    ) throws(OrderBookRowFault) -> Meaning {
        guard let meaning = meaning(of: cell) else {
            throw OrderBookRowFault(column, cell, "not one of the words of this column")
        }
        return meaning
    }

    private mutating func learn(_ word: UnsafeRawBufferPointer, _ key: UInt128) -> Meaning? {
        let meaning = understand(String(decoding: word, as: UTF8.self))
        if let meaning, spellings.count < Self.capacity { spellings.append((key, meaning)) }
        return meaning
    }
}

import BillingModel

/// Symbol to order lines: a sorted array and a binary search, cheaper to build than a hash table for a few hundred.
struct SymbolIndex {
    struct Entry {
        let symbol: Symbol
        let line: Int
    }

    private var entries: [Entry] = []

    mutating func reserve(_ count: Int) { entries.reserveCapacity(count) }

    mutating func add(_ symbol: Symbol, _ line: Int) {
        if symbol.isEmpty { return }
        // Rows of one line follow each other.
        if let last = entries.last, last.symbol == symbol, last.line == line { return }
        entries.append(Entry(symbol: symbol, line: line))
    }

    /// Sorts, drops repeats.
    mutating func seal() {
        var isSorted = true
        for index in entries.indices.dropFirst() where !precedes(entries[index - 1], entries[index]) {
            isSorted = false
            break
        }
        if isSorted { return }
        entries.sort(by: precedes)
        var kept = 0
        for index in entries.indices {
            if index > 0, entries[index].symbol == entries[kept - 1].symbol,
                entries[index].line == entries[kept - 1].line
            {
                continue
            }
            entries[kept] = entries[index]
            kept += 1
        }
        entries.removeLast(entries.count - kept)
    }

    private func precedes(_ a: Entry, _ b: Entry) -> Bool {
        a.symbol == b.symbol ? a.line < b.line : a.symbol < b.symbol
    }

    subscript(symbol: Symbol) -> ArraySlice<Entry> {
        let range = range(symbol)
        return entries[range]
    }

    /// The order line of a symbol that names exactly one.
    func only(_ symbol: Symbol) -> Int? {
        let range = range(symbol)
        return range.count == 1 ? entries[range.lowerBound].line : nil
    }

    private func range(_ symbol: Symbol) -> Range<Int> {
        if symbol.isEmpty { return 0..<0 }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].symbol < symbol { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < entries.count, entries[end].symbol == symbol { end += 1 }
        return low..<end
    }
}

import BillingModel

/// The order book of one account: rows grouped into order lines, and the indexes that the ladder climbs.
struct OrderLines {
    private(set) var rows: [OrderRow]
    var lines: [OrderLine] = []
    private var byOrder = SymbolIndex()
    private var byAlternate = SymbolIndex()
    private var bySubscription = SymbolIndex()
    private var byProduct = SymbolIndex()
    /// Some row states an end date.
    private(set) var hasStatedEnds = false

    init(_ unsorted: [OrderRow]) {
        rows = unsorted
        guard !rows.isEmpty else { return }
        hasStatedEnds = rows.contains { $0.endDate != nil }
        let owner = OrderLines.owners(rows)
        let order = rows.indices.sorted { a, b in
            if owner[a] != owner[b] { return owner[a] < owner[b] }
            let (left, right) = (rows[a], rows[b])
            if left.effectiveDate != right.effectiveDate { return left.effectiveDate < right.effectiveDate }
            if left.orderDate != right.orderDate { return left.orderDate < right.orderDate }
            return left.source < right.source
        }
        rows = order.map { unsorted[$0] }
        let owners = order.map { owner[$0] }
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, owners[end] == owners[start] { end += 1 }
            lines.append(makeLine(start..<end))
            start = end
        }
        buildIndexes()
    }

    /// For each row the first row of the order line it belongs to. An order line without a `new` row of its own joins
    /// the line of the same customer and subscription that has one (discrepancy classes, *The order book*).
    private static func owners(_ rows: [OrderRow]) -> [Int] {
        struct LineKey: Hashable {
            let order: OrderID
            let number: Int32
        }
        struct SubscriptionKey: Hashable {
            let customer: CustomerID
            let subscription: SubscriptionID
        }
        if rows.count == 1 { return [0] }
        var firstOfLine: [LineKey: Int] = Dictionary(minimumCapacity: rows.count)
        var hasNew: Set<Int> = []
        var owner: [Int] = []
        owner.reserveCapacity(rows.count)
        for (index, row) in rows.enumerated() {
            let first = firstOfLine[LineKey(order: row.order, number: row.lineNumber)] ?? index
            if first == index { firstOfLine[LineKey(order: row.order, number: row.lineNumber)] = index }
            owner.append(first)
            if row.transaction == .new { hasNew.insert(first) }
        }
        if hasNew.count == firstOfLine.count { return owner }
        var bases: [SubscriptionKey: Int] = [:]
        for first in hasNew.sorted(by: { precedes(rows[$0], rows[$1]) }) where !rows[first].subscription.isEmpty {
            let key = SubscriptionKey(customer: rows[first].customer, subscription: rows[first].subscription)
            if bases[key] == nil { bases[key] = first }
        }
        for index in owner.indices where !hasNew.contains(owner[index]) {
            let row = rows[owner[index]]
            guard !row.subscription.isEmpty else { continue }
            let key = SubscriptionKey(customer: row.customer, subscription: row.subscription)
            if let base = bases[key] { owner[index] = base }
        }
        return owner
    }

    private static func precedes(_ a: OrderRow, _ b: OrderRow) -> Bool {
        if a.effectiveDate != b.effectiveDate { return a.effectiveDate < b.effectiveDate }
        if a.orderDate != b.orderDate { return a.orderDate < b.orderDate }
        return a.source < b.source
    }

    private func makeLine(_ range: Range<Int>) -> OrderLine {
        let first = range.first { rows[$0].transaction == .new } ?? range.lowerBound
        let row = rows[first]
        func firstNonEmpty<T>(_ id: (OrderRow) -> Identifier<T>) -> Identifier<T> {
            if !id(row).isEmpty { return id(row) }
            return range.first { !id(rows[$0]).isEmpty }.map { id(rows[$0]) } ?? .none
        }
        return OrderLine(
            rows: range, order: row.order, number: row.lineNumber, customer: row.customer,
            subscription: firstNonEmpty(\.subscription), alternate: firstNonEmpty(\.alternate),
            currency: row.currency, billingCycle: row.billingCycle, start: rows[range.lowerBound].effectiveDate,
            orderDate: row.orderDate, isLegacy: row[.skuID].isEmpty,
            isDead: range.allSatisfy { rows[$0].status == .cancelled || rows[$0].status == .failed })
    }

    private mutating func buildIndexes() {
        for (index, line) in lines.enumerated() {
            for row in rows[line.rows] {
                byOrder.add(row[.orderID], index)
                byAlternate.add(row[.alternateID], index)
                bySubscription.add(row[.subscriptionID], index)
                byProduct.add(row[.productID], index)
            }
        }
        byOrder.seal()
        byAlternate.seal()
        bySubscription.seal()
        byProduct.seal()
    }

    func withOrder(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { byOrder[id] }
    func withAlternate(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { byAlternate[id] }
    func withSubscription(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { bySubscription[id] }
    func withProduct(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { byProduct[id] }
}

/// Symbol to order lines: a sorted array and a binary search, cheaper to build than a hash table for a few hundred.
struct SymbolIndex {
    struct Entry {
        let symbol: Symbol
        let line: Int
    }

    private var entries: [Entry] = []

    mutating func add(_ symbol: Symbol, _ line: Int) {
        if !symbol.isEmpty { entries.append(Entry(symbol: symbol, line: line)) }
    }

    /// Sorts, drops repeats.
    mutating func seal() {
        entries.sort { ($0.symbol, $0.line) < ($1.symbol, $1.line) }
        var kept = 0
        for index in entries.indices {
            if index > 0, entries[index].symbol == entries[kept - 1].symbol, entries[index].line == entries[kept - 1].line {
                continue
            }
            entries[kept] = entries[index]
            kept += 1
        }
        entries.removeLast(entries.count - kept)
    }

    subscript(symbol: Symbol) -> ArraySlice<Entry> {
        if symbol.isEmpty { return [] }
        var low = 0
        var high = entries.count
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].symbol < symbol { low = middle + 1 } else { high = middle }
        }
        var end = low
        while end < entries.count, entries[end].symbol == symbol { end += 1 }
        return entries[low..<end]
    }
}

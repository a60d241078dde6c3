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
    /// Some order line begins with a change of what the book does not have.
    private(set) var hasUnseenBeginnings = false
    /// Some row names the base of an add-on.
    private(set) var hasReferences = false
    private var hasFurtherIndexes = false

    init() { rows = [] }

    /// - Parameter unsorted: in the order of their sources.
    init(_ unsorted: [OrderRow]) {
        rows = unsorted
        for index in rows.indices {
            if rows[index].endDate != nil { hasStatedEnds = true }
            if !rows[index][.referenceID].isEmpty { hasReferences = true }
        }
        lines.reserveCapacity(rows.count)
        if OrderLines.areAllNew(rows) {
            for index in rows.indices { lines.append(makeLine(index..<index + 1)) }
        } else {
            group()
        }
        byOrder.reserve(lines.count)
        for index in lines.indices {
            for row in lines[index].rows { byOrder.add(rows[row][.orderID], index) }
        }
        byOrder.seal()
    }

    /// Every row is the `new` row of an order line of its own: nothing to group.
    private static func areAllNew(_ rows: [OrderRow]) -> Bool {
        for index in rows.indices where rows[index].transaction != .new { return false }
        if rows.count == 1 { return true }
        var keys = rows.indices.map {
            UInt64(rows[$0][.orderID].index) << 32 | UInt64(UInt32(bitPattern: rows[$0].lineNumber))
        }
        keys.sort()
        for index in keys.indices.dropFirst() where keys[index] == keys[index - 1] { return false }
        return true
    }

    private mutating func group() {
        let unsorted = rows
        let owner = OrderLines.owners(rows)
        let order = rows.indices.sorted { a, b in
            if owner[a] != owner[b] { return owner[a] < owner[b] }
            return OrderLines.precedes(unsorted[a], unsorted[b])
        }
        rows = order.map { unsorted[$0] }
        let owners = order.map { owner[$0] }
        var start = 0
        while start < rows.count {
            var end = start + 1
            while end < rows.count, owners[end] == owners[start] { end += 1 }
            lines.append(makeLine(start..<end))
            if lines[lines.count - 1].beginsWithChange { hasUnseenBeginnings = true }
            start = end
        }
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
        let first =
            range.count == 1 ? range.lowerBound : (range.first { rows[$0].transaction == .new } ?? range.lowerBound)
        return OrderLine(
            rows: range, order: rows[first].order, number: rows[first].lineNumber, customer: rows[first].customer,
            subscription: SubscriptionID(firstNonEmpty(.subscriptionID, first, range)),
            currency: rows[first].currency, billingCycle: rows[first].billingCycle,
            start: (range.first { rows[$0].status == .completed }.map { rows[$0] } ?? rows[range.lowerBound])
                .effectiveDate, orderDate: rows[first].orderDate,
            isLegacy: rows[first][.skuID].isEmpty,
            isDead: range.allSatisfy { rows[$0].status == .cancelled || rows[$0].status == .failed },
            hasCompletedRow: range.contains { rows[$0].status == .completed },
            hasPendingRow: range.count > 1 && range.contains { rows[$0].status == .pending }
                && range.contains { rows[$0].status == .completed },
            beginsWithChange: beginsWithChange(range))
    }

    private func beginsWithChange(_ range: Range<Int>) -> Bool {
        // A row of its own is nearly always a purchase.
        if range.count == 1, rows[range.lowerBound].transaction == .new { return false }
        if rows[range.lowerBound].billingCycle.months == nil { return false }
        let counting = range.filter { rows[$0].status == .completed }
        guard let first = counting.first, !counting.contains(where: { rows[$0].transaction == .new }) else {
            return false
        }
        return rows[first].transaction != .renew && rows[first].transaction != .cancel
    }

    private func firstNonEmpty(_ text: OrderText, _ first: Int, _ range: Range<Int>) -> Symbol {
        if !rows[first][text].isEmpty || range.count == 1 { return rows[first][text] }
        return range.first { !rows[$0][text].isEmpty }.map { rows[$0][text] } ?? .empty
    }

    /// A single completed or pending row with nominal dates: its cycles follow without a timeline.
    func isPlain(_ line: Int) -> Bool {
        guard lines[line].rows.count == 1, !lines[line].isDead else { return false }
        let row = lines[line].rows.lowerBound
        return rows[row].transaction == .new && rows[row].endDate == nil && rows[row].autoRenew
    }

    /// The indexes that only the ladder's later rungs and faults climb by.
    mutating func indexFurther() {
        if hasFurtherIndexes { return }
        hasFurtherIndexes = true
        for index in lines.indices {
            for row in lines[index].rows {
                byAlternate.add(rows[row][.alternateID], index)
                bySubscription.add(rows[row][.subscriptionID], index)
                byProduct.add(rows[row][.productID], index)
            }
        }
        byAlternate.seal()
        bySubscription.seal()
        byProduct.seal()
    }

    /// The order line of an order id that names exactly one.
    func onlyLine(ofOrder id: Symbol) -> Int? { byOrder.only(id) }

    func withOrder(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { byOrder[id] }
    func withAlternate(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { byAlternate[id] }
    func withSubscription(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { bySubscription[id] }
    func withProduct(_ id: Symbol) -> ArraySlice<SymbolIndex.Entry> { byProduct[id] }
}

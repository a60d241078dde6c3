internal import BillingModel

/// The lines of both sides, set against each other through the seller's item id.
///
/// Both sides may split what the other has in one line, so lines are compared in groups: first those of one item, order
/// and period, then what is left by item and period, then by item alone. A group whose sums agree is settled.
extension DocumentTieOut {
    /// Lines reported one by one, per side; the rest is counted.
    private static let shown = 200

    mutating func checkLines() throws(ArithmeticOverflow) {
        var documents: [Int] = Array(document.lines.indices)
        var billed: [Int] = Array(reconciled.lines.indices)
        let items = Set(reconciled.lines.map { LineTieOutKey.item($0.product, $0.sku) })
        let keys = document.lines.map { LineTieOutKey.item(of: $0, known: items) }
        guard keys.contains(where: { !$0.isEmpty }) else {
            if !document.lines.isEmpty, !reconciled.lines.isEmpty {
                note = "none of its lines names an item that the reconciliation has: only totals were compared"
            }
            return
        }
        for depth in LineTieOutKey.Depth.allCases {
            try settle(&documents, &billed, keys, depth)
        }
        try reportGroups(&documents, &billed, keys)
        try reportLeft(documents, billed)
    }

    /// Takes out the groups whose money and units agree.
    private mutating func settle(
        _ documents: inout [Int], _ billed: inout [Int], _ keys: [String], _ depth: LineTieOutKey.Depth
    ) throws(ArithmeticOverflow) {
        let left = Dictionary(grouping: documents) { key($0, keys, depth) }
        let right = Dictionary(grouping: billed) { key(billed: $0, depth) }
        var settled: Set<LineTieOutKey> = []
        for (key, lines) in left {
            guard !key.item.isEmpty, let others = right[key] else { continue }
            let (stated, expected) = (try documentSum(lines), billedSum(others))
            if (stated - expected).magnitude <= tolerance { settled.insert(key) }
        }
        documents.removeAll { settled.contains(key($0, keys, depth)) }
        billed.removeAll { settled.contains(key(billed: $0, depth)) }
    }

    /// Groups with lines on both sides that do not agree: one finding each.
    private mutating func reportGroups(
        _ documents: inout [Int], _ billed: inout [Int], _ keys: [String]
    ) throws(ArithmeticOverflow) {
        for depth in [LineTieOutKey.Depth.period, .item] {
            let left = Dictionary(grouping: documents) { key($0, keys, depth) }
            let right = Dictionary(grouping: billed) { key(billed: $0, depth) }
            var reported: Set<LineTieOutKey> = []
            for (key, lines) in left.sorted(by: { $0.value[0] < $1.value[0] }) {
                guard !key.item.isEmpty, let others = right[key] else { continue }
                differences.append(try mismatch(lines, others, key))
                reported.insert(key)
            }
            documents.removeAll { reported.contains(key($0, keys, depth)) }
            billed.removeAll { reported.contains(key(billed: $0, depth)) }
        }
    }

    private func mismatch(
        _ lines: [Int], _ others: [Int], _ key: LineTieOutKey
    ) throws(ArithmeticOverflow) -> DocumentDifference {
        let (stated, expected) = (try documentSum(lines), billedSum(others))
        let quantity = try ExactDecimal.sum(lines.map { document.lines[$0].quantity?.value ?? .zero })
        let billedQuantity = document.sign < 0 ? -quantity : quantity
        let expectedQuantity = try ExactDecimal.sum(others.map { reconciled.lines[$0].quantity })
        let price = lines.count == 1 ? document.lines[lines[0]].price?.value : nil
        let expectedPrice = others.count == 1 ? reconciled.lines[others[0]].price : nil
        var what = "amount"
        if billedQuantity.magnitude != expectedQuantity.magnitude {
            what = "quantity"
        } else if let price, let expectedPrice, price != expectedPrice {
            what = "price"
        }
        let place = lines.map { document.lines[$0].id }.joined(separator: ", ")
        var difference = DocumentDifference(
            .documentLineMismatch, "\(key.item) \(key.period?.description ?? "")",
            "Line \(place) of the document comes to \(stated), the reconciliation has \(expected) for the same item: "
                + "the \(what) differs.",
            expected: expected, billed: stated)
        difference.expectedQuantity = expectedQuantity
        difference.billedQuantity = billedQuantity
        difference.expectedPrice = expectedPrice
        difference.billedPrice = price
        difference.item = key.item
        difference.period = key.period ?? (others.count == 1 ? reconciled.lines[others[0]].period : nil)
        difference.documentLines = lines.map { document.lines[$0].line }
        difference.sources = others.map { reconciled.lines[$0].source }
        return difference
    }

    /// What stands on one side only.
    private mutating func reportLeft(_ documents: [Int], _ billed: [Int]) throws(ArithmeticOverflow) {
        for index in documents.prefix(DocumentTieOut.shown) {
            let line = document.lines[index]
            let stated = try documentSum([index])
            var difference = DocumentDifference(
                .documentLineUnmatched, "document line \(line.id)",
                "Line \(line.id) of the document (\(line.name.prefix(80))) is not in the reconciliation.",
                expected: .zero, billed: stated)
            difference.billedQuantity = line.quantity?.value
            difference.billedPrice = line.price?.value
            difference.item = line.sellerItem
            difference.period = line.period.whole
            difference.documentLines = [line.line]
            differences.append(difference)
        }
        for index in billed.prefix(DocumentTieOut.shown) where !reconciled.lines[index].subtotal.isZero {
            let line = reconciled.lines[index]
            var difference = DocumentDifference(
                .documentLineUnmatched, "billed \(LineTieOutKey.item(line.product, line.sku)) \(line.source.line)",
                "A billed line is not on the document.", expected: line.subtotal, billed: .zero)
            difference.expectedQuantity = line.quantity
            difference.expectedPrice = line.price
            difference.item = LineTieOutKey.item(line.product, line.sku)
            difference.period = line.period
            difference.sources = [line.source]
            differences.append(difference)
        }
        let more = max(0, documents.count - DocumentTieOut.shown) + max(0, billed.count - DocumentTieOut.shown)
        if more > 0 {
            differences.append(
                DocumentDifference(
                    .documentLineUnmatched, "more", "\(more) more lines stand on one side only."))
        }
    }

    private func documentSum(_ lines: [Int]) throws(ArithmeticOverflow) -> Amount {
        try amount(try ExactDecimal.sum(lines.map { document.lines[$0].net?.value ?? .zero }))
    }

    private func billedSum(_ lines: [Int]) -> Amount {
        lines.reduce(into: Amount.zero) { $0 += reconciled.lines[$1].subtotal }
    }

    private func key(_ index: Int, _ keys: [String], _ depth: LineTieOutKey.Depth) -> LineTieOutKey {
        LineTieOutKey(keys[index], document.lines[index].period.whole, document.orderReference, depth)
    }

    private func key(billed index: Int, _ depth: LineTieOutKey.Depth) -> LineTieOutKey {
        let line = reconciled.lines[index]
        return LineTieOutKey(LineTieOutKey.item(line.product, line.sku), line.period, line.orderID, depth)
    }
}

/// What lines have to have in common to be set against each other.
struct LineTieOutKey: Hashable {
    enum Depth: CaseIterable {
        case order, period, item
    }

    let item: String
    let period: BillingPeriod?
    let order: String

    init(_ item: String, _ period: BillingPeriod?, _ order: String, _ depth: Depth) {
        self.item = item
        self.period = depth == .item ? nil : period
        self.order = depth == .order ? order.lowercased() : ""
    }

    /// `product:sku`, which is what survives a change of the price list.
    static func item(_ product: String, _ sku: String) -> String {
        (sku.isEmpty ? product : product + ":" + sku).lowercased()
    }

    /// The item that a line of a document names by any of its ids, if the reconciliation has it; otherwise nothing.
    static func item(of line: ElectronicInvoiceLine, known: Set<String>) -> String {
        let ids = [line.sellerItem, line.buyerItem, line.standardItem].map { $0.lowercased() }
        for id in ids where !id.isEmpty {
            if known.contains(id) { return id }
            let parts = id.split(separator: ":")
            if parts.count > 2, known.contains(parts[0] + ":" + parts[1]) { return parts[0] + ":" + parts[1] }
        }
        return ""
    }
}

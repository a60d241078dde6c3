import BillingModel

extension CustomerAccount {
    /// The account with lines and rows in the order of their sources, whatever order they were handed over in.
    func inSourceOrder() -> CustomerAccount {
        let isOrdered =
            CustomerAccount.isOrdered(lines.count) { lines[$0].source < lines[$1].source }
            && CustomerAccount.isOrdered(ratedUsage.count) { ratedUsage[$0].source < ratedUsage[$1].source }
            && CustomerAccount.isOrdered(orders.count) { orders[$0].source < orders[$1].source }
        if isOrdered { return self }
        var sorted = self
        sorted.lines.sort { $0.source < $1.source }
        sorted.ratedUsage.sort { $0.source < $1.source }
        sorted.orders.sort { $0.source < $1.source }
        return sorted
    }

    private static func isOrdered(_ count: Int, _ precedes: (Int, Int) -> Bool) -> Bool {
        var index = 1
        while index < count {
            if precedes(index, index - 1) { return false }
            index += 1
        }
        return true
    }

    /// Lines under an alias take the item that was ordered, so that everything compares with it; the billed items come
    /// back by line, for the reports. An alias may name a product alone; the SKU then stays.
    func applying(_ aliases: [ProductAlias]) -> (account: CustomerAccount, billed: [Int: CatalogItemID]) {
        let known = aliases.compactMap(symbols)
        if known.isEmpty { return (self, [:]) }
        var account = self
        var billed: [Int: CatalogItemID] = [:]
        for index in lines.indices {
            let item = lines[index].item
            let alias = known.first {
                $0.billed.product == item.product && ($0.billed.sku.isEmpty || $0.billed.sku == item.sku)
            }
            guard let alias else { continue }
            billed[index] = item
            account.lines[index][.productID] = alias.ordered.product
            if !alias.ordered.sku.isEmpty { account.lines[index][.skuID] = alias.ordered.sku }
            // Another item has other availabilities; there is nothing to drift from.
            account.lines[index][.availabilityID] = .empty
        }
        return (account, billed)
    }

    /// `nil` when a text of the alias is nowhere in the account: it cannot apply.
    private func symbols(_ alias: ProductAlias) -> (billed: CatalogItemID, ordered: CatalogItemID)? {
        guard let billed = item(alias.billed), let ordered = item(alias.ordered) else { return nil }
        return (billed, ordered)
    }

    private func item(_ text: String) -> CatalogItemID? {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard let first = parts.first, let product = symbol(first) else { return nil }
        if parts.count == 1 { return CatalogItemID(product: product, sku: .empty, availability: .empty) }
        return symbol(parts[1]).map { CatalogItemID(product: product, sku: $0, availability: .empty) }
    }

    private func symbol(_ text: String) -> Symbol? {
        var text = text
        return text.withUTF8 { texts.find(UnsafeRawBufferPointer($0)) }
    }
}

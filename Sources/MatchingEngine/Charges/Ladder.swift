import BillingModel

extension AccountMatching {
    /// Finds each charge's candidate order lines: the first rung that yields any decides (discrepancy classes,
    /// *The ladder*).
    mutating func climbLadder() {
        if orders.lines.isEmpty { return }
        var others: [Int] = []
        for index in charges.indices where !takeOnlyOrder(index) { others.append(index) }
        if others.isEmpty { return }
        orders.indexFurther()
        for index in others {
            for rung in rules.ladder {
                let found = candidates(of: charges[index], on: rung)
                if found.isEmpty || isOfAnotherSubscription(found, charges[index].line) { continue }
                let kept = narrowed(found, line(charges[index]))
                charges[index].rung = rung
                charges[index].candidate = kept.first
                if kept.count > 1 {
                    charges[index].further = furtherCandidates.count
                    furtherCandidates.append(Array(kept.dropFirst()))
                }
                break
            }
        }
    }

    /// The common case without a list: the order id names one order line, and it has the item.
    private mutating func takeOnlyOrder(_ index: Int) -> Bool {
        guard startsWithOrderID else { return false }
        let position = charges[index].line
        guard let only = orders.onlyLine(ofOrder: account.lines[position][.orderID]), isFitting(only, position, .exact)
        else {
            return false
        }
        let (billed, ordered) = (account.lines[position].subscription, orders.lines[only].subscription)
        if billed != ordered, !billed.isEmpty, !ordered.isEmpty { return false }
        charges[index].rung = .orderID
        charges[index].candidate = only
        return true
    }

    /// Every order line that a rung yields names another subscription than the billed line, whose own the order book has
    /// with this item: narrowing by subscription leaves nothing, and a later rung finds the order. A subscription that no
    /// order line names says nothing against the order id.
    private func isOfAnotherSubscription(_ found: [Int], _ position: Int) -> Bool {
        let billed = account.lines[position].subscription
        if billed.isEmpty || account.lines[position].isUsage { return false }
        let isNamed = found.contains {
            orders.lines[$0].subscription.isEmpty || names($0, .subscriptionID, billed.symbol)
        }
        if isNamed { return false }
        return orders.withSubscription(billed.symbol).contains { isFitting($0.line, position, .exact) }
    }

    /// The live order lines that a rung yields, in line order.
    private func candidates(of charge: BilledCharge, on rung: Rung) -> [Int] {
        let line = line(charge)
        func fitting(_ entries: ArraySlice<SymbolIndex.Entry>, _ fit: ItemFit) -> [Int] {
            entries.map(\.line).filter { isFitting($0, charge.line, fit) }
        }
        switch rung {
        case .orderID: return fitting(orders.withOrder(line[.orderID]), .exact)
        case .alternateID:
            let byAlternate = fitting(orders.withAlternate(line[.alternateID]), .exact)
            if !byAlternate.isEmpty { return byAlternate }
            // The two id columns are not used consistently (billing rules 1.4, OrderId / AlternateId).
            let crossed = fitting(orders.withAlternate(line[.orderID]), .exact)
            return crossed.isEmpty ? fitting(orders.withOrder(line[.alternateID]), .exact) : crossed
        case .subscriptionID:
            let byID = fitting(orders.withSubscription(line[.subscriptionID]), .exact)
            return byID.isEmpty ? fitting(orders.withSubscription(line[.legacySubscriptionGUID]), .exact) : byID
        case .productSKU:
            let byOrder = fitting(orders.withOrder(line[.orderID]), .productSKU)
            return byOrder.isEmpty ? fitting(orders.withSubscription(line[.subscriptionID]), .productSKU) : byOrder
        case .customer: return firstChargeCandidates(charge, line)
        }
    }

    private enum ItemFit { case exact, productSKU }

    private func isFitting(_ orderLine: Int, _ position: Int, _ fit: ItemFit) -> Bool {
        if orders.lines[orderLine].isDead { return false }
        // A plan's usage lines name its meters, not the plan's item: they match the plan's order by its id.
        if orders.lines[orderLine].billingCycle == .usage, account.lines[position].isUsage { return fit == .exact }
        return hasItem(orderLine, position, fit)
    }

    private func hasItem(_ orderLine: Int, _ position: Int, _ fit: ItemFit) -> Bool {
        let item = account.lines[position].item
        for index in orders.lines[orderLine].rows {
            let ordered = orders.rows[index].item
            guard ordered.product == item.product, ordered.sku == item.sku else { continue }
            if fit == .productSKU || ordered.availability == item.availability || ordered.availability.isEmpty
                || item.availability.isEmpty
            {
                return true
            }
        }
        return false
    }

    /// The last rung, for first charges only: same customer, product and SKU, ordered within three days of the line's
    /// OrderDate, charged from the first days on, same quantity, UnitPrice or EffectiveUnitPrice within 0.01 of the
    /// agreed price.
    private func firstChargeCandidates(_ charge: BilledCharge, _ line: LineItem) -> [Int] {
        guard !line.isUsage, charge.amount.signum >= 0, let day = line.orderDate ?? line.chargeStart else { return [] }
        var found: [Int] = []
        for entry in orders.withProduct(line[.productID]) {
            let order = orders.lines[entry.line]
            guard !order.isDead, order.customer == line.customer, hasItem(entry.line, charge.line, .productSKU),
                abs(order.orderDate - day) <= 3, abs((line.chargeStart ?? order.start) - order.start) <= 3
            else { continue }
            let first = timeline(entry.line).state(on: order.start)
            guard let first, first.quantity == charge.quantity,
                isNearPrice(line.unitPrice, first.unitPrice, within: "0.01")
                    || isNearPrice(line.effectiveUnitPrice, first.unitPrice, within: "0.01")
            else { continue }
            found.append(entry.line)
        }
        return found
    }

    /// Narrows by subscription id, then by alternate id, where both sides have one; what is left comes in the order of
    /// line numbers.
    private func narrowed(_ candidates: [Int], _ line: LineItem) -> [Int] {
        if candidates.count == 1 { return candidates }
        var kept = candidates
        if !line.subscription.isEmpty {
            let same = kept.filter { names($0, .subscriptionID, line[.subscriptionID]) }
            let open = kept.filter { orders.lines[$0].subscription.isEmpty }
            kept = same.isEmpty ? (open.isEmpty ? kept : open) : same
        }
        if kept.count > 1, !line.alternate.isEmpty {
            let same = kept.filter { names($0, .alternateID, line[.alternateID]) }
            if !same.isEmpty { kept = same }
        }
        return kept.sorted { (orders.lines[$0].number, $0) < (orders.lines[$1].number, $1) }
    }

    private func names(_ orderLine: Int, _ text: OrderText, _ id: Symbol) -> Bool {
        orders.lines[orderLine].rows.contains { orders.rows[$0][text] == id }
    }
}

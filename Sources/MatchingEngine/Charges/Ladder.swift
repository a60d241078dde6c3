import BillingModel

extension AccountMatching {
    /// Finds each charge's candidate order lines: the first rung that yields any decides (discrepancy classes,
    /// *The ladder*).
    mutating func climbLadder() {
        if orders.lines.isEmpty { return }
        for index in charges.indices {
            for rung in rules.ladder {
                let candidates = candidates(of: charges[index], on: rung)
                if candidates.isEmpty { continue }
                charges[index].rung = rung
                charges[index].candidates = narrowed(candidates, line(charges[index]))
                break
            }
        }
    }

    /// The live order lines that a rung yields, in line order.
    private func candidates(of charge: BilledCharge, on rung: Rung) -> [Int] {
        let line = line(charge)
        switch rung {
        case .orderID: return fitting(orders.withOrder(line[.orderID]), line, .exact)
        case .alternateID:
            let byAlternate = fitting(orders.withAlternate(line[.alternateID]), line, .exact)
            if !byAlternate.isEmpty { return byAlternate }
            // The two id columns are not used consistently (billing rules 1.4, OrderId / AlternateId).
            let crossed = fitting(orders.withAlternate(line[.orderID]), line, .exact)
            return crossed.isEmpty ? fitting(orders.withOrder(line[.alternateID]), line, .exact) : crossed
        case .subscriptionID:
            let byID = fitting(orders.withSubscription(line[.subscriptionID]), line, .exact)
            return byID.isEmpty
                ? fitting(orders.withSubscription(line[.legacySubscriptionGUID]), line, .exact) : byID
        case .productSKU:
            let byOrder = fitting(orders.withOrder(line[.orderID]), line, .productSKU)
            return byOrder.isEmpty
                ? fitting(orders.withSubscription(line[.subscriptionID]), line, .productSKU) : byOrder
        case .customer: return firstChargeCandidates(charge, line)
        }
    }

    private enum ItemFit { case exact, productSKU }

    private func fitting(_ entries: ArraySlice<SymbolIndex.Entry>, _ line: LineItem, _ fit: ItemFit) -> [Int] {
        var found: [Int] = []
        for entry in entries where !orders.lines[entry.line].isDead {
            let order = orders.lines[entry.line]
            // A plan's usage lines name its meters, not the plan's item: they match the plan's order by its id.
            let isPlanUsage = line.isUsage && order.billingCycle == .usage
            if isPlanUsage ? fit == .exact : hasItem(order, line.item, fit) { found.append(entry.line) }
        }
        return found
    }

    private func hasItem(_ order: OrderLine, _ item: CatalogItemID, _ fit: ItemFit) -> Bool {
        orders.rows[order.rows].contains { row in
            guard row[.productID] == item.product, row[.skuID] == item.sku else { return false }
            switch fit {
            case .productSKU: return true
            case .exact:
                return row[.availabilityID] == item.availability || row[.availabilityID].isEmpty
                    || item.availability.isEmpty
            }
        }
    }

    /// The last rung, for first charges only: same customer, product and SKU, ordered within three days, same quantity,
    /// UnitPrice or EffectiveUnitPrice within 0.01 of the agreed price.
    private func firstChargeCandidates(_ charge: BilledCharge, _ line: LineItem) -> [Int] {
        guard !line.isUsage, charge.amount.signum >= 0, let day = line.orderDate ?? line.chargeStart else { return [] }
        var found: [Int] = []
        for entry in orders.withProduct(line[.productID]) {
            let order = orders.lines[entry.line]
            guard !order.isDead, order.customer == line.customer, hasItem(order, line.item, .productSKU),
                abs(order.orderDate - day) <= 3
            else { continue }
            let first = timelines[entry.line].state(on: order.start)
            guard let first, first.quantity == charge.quantity,
                isNear(line.unitPrice, first.unitPrice) || isNear(line.effectiveUnitPrice, first.unitPrice)
            else { continue }
            found.append(entry.line)
        }
        return found
    }

    private func isNear(_ a: ExactDecimal, _ b: ExactDecimal) -> Bool {
        guard let difference = try? a.subtracting(b) else { return false }
        return difference.magnitude <= "0.01"
    }

    /// Narrows by subscription id, then by alternate id, where both sides have one.
    private func narrowed(_ candidates: [Int], _ line: LineItem) -> [Int] {
        if candidates.count == 1 { return candidates }
        var kept = candidates
        if !line.subscription.isEmpty {
            let same = kept.filter { index in
                orders.rows[orders.lines[index].rows].contains { $0.subscription == line.subscription }
            }
            kept = same.isEmpty ? kept.filter { orders.lines[$0].subscription.isEmpty } : same
            if kept.isEmpty { kept = candidates }
        }
        if kept.count > 1, !line.alternate.isEmpty {
            let same = kept.filter { index in
                orders.rows[orders.lines[index].rows].contains { $0.alternate == line.alternate }
            }
            if !same.isEmpty { kept = same }
        }
        return kept
    }
}

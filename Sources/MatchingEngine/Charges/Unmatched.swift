import BillingModel

extension AccountMatching {
    /// No rung found an order.
    mutating func sortOutUnmatched(_ index: Int) {
        let charge = charges[index]
        if reportCorruptedID(charge) { return }
        // With an agreed charge open on its order a line of another item is that, trial or not.
        if hasPaidOrder(line(charge)), reportItemMismatch(charge) { return }
        if reportTrialConversion(charge) { return }
        if charge.amount.signum < 0 {
            reportOrphan(charge, nil)
            return
        }
        // Nothing was charged: a trial that nobody recorded, a meter's free tier. It stays in the unmatched bucket.
        if charge.amount.isZero { return }
        if !account.lines[charge.line].isUsage {
            if reportItemMismatch(charge) { return }
        }
        reportNotOrdered(charge, notOrderedReason(line(charge)))
    }

    private func notOrderedReason(_ line: LineItem) -> String {
        let dead = orders.withOrder(line[.orderID]).first { orders.lines[$0.line].isDead }
        if let dead {
            let status = orders.rows[orders.lines[dead.line].rows.lowerBound].status.code
            return "Order \(texts[line[.orderID]]) is in the order book as \(status)."
        }
        return "No order by order id, alternate id, subscription, or customer and item."
    }

    /// `charged_not_ordered`, or `customer_purchased` when another publisher sold it.
    mutating func reportNotOrdered(_ charge: BilledCharge, _ reason: String) {
        let bought = line(charge).traits.contains(.otherPublisher) && charge.orderLine == nil
        let near = charge.orderLine == nil ? nearestMiss(charge) : nil
        report(
            bought ? .customerPurchased : .chargedNotOrdered, charge: charge, expected: .zero, billed: charge.amount,
            reason, steps: near.map { ["nearest miss: \($0)"] } ?? [])
    }

    /// A negative line that nothing calls for.
    mutating func reportOrphan(_ charge: BilledCharge, _ order: OrderLine?) {
        report(
            .orphanCredit, charge: charge, expected: .zero, billed: charge.amount,
            order == nil
                ? "A credit that belongs to no order."
                : "The order book has no event that calls for this credit.")
    }

    /// The order or subscription is known, the item is not on it: it takes the place of the open expected charge nearest
    /// in start, which then is not missing as well. Expected is 0 when none is open.
    private mutating func reportItemMismatch(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        let known = knownOrders(line)
        guard let first = known.first else { return false }
        let nearest = replaced(by: line, on: known)
        let orderLine = nearest.map { expected[$0].orderLine } ?? first
        var amount = Amount.zero
        if let nearest {
            expected[nearest].isSettled = true
            let rate = rate(of: line, to: orders.lines[orderLine].currency)
            amount = rate.flatMap { try? expected[nearest].amount(rate: $0) } ?? .zero
        }
        for member in lines(of: charge) { standings[member].isForcedUnmatched = true }
        let ordered = orders.rows[orders.lines[orderLine].rows].last.map { texts.text($0.item) } ?? ""
        report(
            .itemMismatch, line: charge.line, orderLine: orderLine, expected: amount, billed: charge.amount,
            expectedQuantity: nearest.map { expected[$0].quantity },
            expectedPrice: nearest.map { expected[$0].unitPrice },
            "The order is known, but it is for \(ordered), not for \(texts.text(aliased[charge.line] ?? line.item)).",
            netted: lines(of: charge))
        return true
    }

    private func hasPaidOrder(_ line: LineItem) -> Bool {
        guard !line.isUsage, line.subtotal.signum > 0, let open = replaced(by: line, on: knownOrders(line)) else {
            return false
        }
        return !expected[open].unitPrice.isZero
    }

    /// The live order lines that the line's order id names, else its subscription.
    private func knownOrders(_ line: LineItem) -> [Int] {
        let byOrder = orders.withOrder(line[.orderID]).map(\.line).filter { !orders.lines[$0].isDead }
        if !byOrder.isEmpty { return byOrder }
        return orders.withSubscription(line[.subscriptionID]).map(\.line).filter { !orders.lines[$0].isDead }
    }

    /// The open charge that a line of another item stands for: nearest in start, within a month, and one that this line's
    /// days or a covered month show to be due by now.
    private func replaced(by line: LineItem, on orderLines: [Int]) -> Int? {
        guard let start = line.chargeStart ?? line.orderDate else { return nil }
        var best: (index: Int, distance: Int)?
        for orderLine in orderLines {
            for index in orders.lines[orderLine].expected
            where expected[index].isOpen && expected[index].quantity.signum > 0 {
                let distance = abs(expected[index].period.start - start)
                guard distance <= 31, distance <= 1 || isJudged(expected[index]), distance < (best?.distance ?? .max)
                else { continue }
                best = (index, distance)
            }
        }
        return best?.index
    }

    /// An id that a spreadsheet has altered, on the line or in the order book; judged only when nothing matched by it.
    /// The charge that it was meant for is not missing as well.
    private mutating func reportCorruptedID(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        let onLine = [line[.orderID], line[.subscriptionID]].first { isCorrupted($0) }
        if onLine == nil, !hasCorruptedOrders() { return false }
        let counterpart = corruptedCounterpart(charge, onLine != nil)
        guard onLine != nil || counterpart != nil else { return false }
        if let counterpart { expected[counterpart].isSettled = true }
        let side = onLine.map { "The line's id \(texts[$0])" } ?? "An id of the order book"
        report(
            .identifierCorrupted, charge: charge, expected: nil, billed: nil,
            "\(side) was altered by a spreadsheet; nothing matches by it.")
        return true
    }

    /// The same for a line that a later rung has found: its order id, or the order's, is why the first rung did not.
    mutating func reportCorruptedID(_ charge: BilledCharge, matchedTo orderLine: Int) -> Bool {
        let (billed, ordered) = (line(charge)[.orderID], orders.lines[orderLine].order.symbol)
        guard billed != ordered else { return false }
        guard let altered = [billed, ordered].first(where: { isCorrupted($0) }) else { return false }
        report(
            .identifierCorrupted, charge: charge, expected: nil, billed: nil,
            "The id \(texts[altered]) was altered by a spreadsheet; the line was found all the same.")
        return true
    }

    private mutating func hasCorruptedOrders() -> Bool {
        if let known = lookups.hasCorruptedOrders { return known }
        let found = orders.lines.contains { isCorrupted($0.order.symbol) || isCorrupted($0.subscription.symbol) }
        lookups.hasCorruptedOrders = found
        return found
    }

    /// The open charge of the same customer and item for the same days; of several the one with the line's quantity.
    private func corruptedCounterpart(_ charge: BilledCharge, _ isOnLine: Bool) -> Int? {
        let line = line(charge)
        var best: (index: Int, rank: Int)?
        for entry in orders.withProduct(line[.productID]) {
            let order = orders.lines[entry.line]
            guard order.customer == line.customer,
                isOnLine || isCorrupted(order.order.symbol) || isCorrupted(order.subscription.symbol)
            else { continue }
            for index in order.expected where expected[index].isOpen && fits(line.item, expected[index].item) {
                let start = line.chargeStart ?? expected[index].period.start
                guard abs(start - expected[index].period.start) <= 1 else { continue }
                let rank = expected[index].quantity == charge.quantity ? 0 : 1
                if rank < (best?.rank ?? 2) { best = (index, rank) }
            }
        }
        return best?.index
    }

    /// `1.23457E+17`, or 16 digits and more with only zeros after the 15th.
    private func isCorrupted(_ id: Symbol) -> Bool {
        texts.withBytes(id) { bytes in
            let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
            if bytes.count >= 16, bytes.allSatisfy({ digits.contains($0) }) {
                return bytes[15...].allSatisfy { $0 == UInt8(ascii: "0") }
            }
            guard let exponent = bytes.firstIndex(of: UInt8(ascii: "E")), exponent + 2 < bytes.count, exponent >= 1,
                bytes[exponent + 1] == UInt8(ascii: "+"), digits.contains(bytes[0]),
                bytes[(exponent + 2)...].allSatisfy({ digits.contains($0) })
            else { return false }
            if exponent == 1 { return true }
            return bytes[1] == UInt8(ascii: ".") && exponent > 2
                && bytes[2..<exponent].allSatisfy { digits.contains($0) }
        }
    }
}

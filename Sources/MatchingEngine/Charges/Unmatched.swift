import BillingModel

extension AccountMatching {
    /// No rung found an order.
    mutating func sortOutUnmatched(_ index: Int) {
        let charge = charges[index]
        let line = line(charge)
        if reportCorruptedID(charge) || reportTrialConversion(charge) { return }
        if charge.amount.signum < 0 {
            reportOrphan(charge, nil)
            return
        }
        if !line.isUsage {
            if reportItemMismatch(charge) || reportSecondSubscription(charge) { return }
        }
        reportNotOrdered(charge, notOrderedReason(line))
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
    /// in start, which then is not missing as well.
    private mutating func reportItemMismatch(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        var known = orders.withOrder(line[.orderID]).map(\.line).filter { !orders.lines[$0].isDead }
        if known.isEmpty {
            known = orders.withSubscription(line[.subscriptionID]).map(\.line).filter { !orders.lines[$0].isDead }
        }
        guard let first = known.first else { return false }
        let start = line.chargeStart ?? line.orderDate ?? orders.lines[first].start
        let nearest = known.flatMap { Array(orders.lines[$0].expected) }
            .filter { expected[$0].isOpen && expected[$0].quantity.signum > 0 }
            .min { abs(expected[$0].period.start - start) < abs(expected[$1].period.start - start) }
        var amount = Amount.zero
        if let nearest, let rate = rate(of: line, to: orders.lines[expected[nearest].orderLine].currency),
            abs(expected[nearest].period.start - start) <= 31
        {
            amount = (try? expected[nearest].amount(rate: rate)) ?? .zero
            expected[nearest].isSettled = true
        }
        for member in charge.lines { standings[member].isForcedUnmatched = true }
        let ordered = orders.rows[orders.lines[first].rows].last.map { texts.text($0.item) } ?? ""
        report(
            .itemMismatch, line: charge.line, orderLine: first, expected: amount, billed: charge.amount,
            "The order is known, but it is for \(ordered), not for \(texts.text(line.item)).", netted: charge.netted)
        return true
    }

    /// An id that a spreadsheet has altered, on the line or in the order book; judged only when nothing matched by it.
    private mutating func reportCorruptedID(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        let onLine = [line[.orderID], line[.subscriptionID]].first { isCorrupted($0) }
        let counterpart = expected.indices.first { index in
            let expectation = expected[index]
            let order = orders.lines[expectation.orderLine]
            guard expectation.isOpen, fits(line.item, expectation.item), expectation.quantity == charge.quantity,
                line.period.map({ $0 == expectation.period }) ?? true, order.customer == line.customer
            else { return false }
            return onLine != nil || isCorrupted(order.order.symbol) || isCorrupted(order.subscription.symbol)
        }
        guard onLine != nil || counterpart != nil else { return false }
        if let counterpart { expected[counterpart].isSettled = true }
        let side = onLine.map { "The line's id \(texts[$0])" } ?? "An id of the order book"
        report(
            .identifierCorrupted, charge: charge, expected: nil, billed: nil,
            "\(side) was altered by a spreadsheet; nothing matches by it.")
        return true
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

    /// The open expected charge that came closest to an unmatched line, and what kept them apart.
    private func nearestMiss(_ charge: BilledCharge) -> String? {
        let line = line(charge)
        var best: (index: Int, score: Int)?
        for index in expected.indices where expected[index].isOpen {
            var score = 0
            if fits(line.item, expected[index].item) { score += 4 }
            if expected[index].quantity == charge.quantity { score += 2 }
            if line.period == expected[index].period { score += 2 }
            if orders.lines[expected[index].orderLine].customer == line.customer { score += 1 }
            if score >= 5, score > (best?.score ?? 0) { best = (index, score) }
        }
        guard let best else { return nil }
        let expectation = expected[best.index]
        let order = orders.lines[expectation.orderLine]
        var apart = ["order id \(texts[order.order.symbol])"]
        if !fits(line.item, expectation.item) { apart.append("item \(texts.text(expectation.item))") }
        if expectation.quantity != charge.quantity { apart.append("quantity \(expectation.quantity)") }
        if line.period != expectation.period { apart.append("days \(expectation.period)") }
        return "\(texts[order.order.symbol]) line \(order.number); apart: \(apart.joined(separator: ", "))"
    }
}

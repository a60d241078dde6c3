import BillingModel

extension AccountMatching {
    /// The open expected charge of the same item that came closest to an unmatched line, and what kept them apart. Gives
    /// up beyond a few thousand of them: the hint would cost more than it is worth.
    func nearestMiss(_ charge: BilledCharge) -> String? {
        let line = line(charge)
        let sameProduct = orders.withProduct(line[.productID])
        if sameProduct.count > 2000 { return nil }
        var best: (index: Int, score: Int)?
        for entry in sameProduct {
            for index in orders.lines[entry.line].expected
            where expected[index].isOpen && fits(line.item, expected[index].item) {
                var score = 1
                if expected[index].quantity == charge.quantity { score += 2 }
                if line.period == expected[index].period { score += 2 }
                if orders.lines[entry.line].customer == line.customer { score += 2 }
                if score >= 3, score > (best?.score ?? 0) { best = (index, score) }
            }
        }
        guard let best else { return nil }
        let expectation = expected[best.index]
        let order = orders.lines[expectation.orderLine]
        var apart = ["order id \(texts[order.order.symbol])"]
        if order.customer != line.customer { apart.append("customer \(texts[order.customer.symbol])") }
        if expectation.quantity != charge.quantity { apart.append("quantity \(expectation.quantity)") }
        if line.period != expectation.period { apart.append("days \(expectation.period)") }
        return "\(texts[order.order.symbol]) line \(order.number); apart: \(apart.joined(separator: ", "))"
    }

    /// The line without an order that came closest to an expected charge of the same item, and what kept them apart. Gives up
    /// beyond a few thousand such lines.
    mutating func nearestMiss(_ missing: ExpectedCharge) -> String? {
        let lines = unmatchedLines()
        if lines.count > 2000 { return nil }
        let order = orders.lines[missing.orderLine]
        var best: (index: Int, score: Int)?
        for index in lines where fits(line(charges[index]).item, missing.item) {
            var score = 1
            if charges[index].quantity == missing.quantity { score += 2 }
            if line(charges[index]).period == missing.period { score += 2 }
            if line(charges[index]).customer == order.customer { score += 2 }
            if score >= 3, score > (best?.score ?? 0) { best = (index, score) }
        }
        guard let best else { return nil }
        let (charge, line) = (charges[best.index], line(charges[best.index]))
        var apart = ["order id \(texts[line[.orderID]])"]
        if line.customer != order.customer { apart.append("customer \(texts[line[.customerID]])") }
        if charge.quantity != missing.quantity { apart.append("quantity \(charge.quantity)") }
        if let days = line.period, days != missing.period { apart.append("days \(days)") }
        return "\(context.evidence(line.source)); apart: \(apart.joined(separator: ", "))"
    }

    /// Seat charges that no rung found an order for.
    private mutating func unmatchedLines() -> [Int] {
        if let known = lookups.unmatched { return known }
        let found = charges.indices.filter {
            charges[$0].orderLine == nil && !charges[$0].isAbsorbed && !line(charges[$0]).isUsage
                && !standings[charges[$0].line].isSettled
        }
        lookups.unmatched = found
        return found
    }
}

/// Carts as the service writes them (commerce API 5).
enum CartText {
    /// Lines that become one order.
    struct Group {
        let cycle: String
        let term: String
        var lines: [Shop.CartLine]
    }

    /// Lines with the same cycle and term belong together.
    static func groups(_ lines: [Shop.CartLine]) -> [Group] {
        var groups: [Group] = []
        for line in lines {
            let term = line.termDuration ?? ""
            if let index = groups.firstIndex(where: { $0.cycle == line.cycle && $0.term == term }) {
                groups[index].lines.append(line)
            } else {
                groups.append(Group(cycle: line.cycle, term: term, lines: [line]))
            }
        }
        return groups
    }

    static func json(_ cart: Shop.Cart) -> String {
        let groups = groups(cart.lines)
        let lines = cart.lines.enumerated().map { index, line in
            let term = line.termDuration ?? ""
            let group = groups.firstIndex { $0.cycle == line.cycle && $0.term == term } ?? 0
            var fields = [
                "\"id\":\(index)", "\"catalogItemId\":\(JSONOut.text(line.catalogItemId ?? ""))",
                "\"quantity\":\(line.quantity ?? 0)", "\"currencyCode\":\"\(ShopCatalogue.currency)\"",
                "\"billingCycle\":\(JSONOut.text(line.cycle))", "\"provisioningContext\":{}",
                "\"orderGroup\":\"\(group)\"",
            ]
            if !term.isEmpty { fields.append("\"termDuration\":\(JSONOut.text(term))") }
            if let fault = fault(line) {
                fields.append(
                    "\"error\":{\"errorCode\":\(fault.code),\"errorDescription\":\(JSONOut.text(fault.text))}")
            }
            return "{" + fields.joined(separator: ",") + "}"
        }
        return "{\"id\":\(JSONOut.text(cart.id)),\"status\":\"\(cart.receipt == nil ? "Active" : "Ordered")\","
            + "\"expirationTimestamp\":\"2099-01-01T00:00:00Z\",\"lineItems\":[\(lines.joined(separator: ","))],"
            + "\"attributes\":{\"objectType\":\"Cart\"}}"
    }

    /// What is wrong with a line, by the service's codes.
    static func fault(_ line: Shop.CartLine) -> (code: Int, text: String)? {
        guard let item = ShopCatalogue.item(line.catalogItemId ?? "") else {
            return (10001, "The catalog item id is not valid")
        }
        guard let quantity = line.quantity, quantity > 0, quantity <= item.maximum else {
            return (10002, "The quantity is not available")
        }
        let isOffered = item.terms.contains { $0.cycle == line.cycle && $0.term == (line.termDuration ?? "") }
        return isOffered ? nil : (10010, "The item is not sold with this term and billing cycle")
    }
}

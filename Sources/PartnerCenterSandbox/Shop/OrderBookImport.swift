import Foundation

/// Makes the snapshot's order book into the orders that would have led to it.
enum OrderBookImport {
    /// The orders, in the order of their dates, and the customers' names.
    static func orders(csv: [UInt8]) -> (orders: [ShopOrder], customers: [(id: String, name: String)]) {
        let records = PortalLines.records(String(decoding: csv, as: UTF8.self))
        guard let names = records.first else { return ([], []) }
        let rows = records.dropFirst().filter { $0.count == names.count }.map { record in
            Dictionary(zip(names, record)) { first, _ in first }
        }.sorted { ($0["order_date"] ?? "", $0["order_id"] ?? "") < ($1["order_date"] ?? "", $1["order_id"] ?? "") }
        var inForce: [String: Decimal] = [:]
        var orders: [ShopOrder] = []
        var customers: [(id: String, name: String)] = []
        for row in rows {
            let id = row["customer_id"] ?? ""
            if !customers.contains(where: { $0.id == id }) { customers.append((id, row["customer_name"] ?? "")) }
            orders.append(order(row, &inForce))
        }
        return (orders, customers)
    }

    private static func order(_ row: [String: String], _ inForce: inout [String: Decimal]) -> ShopOrder {
        let subscription = row["subscription_id"] ?? ""
        let after = Decimal(string: row["quantity"] ?? "") ?? 0
        let key = subscription.isEmpty ? row["order_id"] ?? "" : subscription
        let before = inForce[key] ?? 0
        inForce[key] = after
        let transaction = row["transaction_type"] ?? "new"
        // The order book has what is in force, an order has what it bought.
        let bought: Decimal =
            switch transaction {
            case "addQuantity": after - before
            case "removeQuantity", "cancel": before - after
            default: after
            }
        let cycle = row["billing_cycle"] ?? ""
        var line = ShopOrder.Line(
            offer: row["catalog_item_id"] ?? "", subscription: subscription, term: row["term"] ?? "",
            transaction: transaction, name: row["product_name"] ?? "", quantity: bought,
            termPrice: Decimal(string: row["unit_price"] ?? "").map { $0 * cycles(row["term"] ?? "", cycle) },
            promotion: row["promotion_id"] ?? "")
        line.renewsItself = row["auto_renew"]?.lowercased() != "false"
        line.customEnd = row["end_date"] ?? ""
        line.number = Int(row["line_number"] ?? "").map { $0 - 1 }
        return ShopOrder(
            id: row["order_id"] ?? "", customer: row["customer_id"] ?? "", cycle: cycle == "usage" ? "none" : cycle,
            currency: row["currency"] ?? "", created: "\(row["order_date"] ?? "")T09:00:00.0000000Z",
            status: row["status"].flatMap { $0.isEmpty ? nil : $0 } ?? "completed", lines: [line])
    }

    /// Billing cycles in a term.
    private static func cycles(_ term: String, _ cycle: String) -> Decimal {
        switch (term, cycle) {
        case ("P1Y", "monthly"): 12
        case ("P3Y", "monthly"): 36
        case ("P3Y", "annual"): 3
        default: 1
        }
    }
}

/// One customer's orders as the service returned them, with what its subscriptions say: a file of `orders/` in a
/// snapshot (contracts, section 2).
package struct ArchivedOrders: Sendable {
    package let customer: String
    package let customerName: String
    package let orders: [JSONValue]
    package let subscriptions: [JSONValue]

    /// Where they lie in a snapshot.
    package static let folder = "orders"

    package init(customer: String, customerName: String, orders: [JSONValue], subscriptions: [JSONValue]) {
        self.customer = customer
        self.customerName = customerName
        self.orders = orders
        self.subscriptions = subscriptions
    }

    /// The order book's rows, and what is doubtful about them.
    package func rows() -> (rows: [[String]], notes: [String]) {
        OrderBookRows.rows(
            orders.map { PlacedOrder($0, customer: customer) }, customerName: customerName,
            subscriptions: subscriptions.map(Subscription.init))
    }

    /// A collection of the service's own form; the customer and the subscriptions stand beside its items.
    package var json: JSONValue {
        [
            "customerId": .string(customer), "customerName": .string(customerName),
            "totalCount": .number(String(orders.count)), "items": .array(orders),
            "subscriptions": .array(subscriptions), "attributes": ["objectType": "Collection"],
        ]
    }

    func keep(in archive: ArchiveFolder) throws(FileFault) {
        try archive.write(Array((json.json + "\n").utf8), to: ArchivedOrders.fileName(customer))
    }

    /// Takes the orders of customers away that the service no longer lists. Files of other names are somebody's own.
    static func keepOnly(_ customers: [String], in archive: ArchiveFolder) throws(FileFault) {
        let listed = Set(customers.map(fileName))
        for name in try archive.names(in: folder) {
            let file = folder + "/" + name
            if !listed.contains(file), name.wholeMatch(of: /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.json/) != nil {
                try archive.remove(file)
            }
        }
    }

    /// A customer's id names its file when it is a plain one; the wire never names one otherwise.
    private static func fileName(_ customer: String) -> String { "\(folder)/\(CustomerFile.name(customer)).json" }
}

/// The name of a customer's file in a snapshot.
enum CustomerFile {
    /// The id itself when it is a plain one, else made from its digest.
    static func name(_ customer: String) -> String {
        let plain = customer.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 <= 9 || $0 == 0x2D }
        if plain, !customer.isEmpty, customer.utf8.count <= 64, !customer.hasPrefix("-") {
            return customer.lowercased()
        }
        return "customer-" + Digest.text(of: Array(customer.utf8)).prefix(32)
    }
}

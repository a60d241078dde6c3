/// Orders and customers (commerce API 6).
package struct OrderCalls: Sendable {
    private let client: ServiceClient

    package init(_ client: ServiceClient) { self.client = client }

    /// One order, with prices where they may be seen.
    package func order(_ id: String, of customer: String) async throws(ServiceError) -> PlacedOrder {
        let path = "/customers/\(URLText.encoded(customer))/orders/\(URLText.encoded(id))"
        let call = client.v1(path, [(name: "include_price", value: "true")], purpose: "order \(id)")
        return PlacedOrder(try await client.json(call), customer: customer)
    }

    /// All orders of a customer, or those of one billing cycle such as `onetime` or `monthly`. Orders that the service
    /// places itself, renewals above all, are asked for.
    package func orders(of customer: String, billingCycle: String? = nil) async throws(ServiceError) -> [PlacedOrder] {
        var query = [(name: "include_price", value: "true"), (name: "include_system_purchases", value: "true")]
        // Run together, as documented; the form with an underscore is unproven.
        if let billingCycle { query.append((name: "billingType", value: billingCycle.filter { $0 != "_" })) }
        let path = "/customers/\(URLText.encoded(customer))/orders"
        let purpose = "orders of \(customer)"
        let found: [JSONValue]
        do {
            found = try await CollectionRead(client).items(path, query, purpose: purpose)
        } catch {
            // Prices are for some roles only (commerce API 6.1); the orders themselves are not.
            guard error.status == 403, error.code == "800043" else { throw error }
            found = try await CollectionRead(client).items(path, Array(query.dropFirst()), purpose: purpose)
        }
        return found.map { PlacedOrder($0, customer: customer) }
    }

    /// Every customer: tenant id and name.
    package func customers() async throws(ServiceError) -> [(id: String, name: String)] {
        try await CollectionRead(client).items("/customers", [(name: "size", value: "500")], purpose: "customers")
            .compactMap {
                customer in
                guard let id = customer["companyProfile"]?["tenantId"]?.text ?? customer["id"]?.text else { return nil }
                return (id, customer["companyProfile"]?["companyName"]?.text ?? "")
            }
    }
}

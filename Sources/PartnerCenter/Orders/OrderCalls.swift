/// Orders and customers (commerce API 6).
package struct OrderCalls: Sendable {
    private let client: ServiceClient

    package init(_ client: ServiceClient) { self.client = client }

    /// One order, with prices where they may be seen.
    package func order(_ id: String, of customer: String) async throws(ServiceError) -> PlacedOrder {
        PlacedOrder(try await listed(id, of: customer), customer: customer)
    }

    /// The same as the service has it.
    func listed(_ id: String, of customer: String) async throws(ServiceError) -> JSONValue {
        let path = "/customers/\(URLText.encoded(customer))/orders/\(URLText.encoded(id))"
        let call = client.v1(path, [(name: "include_price", value: "true")], purpose: "order \(id)")
        return try await client.json(call)
    }

    /// All orders of a customer, or those of one billing cycle such as `onetime` or `monthly`. Orders that the service
    /// places itself, renewals above all, are asked for.
    package func orders(of customer: String, billingCycle: String? = nil) async throws(ServiceError) -> [PlacedOrder] {
        try await listed(of: customer, billingCycle: billingCycle).map { PlacedOrder($0, customer: customer) }
    }

    /// The same as the service has them.
    func listed(of customer: String, billingCycle: String? = nil) async throws(ServiceError) -> [JSONValue] {
        var query = [(name: "include_price", value: "true"), (name: "include_system_purchases", value: "true")]
        // Run together, as documented; the form with an underscore is unproven.
        if let billingCycle { query.append((name: "billingType", value: billingCycle.filter { $0 != "_" })) }
        let path = "/customers/\(URLText.encoded(customer))/orders"
        let purpose = "orders of \(customer)"
        do {
            return try await CollectionRead(client).items(path, query, purpose: purpose)
        } catch {
            // Prices are for some roles only (commerce API 6.1); the orders themselves are not.
            guard error.status == 403, error.code == "800043" else { throw error }
            return try await CollectionRead(client).items(path, Array(query.dropFirst()), purpose: purpose)
        }
    }

    /// Subscriptions of a customer as the service has them (commerce API 8.1).
    func subscriptions(of customer: String) async throws(ServiceError) -> [JSONValue] {
        try await CollectionRead(client).items(
            "/customers/\(URLText.encoded(customer))/subscriptions", purpose: "subscriptions of \(customer)")
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

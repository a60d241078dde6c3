/// What a checkout came to.
package enum CheckoutOutcome: Sendable {
    /// Orders were placed; some groups of the cart may have failed.
    case placed([PlacedOrder], failures: [String])
    /// Nobody knows whether anything was bought: the orders have to be looked at before anything is tried again.
    case unknown(ServiceError)
}

/// Carts of a customer (commerce API 5). Nothing is bought twice: a call whose answer was lost goes out again under the
/// same `MS-RequestId`, and one that was answered with trouble does not go out again by itself.
package struct CartCalls: Sendable {
    private let client: ServiceClient
    private let customer: String

    package init(_ client: ServiceClient, customer: String) {
        self.client = client
        self.customer = customer
    }

    package func create(_ lines: [CartLine]) async throws(ServiceError) -> Cart {
        try await send(.post, "", lines, purpose: "new cart for \(customer)")
    }

    package func show(_ cart: String) async throws(ServiceError) -> Cart {
        Cart(try await client.json(client.v1(path(cart), purpose: "cart \(cart)")))
    }

    /// Replaces all lines.
    package func update(_ cart: String, _ lines: [CartLine]) async throws(ServiceError) -> Cart {
        try await send(.put, "/" + URLText.encoded(cart), lines, purpose: "new lines for cart \(cart)")
    }

    /// Buys what is in the cart.
    package func checkOut(_ cart: String) async throws(ServiceError) -> CheckoutOutcome {
        var call = client.v1(path(cart) + "/checkout", purpose: "checkout of cart \(cart)")
        call.method = .post
        call.repeatsAnswered = false
        do {
            let answer = try await client.json(call)
            let failures = (answer["orderErrors"]?.elements ?? []).map { error in
                "group \(error["orderGroupId"]?.text ?? "?"): \(error["description"]?.text ?? "no reason given")"
                    + " (code \(error["code"]?.text ?? "?"))"
            }
            let orders = (answer["orders"]?.elements ?? []).map { PlacedOrder($0, customer: customer) }
            return .placed(orders, failures: failures)
        } catch {
            guard CartCalls.isOpen(error) else { throw error }
            return .unknown(error)
        }
    }

    /// Refusals that do not mean "not bought": in progress, being processed, already submitted, and every answer or
    /// silence from which nothing follows (commerce API 5).
    private static func isOpen(_ error: ServiceError) -> Bool {
        switch error.kind {
        case .unreachable, .senseless, .cancelled: true
        case .refused(let status, let code):
            status >= 500 || status == 408 || ["800060", "800064", "800065"].contains(code)
        case .forbiddenAddress, .noToken, .local: false
        }
    }

    private func send(
        _ method: HTTPMethod, _ tail: String, _ lines: [CartLine], purpose: String
    ) async throws(ServiceError) -> Cart {
        var call = client.v1("/customers/\(URLText.encoded(customer))/carts" + tail, purpose: purpose)
        call.method = method
        let items = lines.enumerated().map { $0.element.wire(id: $0.offset) }
        call.body = Array((["lineItems": .array(items)] as JSONValue).json.utf8)
        return Cart(try await client.json(call))
    }

    private func path(_ cart: String) -> String {
        "/customers/\(URLText.encoded(customer))/carts/\(URLText.encoded(cart))"
    }
}

/// Something a customer owns: software or a reservation (commerce API 7).
package struct Entitlement: Listed, Equatable {
    package let product: String
    package let sku: String
    package let quantity: Int?
    /// `software`, `reservedinstance`.
    package let type: String
    package let order: String
    package let orderLine: String
    /// Empty where nothing expires, or was not asked for.
    package let expires: String
    /// The reservation order, which charges name as `reservationOrderId`.
    package let reservationOrder: String
    /// Where the reservation's details are; opaque, below `/v1`.
    let details: String

    init(_ value: JSONValue) {
        product = value["productId"]?.text ?? ""
        sku = value["skuId"]?.text ?? ""
        quantity = value["quantity"]?.int
        type = value["entitlementType"]?.text ?? ""
        order = value["referenceOrder"]?["id"]?.text ?? ""
        orderLine = value["referenceOrder"]?["lineItemId"]?.text ?? ""
        expires = value["expiryDate"]?.text ?? ""
        let artifact = value["entitledArtifacts"]?.elements.first { $0["resourceId"] != nil }
        reservationOrder = artifact?["resourceId"]?.text ?? ""
        details = artifact?["link"]?["uri"]?.text ?? ""
    }

    package static let columns = [
        "product_id", "sku_id", "quantity", "type", "order_id", "line_number", "expires", "reservation_order_id",
    ]
    package var cells: [ListedCell] {
        [
            .init(product), .init(sku), quantity.map { .number(String($0)) } ?? .none, .init(type), .init(order),
            .init(orderLine), .init(expires), .init(reservationOrder),
        ]
    }
}

/// One reservation of a reservation order.
package struct Reservation: Listed, Equatable {
    package let id: String
    package let scope: String
    package let quantity: Int?
    package let effective: String
    package let expires: String
    package let state: String

    init(_ value: JSONValue) {
        id = value["reservationId"]?.text ?? ""
        scope = value["scopeType"]?.text ?? ""
        quantity = value["quantity"]?.int
        effective = value["effectiveDateTime"]?.text ?? ""
        expires = value["expiryDateTime"]?.text ?? ""
        state = value["provisioningState"]?.text ?? ""
    }

    package static let columns = ["reservation_id", "scope", "quantity", "effective", "expires", "state"]
    package var cells: [ListedCell] {
        [
            .init(id), .init(scope), quantity.map { .number(String($0)) } ?? .none, .init(effective), .init(expires),
            .init(state),
        ]
    }
}

/// Entitlements of a customer.
package struct EntitlementCalls: Sendable {
    private let client: ServiceClient
    private let customer: String

    package init(_ client: ServiceClient, customer: String) {
        self.client = client
        self.customer = customer
    }

    /// `type`: `software` or `reservedInstance`; `nil` for all. Only the top level counts: what an entitlement includes
    /// is no further one.
    package func entitlements(type: String? = nil) async throws(ServiceError) -> [Entitlement] {
        try await listed(type: type).map(Entitlement.init)
    }

    /// The same as the service has it.
    func listed(type: String? = nil) async throws(ServiceError) -> [JSONValue] {
        var query = [(name: "showExpiry", value: "true")]
        if let type { query.append((name: "entitlementType", value: type)) }
        return try await CollectionRead(client).items(
            "/customers/\(URLText.encoded(customer))/entitlements", query, purpose: "entitlements of \(customer)")
    }

    /// The reservations of a reservation order, found through the entitlement that names it.
    package func reservations(order: String) async throws(ServiceError) -> [Reservation] {
        let purpose = "reservations of order \(order)"
        let owned = try await entitlements(type: "reservedInstance")
        guard let found = owned.first(where: { $0.reservationOrder.lowercased() == order.lowercased() }) else {
            throw client.error(.senseless, purpose, "no entitlement of \(customer) names this reservation order")
        }
        // The link's path is the service's own, but it has to stay with this customer.
        let path = found.details.hasPrefix("/v1/") ? String(found.details.dropFirst(3)) : found.details
        guard path.lowercased().hasPrefix("/customers/\(URLText.encoded(customer).lowercased())/artifacts/") else {
            throw client.error(.senseless, purpose, "the entitlement's link leads elsewhere")
        }
        var call = client.v1("", purpose: purpose)
        do {
            call.address = try WebAddress(call.address.text + path)
        } catch {
            throw client.error(.senseless, purpose, "an unusable link: \(error.reason)")
        }
        let answer = try await client.json(call)
        // Two names for the same list (commerce API 11).
        let list = answer["reservations"] ?? answer["virtualMachineReservations"]
        return (list?.elements ?? []).map(Reservation.init)
    }
}

/// One line that is to be bought.
package struct CartLine: Sendable, Equatable {
    /// `ProductId:SkuId:AvailabilityId`, or a legacy offer id.
    package var catalogItemID: String
    package var quantity: Int
    /// `monthly`, `annual`, `triennial`, `one_time`, `none`.
    package var billingCycle: String
    /// ISO 8601; `nil` for what is bought once.
    package var term: String?
    package var promotion: String?
    package var friendlyName: String?

    package init(
        catalogItemID: String, quantity: Int, billingCycle: String, term: String? = nil, promotion: String? = nil,
        friendlyName: String? = nil
    ) {
        self.catalogItemID = catalogItemID
        self.quantity = quantity
        self.billingCycle = billingCycle
        self.term = term
        self.promotion = promotion
        self.friendlyName = friendlyName
    }

    /// As a cart request has it.
    func wire(id: Int) -> JSONValue {
        var members: [JSONValue.JSONMember] = [
            .init("id", .number(String(id))), .init("catalogItemId", .string(catalogItemID)),
            .init("quantity", .number(String(quantity))), .init("billingCycle", .string(billingCycle)),
        ]
        if let term { members.append(.init("termDuration", .string(term))) }
        if let promotion { members.append(.init("promotionId", .string(promotion))) }
        if let friendlyName { members.append(.init("friendlyName", .string(friendlyName))) }
        return .object(members)
    }
}

/// A cart as the service has it (commerce API 5).
package struct Cart: Sendable, Equatable {
    /// A line of it, with what the service has against it.
    package struct Line: Listed, Equatable {
        package let cart: String
        package let number: Int?
        package let catalogItemID: String
        package let quantity: Int?
        package let billingCycle: String
        package let term: String
        package let currency: String
        /// Lines of one group become one order.
        package let orderGroup: String
        /// Empty when the line is in order.
        package let error: String

        package static let columns = [
            "cart_id", "line", "catalog_item_id", "quantity", "billing_cycle", "term", "currency", "order_group",
            "error",
        ]
        package var cells: [ListedCell] {
            [
                .init(cart), number.map { .number(String($0)) } ?? .none, .init(catalogItemID),
                quantity.map { .number(String($0)) } ?? .none, .init(billingCycle), .init(term), .init(currency),
                .init(orderGroup), .init(error),
            ]
        }
    }

    package let id: String
    /// `Active` or `Ordered`.
    package let status: String
    package let expires: String
    package let lines: [Line]

    package var isOrdered: Bool { status.lowercased() == "ordered" }
    package var hasErrors: Bool { lines.contains { !$0.error.isEmpty } }

    init(_ value: JSONValue) {
        let id = value["id"]?.text ?? ""
        self.id = id
        status = value["status"]?.text ?? ""
        expires = value["expirationTimestamp"]?.text ?? ""
        lines = (value["lineItems"]?.elements ?? []).map { line in
            let error = line["error"]
            return Line(
                cart: id, number: line["id"]?.int,
                catalogItemID: line["catalogItemId"]?.text ?? line["catalogId"]?.text ?? "",
                quantity: line["quantity"]?.int,
                billingCycle: line["billingCycle"]?.text ?? "", term: line["termDuration"]?.text ?? "",
                currency: line["currencyCode"]?.text ?? "", orderGroup: line["orderGroup"]?.text ?? "",
                error: [error?["errorCode"]?.text, error?["errorDescription"]?.text].compactMap { $0 }
                    .joined(separator: ": "))
        }
    }
}

/// One customer's entitlements as the service returned them: a file of `entitlements/` in a snapshot.
package struct ArchivedEntitlements: Sendable {
    package let customer: String
    package let items: [JSONValue]

    /// Where they lie in a snapshot.
    package static let folder = "entitlements"

    package init(customer: String, items: [JSONValue]) {
        self.customer = customer
        self.items = items
    }

    /// Reads a file; `nil` when it holds no entitlements. What the service returns does not name the customer: where the
    /// body does not either, the file's name does.
    package init?(_ value: JSONValue, fileName: String) {
        guard case .array(let items)? = value["items"], value["links"]?["next"] == nil else { return nil }
        customer = (value["customerId"]?.text ?? fileName.replacing(/(?i)\.json$/, with: "")).lowercased()
        self.items = items
    }

    /// A collection of the service's own form; the customer stands beside its items.
    package var json: JSONValue {
        [
            "customerId": .string(customer), "totalCount": .number(String(items.count)), "items": .array(items),
            "attributes": ["objectType": "Collection"],
        ]
    }

    /// The reservation orders that the customer is entitled to, in lower case.
    package var reservationOrders: Set<String> {
        Set(items.flatMap { ArchivedEntitlements.orders($0, depth: 0) })
    }

    /// Of an entitlement and of those that it includes.
    private static func orders(_ entitlement: JSONValue, depth: Int) -> [String] {
        let own = (entitlement["entitledArtifacts"]?.elements ?? []).compactMap { $0["resourceId"]?.text?.lowercased() }
        guard depth < 8 else { return own }
        return own + (entitlement["includedEntitlements"]?.elements ?? []).flatMap { orders($0, depth: depth + 1) }
    }
}

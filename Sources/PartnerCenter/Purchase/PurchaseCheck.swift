/// Looks before a purchase whether what is wanted can be had: only where a SKU's prerequisites demand it
/// (commerce API 4).
package struct PurchaseCheck: Sendable {
    private let catalogue: CatalogueCalls
    /// Values for the variables that SKUs ask for: `customerId`, `azureSubscriptionId`, `armRegionName`.
    private let context: [(name: String, value: String)]

    package init(_ catalogue: CatalogueCalls, context: [(name: String, value: String)]) {
        self.catalogue = catalogue
        self.context = context
    }

    /// What of the lines is restricted; empty when all of it can be had. Legacy offers have no SKU to look at.
    package func restrictions(of lines: [CartLine]) async throws(ServiceError) -> [InventoryItem] {
        var restricted: [InventoryItem] = []
        var looked: Set<String> = []
        for line in lines {
            let parts = line.catalogItemID.split(separator: ":").map(String.init)
            guard parts.count == 3, looked.insert("\(parts[0]):\(parts[1])").inserted else { continue }
            restricted += try await restrictions(
                sku: try await catalogue.sku(parts[1], of: parts[0]), product: parts[0])
        }
        return restricted
    }

    /// Checks one SKU, if it has to be.
    package func restrictions(sku: CatalogueSKU, product: String) async throws(ServiceError) -> [InventoryItem] {
        guard sku.needsInventoryCheck else { return [] }
        return try await catalogue.inventory(product: product, sku: sku.id, context: context).filter {
            $0.isRestricted && $0.sku == sku.id
        }
    }
}

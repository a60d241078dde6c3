/// What is on sale: products, SKUs, availabilities, inventory (commerce API 3 and 4).
package struct CatalogueCalls: Sendable {
    private let client: ServiceClient
    /// ISO alpha-2.
    private let country: String
    /// `commercial`, `education`, `government`, `nonprofit`; `nil` for all but the last.
    private let segment: String?

    package init(_ client: ServiceClient, country: String, segment: String? = nil) {
        self.client = client
        self.country = country
        self.segment = segment
    }

    /// Products of a view, such as `Azure`, `OnlineServices`, `Software`.
    package func products(view: String) async throws(ServiceError) -> [CatalogueProduct] {
        let query = base + [(name: "targetView", value: view)] + segmentField
        return try await CollectionRead(client).items("/products", query, purpose: "products of \(view)").map(
            CatalogueProduct.init)
    }

    package func product(_ id: String) async throws(ServiceError) -> CatalogueProduct {
        CatalogueProduct(
            try await client.json(client.v1("/products/\(URLText.encoded(id))", base, purpose: "product \(id)")))
    }

    package func skus(of product: String) async throws(ServiceError) -> [CatalogueSKU] {
        let path = "/products/\(URLText.encoded(product))/skus"
        return try await CollectionRead(client).items(path, base + segmentField, purpose: "SKUs of \(product)")
            .map(CatalogueSKU.init)
    }

    package func sku(_ id: String, of product: String) async throws(ServiceError) -> CatalogueSKU {
        let path = "/products/\(URLText.encoded(product))/skus/\(URLText.encoded(id))"
        return CatalogueSKU(try await client.json(client.v1(path, base, purpose: "SKU \(product):\(id)")))
    }

    /// Availabilities, a row per term.
    package func offers(of sku: String, product: String) async throws(ServiceError) -> [CatalogueOffer] {
        let path = "/products/\(URLText.encoded(product))/skus/\(URLText.encoded(sku))/availabilities"
        return try await CollectionRead(client).items(
            path, base + segmentField, purpose: "availabilities of \(product):\(sku)"
        ).flatMap(CatalogueOffer.offers)
    }

    /// One availability, a row per term: it may have more of them than the list shows (commerce API 12).
    package func offers(
        availability: String, sku: String, product: String
    ) async throws(ServiceError) -> [CatalogueOffer] {
        let path =
            "/products/\(URLText.encoded(product))/skus/\(URLText.encoded(sku))/availabilities/\(URLText.encoded(availability))"
        let purpose = "availability \(product):\(sku):\(availability)"
        return CatalogueOffer.offers(try await client.json(client.v1(path, base, purpose: purpose)))
    }

    /// Checks whether SKUs can be had. `context` holds what their inventory variables ask for, such as `customerId`.
    package func inventory(
        product: String, sku: String?, context: [(name: String, value: String)]
    ) async throws(ServiceError) -> [InventoryItem] {
        let purpose = "inventory of \(product)" + (sku.map { ":" + $0 } ?? "")
        var item: [JSONValue.JSONMember] = [.init("productId", .string(product))]
        if let sku { item.append(.init("skuId", .string(sku))) }
        let body: JSONValue = [
            "targetItems": .array([.object(item)]),
            "inventoryContext": .object(context.map { .init($0.name, .string($0.value)) }),
        ]
        var call = client.v1("/extensions/product/checkInventory", base, purpose: purpose)
        call.method = .post
        call.body = Array(body.json.utf8)
        let answer = try await client.json(call)
        // A bare array, unlike everything else (commerce API 4).
        guard case .array(let items) = answer else { throw client.error(.senseless, purpose, "the answer is no list") }
        return items.map(InventoryItem.init)
    }

    private var base: [(name: String, value: String)] { [(name: "country", value: country)] }

    private var segmentField: [(name: String, value: String)] {
        segment.map { [(name: "targetSegment", value: $0)] } ?? []
    }
}

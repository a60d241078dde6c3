/// A product of the catalogue (commerce API 3.1).
package struct CatalogueProduct: Listed, Equatable {
    package let id: String
    package let title: String
    package let type: String
    package let subType: String
    package let publisher: String
    package let isMicrosoft: Bool?

    init(_ value: JSONValue) {
        id = value["id"]?.text ?? ""
        title = value["title"]?.text ?? ""
        type = value["productType"]?["id"]?.text ?? ""
        subType = value["productType"]?["subType"]?["id"]?.text ?? ""
        publisher = value["publisherName"]?.text ?? ""
        isMicrosoft = value["isMicrosoftProduct"]?.bool
    }

    package static let columns = ["product_id", "title", "type", "sub_type", "publisher", "microsoft"]
    package var cells: [ListedCell] {
        [
            .init(id), .init(title), .init(type), .init(subType), .init(publisher),
            isMicrosoft.map { .flag($0) } ?? .none,
        ]
    }
}

/// A SKU of a product (commerce API 3.4).
package struct CatalogueSKU: Listed, Equatable {
    package let id: String
    package let product: String
    package let title: String
    package let minimumQuantity: Int?
    package let maximumQuantity: Int?
    package let isTrial: Bool?
    package let billingCycles: [String]
    /// An open set; `InventoryCheck` is the one that matters here.
    package let prerequisites: [String]
    /// What an inventory check wants to know.
    package let inventoryVariables: [String]

    /// Must the inventory be checked before this can be bought?
    package var needsInventoryCheck: Bool { prerequisites.contains { $0.lowercased() == "inventorycheck" } }

    init(_ value: JSONValue) {
        id = value["id"]?.text ?? ""
        product = value["productId"]?.text ?? ""
        title = value["title"]?.text ?? ""
        minimumQuantity = value["minimumQuantity"]?.int
        maximumQuantity = value["maximumQuantity"]?.int
        isTrial = value["isTrial"]?.bool
        billingCycles = value["supportedBillingCycles"]?.elements.compactMap(\.text) ?? []
        prerequisites = value["purchasePrerequisites"]?.elements.compactMap(\.text) ?? []
        inventoryVariables = value["inventoryVariables"]?.elements.compactMap(\.text) ?? []
    }

    package static let columns = [
        "product_id", "sku_id", "title", "minimum_quantity", "maximum_quantity", "trial", "billing_cycles",
        "purchase_prerequisites",
    ]
    package var cells: [ListedCell] {
        [
            .init(product), .init(id), .init(title), minimumQuantity.map { .number(String($0)) } ?? .none,
            maximumQuantity.map { .number(String($0)) } ?? .none, isTrial.map { .flag($0) } ?? .none,
            .init(billingCycles.joined(separator: " ")), .init(prerequisites.joined(separator: " ")),
        ]
    }
}

/// One way in which a SKU is on sale: an availability in one of its terms (commerce API 3.6). Catalogues have no prices.
package struct CatalogueOffer: Listed, Equatable {
    /// `ProductId:SkuId:AvailabilityId`; reissued regularly, so read it just before buying.
    package let catalogItemID: String
    package let availability: String
    package let segment: String
    package let country: String
    package let currency: String
    package let isPurchasable: Bool?
    /// ISO 8601; empty for what is bought once.
    package let term: String
    package let billingCycle: String

    /// One row per term; one without a term where there is none.
    static func offers(_ value: JSONValue) -> [CatalogueOffer] {
        let terms = value["terms"]?.elements ?? []
        return (terms.isEmpty ? [.null] : terms).map { CatalogueOffer(value, term: $0) }
    }

    private init(_ value: JSONValue, term: JSONValue) {
        availability = value["id"]?.text ?? ""
        let parts = [value["productId"]?.text, value["skuId"]?.text, value["id"]?.text].compactMap { $0 }
        catalogItemID = value["catalogItemId"]?.text ?? parts.joined(separator: ":")
        segment = value["segment"]?.text ?? ""
        country = value["country"]?.text ?? ""
        // An object in bodies, a text in the documentation.
        currency = value["defaultCurrency"]?["code"]?.text ?? value["defaultCurrency"]?.text ?? ""
        isPurchasable = value["isPurchasable"]?.bool
        self.term = term["duration"]?.text ?? ""
        billingCycle = term["billingCycle"]?.text ?? ""
    }

    package static let columns = [
        "catalog_item_id", "availability_id", "segment", "country", "currency", "purchasable", "term", "billing_cycle",
    ]
    package var cells: [ListedCell] {
        [
            .init(catalogItemID), .init(availability), .init(segment), .init(country), .init(currency),
            isPurchasable.map { .flag($0) } ?? .none, .init(term), .init(billingCycle),
        ]
    }
}

/// What an inventory check says about one SKU (commerce API 4).
package struct InventoryItem: Listed, Equatable {
    package let product: String
    package let sku: String
    package let isRestricted: Bool
    package let restrictions: [String]

    init(_ value: JSONValue) {
        product = value["productId"]?.text ?? ""
        sku = value["skuId"]?.text ?? ""
        isRestricted = value["isRestricted"]?.bool ?? false
        restrictions = (value["restrictions"]?.elements ?? []).map { restriction in
            [restriction["reasonCode"]?.text, restriction["description"]?.text].compactMap { $0 }.joined(
                separator: ": ")
        }
    }

    package static let columns = ["product_id", "sku_id", "restricted", "restrictions"]
    package var cells: [ListedCell] {
        [.init(product), .init(sku), .flag(isRestricted), .init(restrictions.joined(separator: "; "))]
    }
}

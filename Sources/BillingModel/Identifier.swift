/// An id whose type says what it identifies; the text stands in the ``TextPool`` of the records around it.
///
/// Texts are normalised on the way in (trimmed, GUIDs in lower case, `org:` dropped), so equal means the same thing.
package struct Identifier<Entity>: Hashable, Sendable {
    package let symbol: Symbol

    @inlinable
    package init(_ symbol: Symbol) { self.symbol = symbol }

    package static var none: Identifier { Identifier(.empty) }

    /// No id was given.
    @inlinable package var isEmpty: Bool { symbol.isEmpty }
}

package enum CustomerTag {}
package enum OrderTag {}
package enum AlternateTag {}
package enum SubscriptionTag {}
package enum ReferenceTag {}
package enum PromotionTag {}

/// The customer's tenant.
package typealias CustomerID = Identifier<CustomerTag>
/// A Partner Center order.
package typealias OrderID = Identifier<OrderTag>
/// The quote id of an order, the short twin of the order id.
package typealias AlternateID = Identifier<AlternateTag>
package typealias SubscriptionID = Identifier<SubscriptionTag>
/// Ties the lines of one upgrade together.
package typealias ReferenceID = Identifier<ReferenceTag>
package typealias PromotionID = Identifier<PromotionTag>

/// What was bought: product, SKU and availability. A legacy offer is a product alone.
package struct CatalogItemID: Hashable, Sendable {
    package let product: Symbol
    package let sku: Symbol
    /// The configuration in which the SKU was on sale; it changes with the price list (billing rules 0.5).
    package let availability: Symbol

    package init(product: Symbol, sku: Symbol, availability: Symbol) {
        self.product = product
        self.sku = sku
        self.availability = availability
    }

    /// Product and SKU alone, for comparing without the volatile third.
    package var productSKU: CatalogItemID { CatalogItemID(product: product, sku: sku, availability: .empty) }
}

extension TextPool {
    /// `ProductId:SkuId:AvailabilityId`, or whatever part of it is there.
    package func text(_ item: CatalogItemID) -> String {
        [item.product, item.sku, item.availability].filter { !$0.isEmpty }.map { self[$0] }.joined(separator: ":")
    }
}

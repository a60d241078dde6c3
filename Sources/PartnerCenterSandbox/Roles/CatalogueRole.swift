import Foundation
import Hummingbird
import NIOCore

/// v1: products, SKUs, availabilities, inventory (commerce API 3 and 4).
struct CatalogueRole: Sendable {
    func add(to router: Router<SandboxContext>) {
        let products = router.group("/api/v1/products")
        products.get { request, _ in list(request) }
        products.get(":product") { _, context in product(context) }
        products.get(":product/skus") { _, context in skus(context) }
        products.get(":product/skus/:sku") { _, context in sku(context) }
        products.get(":product/skus/:sku/availabilities") { request, context in availabilities(request, context) }
        products.get(":product/skus/:sku/availabilities/:availability") { request, context in
            availability(request, context)
        }
        router.post("/api/v1/extensions/product/checkInventory") { request, _ in try await inventory(request) }
    }

    /// Two on a page, so that clients have to follow.
    private func list(_ request: Request) -> Response {
        let query = request.uri.queryParameters
        guard query["country"] != nil, let view = query["targetView"] else {
            return Answer.refusal(.badRequest, "400056", "country and targetView are required")
        }
        let items = ShopCatalogue.items.filter { $0.view.lowercased() == view.lowercased() }
        guard !items.isEmpty else { return Answer.refusal(.forbidden, "400036", "the view is not known here") }
        let start = min(Int(query["offset"] ?? "0") ?? 0, items.count)
        let page = items[start..<min(start + 1, items.count)].map(CatalogueRole.productText)
        let own = "/products?country=\(query["country"] ?? "")&targetView=\(view)"
        let next = start + 1 < items.count ? ",\"next\":" + JSONOut.link(own + "&offset=\(start + 1)") : ""
        return Answer.json(
            "{\"totalCount\":\(items.count),\"items\":[\(page.joined(separator: ","))],"
                + "\"links\":{\"self\":\(JSONOut.link(own))\(next)},\"attributes\":{\"objectType\":\"Collection\"}}")
    }

    private func product(_ context: SandboxContext) -> Response {
        guard let item = ShopCatalogue.items(product: context.parameters.get("product") ?? "").first else {
            return Answer.refusal(.notFound, "400013", "the product was not found")
        }
        return Answer.json(CatalogueRole.productText(item))
    }

    private func skus(_ context: SandboxContext) -> Response {
        let items = ShopCatalogue.items(product: context.parameters.get("product") ?? "")
        guard let first = items.first else { return Answer.refusal(.notFound, "400013", "the product was not found") }
        return Answer.collection(items.map(CatalogueRole.skuText), self: "/products/\(first.product)/skus")
    }

    private func sku(_ context: SandboxContext) -> Response {
        guard let item = item(context) else { return Answer.refusal(.notFound, "400018", "the SKU was not found") }
        return Answer.json(CatalogueRole.skuText(item))
    }

    private func availabilities(_ request: Request, _ context: SandboxContext) -> Response {
        guard let item = item(context) else { return Answer.refusal(.notFound, "400018", "the SKU was not found") }
        return Answer.collection(
            [CatalogueRole.availabilityText(item, request)],
            self: "/products/\(item.product)/skus/\(item.sku)/availabilities")
    }

    private func availability(_ request: Request, _ context: SandboxContext) -> Response {
        guard let item = item(context), item.availability == context.parameters.get("availability") else {
            return Answer.refusal(.notFound, "400019", "the availability was not found")
        }
        return Answer.json(CatalogueRole.availabilityText(item, request))
    }

    /// Nothing is to be had in Japan West.
    private func inventory(_ request: Request) async throws -> Response {
        var request = request
        let body = String(buffer: try await request.collectBody(upTo: 65_536))
        guard let product = body.firstMatch(of: /"productId"\s*:\s*"([A-Za-z0-9]+)"/.ignoresCase())?.1 else {
            return Answer.refusal(.badRequest, "800002", "targetItems are required")
        }
        let isRestricted = body.lowercased().contains("japanwest")
        let restriction =
            "{\"reasonCode\":\"NotAvailableForSubscription\",\"description\":\"Restriction identified of type "
            + "'Location' with values 'japanwest'.\",\"properties\":{\"type\":\"Location\",\"values\":\"japanwest\"}}"
        let items = ShopCatalogue.items(product: String(product)).map { item in
            "{\"productId\":\"\(item.product)\",\"skuId\":\"\(item.sku)\",\"isRestricted\":\(isRestricted),"
                + "\"restrictions\":[\(isRestricted ? restriction : "")]}"
        }
        return Answer.json("[" + items.joined(separator: ",") + "]")
    }

    private func item(_ context: SandboxContext) -> ShopCatalogue.Item? {
        ShopCatalogue.items(
            product: context.parameters.get("product") ?? "", sku: context.parameters.get("sku") ?? ""
        ).first
    }

    private static func productText(_ item: ShopCatalogue.Item) -> String {
        "{\"id\":\"\(item.product)\",\"title\":\(JSONOut.text(item.title)),\"description\":\(JSONOut.text(item.title)),"
            + "\"productType\":{\"id\":\"\(item.type)\",\"displayName\":\"\(item.type)\"},\"isMicrosoftProduct\":true,"
            + "\"publisherName\":\"Microsoft\"}"
    }

    private static func skuText(_ item: ShopCatalogue.Item) -> String {
        func list(_ values: [String]) -> String { "[" + values.map(JSONOut.text).joined(separator: ",") + "]" }
        let cycles = Array(Set(item.terms.map(\.cycle))).sorted()
        return "{\"id\":\"\(item.sku)\",\"productId\":\"\(item.product)\",\"title\":\(JSONOut.text(item.title)),"
            + "\"minimumQuantity\":1,\"maximumQuantity\":\(item.maximum),\"isTrial\":false,"
            + "\"supportedBillingCycles\":\(list(cycles)),\"purchasePrerequisites\":\(list(item.prerequisites)),"
            + "\"inventoryVariables\":\(list(item.inventoryVariables)),\"dynamicAttributes\":{}}"
    }

    private static func availabilityText(_ item: ShopCatalogue.Item, _ request: Request) -> String {
        let terms = item.terms.filter { !$0.term.isEmpty }.map { terms in
            "{\"duration\":\"\(terms.term)\",\"description\":\"\",\"billingCycle\":\"\(terms.cycle.capitalized)\"}"
        }
        let country = request.uri.queryParameters["country"].map(String.init) ?? ""
        return "{\"id\":\"\(item.availability)\",\"productId\":\"\(item.product)\",\"skuId\":\"\(item.sku)\","
            + "\"catalogItemId\":\"\(item.catalogItemID)\",\"defaultCurrency\":{\"code\":\"\(ShopCatalogue.currency)\","
            + "\"symbol\":\"€\"},\"segment\":\"commercial\",\"country\":\(JSONOut.text(country)),\"isPurchasable\":true,"
            + "\"isRenewable\":true,\"terms\":[\(terms.joined(separator: ","))]}"
    }
}

import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// v1: customers, carts, orders, entitlements (commerce API 5 to 7).
struct PurchaseRole: Sendable {
    private let sandbox: SandboxParts

    init(_ sandbox: SandboxParts) { self.sandbox = sandbox }

    func add(to router: Router<SandboxContext>) {
        let customers = router.group("/api/v1/customers")
        customers.get { request, _ in list(request) }
        customers.post(":customer/carts") { request, context in try await create(request, context) }
        customers.get(":customer/carts/:cart") { _, context in show(context) }
        customers.put(":customer/carts/:cart") { request, context in try await update(request, context) }
        customers.post(":customer/carts/:cart/checkout") { request, context in checkOut(request, context) }
        customers.get(":customer/orders") { request, context in orders(request, context) }
        customers.get(":customer/orders/:order") { request, context in order(request, context) }
        customers.get(":customer/subscriptions") { _, context in subscriptions(context) }
        customers.get(":customer/entitlements") { request, context in entitlements(request, context) }
        customers.get(":customer/artifacts/reservedinstance/groups/0/lineitems/0/resource/:reservation") { _, context in
            reservation(context)
        }
    }

    /// Four on a page, by seeking.
    private func list(_ request: Request) -> Response {
        let customers = sandbox.shop.customers
        let token = HTTPField.Name("MS-ContinuationToken").flatMap { request.headers[$0] }
        let start = min(Int(token ?? "0") ?? 0, customers.count)
        let end = min(start + 4, customers.count)
        let items = customers[start..<end].map {
            "{\"id\":\"\($0.id)\",\"companyProfile\":{\"tenantId\":\"\($0.id)\",\"companyName\":\(JSONOut.text($0.name))}}"
        }
        let next = end < customers.count ? ",\"next\":" + JSONOut.link("/customers?size=4", token: String(end)) : ""
        return Answer.json(
            "{\"totalCount\":\(items.count),\"items\":[\(items.joined(separator: ","))],"
                + "\"links\":{\"self\":\(JSONOut.link("/customers"))\(next)},\"attributes\":{\"objectType\":\"Collection\"}}"
        )
    }

    private func create(_ request: Request, _ context: SandboxContext) async throws -> Response {
        guard let lines = try await lines(request) else {
            return Answer.refusal(.badRequest, "800002", "lineItems are required")
        }
        let answer = sandbox.shop.once(requestID(request)) {
            CartText.json(sandbox.shop.newCart(customer(context), lines))
        }
        return Answer.json(answer ?? "", .created)
    }

    private func show(_ context: SandboxContext) -> Response {
        guard let cart = sandbox.shop.cart(context.parameters.get("cart") ?? "", of: customer(context)) else {
            return PurchaseRole.noCart
        }
        return Answer.json(CartText.json(cart))
    }

    private func update(_ request: Request, _ context: SandboxContext) async throws -> Response {
        guard let lines = try await lines(request) else {
            return Answer.refusal(.badRequest, "800002", "lineItems are required")
        }
        let id = context.parameters.get("cart") ?? ""
        guard sandbox.shop.cart(id, of: customer(context)) != nil else { return PurchaseRole.noCart }
        guard let cart = sandbox.shop.replace(id, lines) else {
            return Answer.refusal(.badRequest, "800065", "the cart was already submitted")
        }
        return Answer.json(CartText.json(cart), .created)
    }

    private func checkOut(_ request: Request, _ context: SandboxContext) -> Response {
        let id = context.parameters.get("cart") ?? ""
        guard let cart = sandbox.shop.cart(id, of: customer(context)) else { return PurchaseRole.noCart }
        guard cart.lines.allSatisfy({ CartText.fault($0) == nil }) else {
            return Answer.refusal(.badRequest, "800009", "the cart has items with errors")
        }
        let receipt = sandbox.shop.once(requestID(request)) {
            sandbox.shop.checkOut(id, created: sandbox.shop.now)
        }
        return Answer.json(receipt ?? "", .created)
    }

    private func orders(_ request: Request, _ context: SandboxContext) -> Response {
        let query = request.uri.queryParameters
        let cycle = query["billingType"].map { $0.lowercased().filter { $0 != "_" } }
        let orders = sandbox.shop.orders(of: customer(context)).filter {
            cycle == nil || $0.cycle.filter { $0 != "_" } == cycle
        }
        let includePrice = query["include_price"]?.lowercased() == "true"
        return Answer.collection(
            orders.map { $0.json(includePrice: includePrice) }, self: "/customers/\(customer(context))/orders")
    }

    private func order(_ request: Request, _ context: SandboxContext) -> Response {
        guard let order = sandbox.shop.order(context.parameters.get("order") ?? "", of: customer(context)) else {
            return Answer.refusal(.notFound, "20000", "the order was not found")
        }
        return Answer.json(
            order.json(includePrice: request.uri.queryParameters["include_price"]?.lowercased() == "true"))
    }

    private func subscriptions(_ context: SandboxContext) -> Response {
        let customer = customer(context)
        return Answer.collection(
            sandbox.shop.subscriptions(of: customer).map(\.json), self: "/customers/\(customer)/subscriptions")
    }

    /// What was bought once: software and reservations.
    private func entitlements(_ request: Request, _ context: SandboxContext) -> Response {
        let customer = customer(context)
        let wanted = request.uri.queryParameters["entitlementType"]?.lowercased()
        var items: [String] = []
        for order in sandbox.shop.orders(of: customer) where order.cycle == "one_time" {
            for (index, line) in order.lines.enumerated() {
                let type = line.reservation.isEmpty ? "software" : "reservedinstance"
                if wanted == nil || wanted == type {
                    items.append(PurchaseRole.entitlement(order, index, line, type))
                }
            }
        }
        if let stored = sandbox.shelf.top("entitlements/\(customer.lowercased()).json"),
            SnapshotShelf.isPlain(customer), let ranges = ItemSlices.ranges(in: stored)
        {
            items += ranges.map { String(decoding: stored[$0], as: UTF8.self) }
        }
        return Answer.collection(items, self: "/customers/\(customer)/entitlements")
    }

    private static func entitlement(_ order: ShopOrder, _ index: Int, _ line: ShopOrder.Line, _ type: String) -> String
    {
        let parts = line.offer.split(separator: ":").map(String.init)
        let link = JSONOut.link(
            "/customers/\(order.customer)/artifacts/reservedinstance/groups/0/lineitems/0/resource/\(line.reservation)")
        let artifact =
            line.reservation.isEmpty
            ? "" : "{\"artifactType\":\"reservedinstance\",\"resourceId\":\"\(line.reservation)\",\"link\":\(link)}"
        return
            "{\"productId\":\(JSONOut.text(parts.first ?? "")),\"skuId\":\(JSONOut.text(parts.dropFirst().first ?? "")),"
            + "\"quantity\":\(line.quantity),\"entitlementType\":\"\(type)\",\"includedEntitlements\":[],"
            + "\"referenceOrder\":{\"id\":\(JSONOut.text(order.id)),\"lineItemId\":\"\(index)\"},"
            + "\"entitledArtifacts\":[\(artifact)]}"
    }

    private func reservation(_ context: SandboxContext) -> Response {
        let wanted = context.parameters.get("reservation") ?? ""
        let lines = sandbox.shop.orders(of: customer(context)).flatMap(\.lines).filter { $0.reservation == wanted }
        guard let line = lines.first else { return Answer.refusal(.notFound, "1000", "there is no such reservation") }
        return Answer.json(
            "{\"type\":\"reservedinstance\",\"virtualMachineReservations\":[{\"reservationId\":\"\(wanted)\","
                + "\"scopeType\":\"Shared\",\"quantity\":\(line.quantity),\"expiryDateTime\":\"2029-11-24T00:00:00\","
                + "\"effectiveDateTime\":\"2026-11-24T09:00:00.0000000Z\",\"provisioningState\":\"Created\"}]}")
    }

    /// The lines of a cart request, whatever the case of its names.
    private func lines(_ request: Request) async throws -> [Shop.CartLine]? {
        struct Body: Decodable { var lineItems: [Shop.CartLine]? }
        var request = request
        var text = String(buffer: try await request.collectBody(upTo: 1 << 20))
        for name in [
            "lineItems", "catalogItemId", "quantity", "billingCycle", "termDuration", "promotionId", "friendlyName",
        ] {
            text = text.replacingOccurrences(of: "\"\(name)\"", with: "\"\(name)\"", options: .caseInsensitive)
        }
        do {
            return try JSONDecoder().decode(Body.self, from: Data(text.utf8)).lineItems
        } catch is DecodingError {
            return nil
        }
    }

    private func customer(_ context: SandboxContext) -> String { context.parameters.get("customer") ?? "" }

    private func requestID(_ request: Request) -> String {
        HTTPField.Name("MS-RequestId").flatMap { request.headers[$0] } ?? ""
    }

    private static var noCart: Response { Answer.refusal(.notFound, "800008", "the cart was not found") }
}

import BillingModel
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("Buying catalogue items")
struct PurchaseTests {
    private let customer = "08588730-ae0c-575b-b82c-ebe23a9281b8"
    private let exchange = CartLine(
        catalogItemID: "CFQ7TTC0LH16:0001:CFQ7TTC0K971", quantity: 10, billingCycle: "monthly", term: "P1Y")
    private let server = CartLine(
        catalogItemID: "DG7GMGF0DVT9:0002:DG7GMGF0BZ4P", quantity: 2, billingCycle: "one_time")

    @Test("the catalogue, from a view down to the catalogue item id, over all its pages")
    func catalogue() async throws {
        try await SandboxVisit.with { visit in
            let catalogue = CatalogueCalls(try visit.client(), country: "DE", segment: "commercial")
            let products = try await catalogue.products(view: "OnlineServices")
            #expect(products.map(\.id) == ["CFQ7TTC0LH16", "CFQ7TTC0LFLZ"])
            #expect(try await catalogue.product("CFQ7TTC0LH16").title == "Exchange Online (Plan 1)")
            let skus = try await catalogue.skus(of: "CFQ7TTC0LH16")
            #expect(skus.map(\.id) == ["0001"])
            #expect(try await catalogue.sku("0001", of: "CFQ7TTC0LH16").billingCycles == ["annual", "monthly"])
            let offers = try await catalogue.offers(of: "0001", product: "CFQ7TTC0LH16")
            #expect(
                offers.map { "\($0.catalogItemID) \($0.term) \($0.billingCycle)" } == [
                    "CFQ7TTC0LH16:0001:CFQ7TTC0K971 P1M Monthly", "CFQ7TTC0LH16:0001:CFQ7TTC0K971 P1Y Monthly",
                    "CFQ7TTC0LH16:0001:CFQ7TTC0K971 P1Y Annual",
                ])
            let one = try await catalogue.offers(availability: "CFQ7TTC0K971", sku: "0001", product: "CFQ7TTC0LH16")
            #expect(one == offers)
        }
    }

    @Test("an inventory check where a SKU demands one")
    func inventory() async throws {
        try await SandboxVisit.with { visit in
            let catalogue = CatalogueCalls(try visit.client(), country: "US")
            let sku = try await catalogue.sku("00G1", of: "DZH318Z0BQ3V")
            #expect(sku.needsInventoryCheck)
            #expect(sku.inventoryVariables == ["CustomerId", "AzureSubscriptionId"])
            let context = [(name: "customerId", value: customer), (name: "armRegionName", value: "japanwest")]
            let checked = try await catalogue.inventory(product: "DZH318Z0BQ3V", sku: "00G1", context: context)
            #expect(checked.map(\.isRestricted) == [true])
            #expect(checked[0].restrictions[0].hasPrefix("NotAvailableForSubscription: "))
        }
    }

    @Test("a cart from creation to orders: lines with errors are shown, corrected, and bought once")
    func cart() async throws {
        try await SandboxVisit.with { visit in
            let carts = CartCalls(try visit.client(), customer: customer)
            var wrong = exchange
            wrong.catalogItemID = "CFQ7TTC0LH16:0001:NOSUCHOFFER0"
            let created = try await carts.create([wrong, server])
            #expect(created.hasErrors)
            #expect(created.lines.map(\.error) == ["10001: The catalog item id is not valid", ""])
            await #expect {
                _ = try await carts.checkOut(created.id)
            } throws: { ($0 as? ServiceError)?.code == "800009" }
            let updated = try await carts.update(created.id, [exchange, server])
            #expect(!updated.hasErrors)
            #expect(updated.lines.map(\.orderGroup) == ["0", "1"])
            let first = try await placed(carts, created.id)
            #expect(first.map(\.billingCycle) == ["monthly", "one_time"])
            #expect(try await carts.show(created.id).isOrdered)
            #expect(try await placed(carts, created.id) == first)
        }
    }

    @Test("a checkout whose answer is lost buys once, under one request id", arguments: [1, 3])
    func lostAnswer(times: Int) async throws {
        try await SandboxVisit.with {
            $0.faults = SandboxFaults([.lostReplies: .init(percent: 100, times: times)])
            $0.hiddenListings = 0
        } body: { visit in
            let client = try visit.client()
            let before = try await OrderCalls(client).orders(of: customer).count
            let carts = CartCalls(client, customer: customer)
            let cart = try await carts.create([exchange])
            let orders = try await placed(carts, cart.id)
            #expect(orders.count == 1)
            #expect(try await OrderCalls(client).orders(of: customer).count == before + 1)
            #expect(visit.server.requests.filter { $0.hasSuffix("/checkout") }.count == times + 1)
        }
    }

    @Test("a checkout that is answered with trouble is not sent again: nobody knows whether it bought")
    func troubledAnswer() async throws {
        try await SandboxVisit.with {
            $0.faults = SandboxFaults([.serverErrors: .init(percent: 100, times: 1)])
        } body: { visit in
            let carts = CartCalls(try visit.client(), customer: customer)
            let cart = try await carts.create([exchange])
            guard case .unknown(let error) = try await carts.checkOut(cart.id) else {
                Issue.record("the checkout was sent again")
                return
            }
            #expect(error.status == 500)
            #expect(visit.server.requests.filter { $0.hasSuffix("/checkout") }.count == 1)
        }
    }

    @Test("a new order can be had by id at once, and is listed later")
    func listing() async throws {
        try await SandboxVisit.with { visit in
            let client = try visit.client()
            let carts = CartCalls(client, customer: customer)
            let order = try #require(try await placed(carts, try await carts.create([exchange]).id).first)
            let calls = OrderCalls(client)
            #expect(try await calls.order(order.id, of: customer).status == "pending")
            #expect(try await !calls.orders(of: customer).contains { $0.id == order.id })
            let listed = try await calls.orders(of: customer).first { $0.id == order.id }
            #expect(listed?.status == "completed")
            #expect(listed?.lines.first?.termPrice?.description == "44.16")
            let monthly = try await calls.orders(of: customer, billingCycle: "one_time")
            #expect(monthly.allSatisfy { $0.billingCycle == "one_time" })
        }
    }

    @Test("a reservation is an entitlement with details behind it")
    func reservation() async throws {
        try await SandboxVisit.with {
            $0.hiddenListings = 0
        } body: { visit in
            let client = try visit.client()
            let carts = CartCalls(client, customer: customer)
            let line = CartLine(
                catalogItemID: "DZH318Z0BQ3V:00G1:DZH318Z0DFLG", quantity: 3, billingCycle: "one_time", term: "P3Y")
            _ = try await placed(carts, try await carts.create([line, server]).id)
            let calls = EntitlementCalls(client, customer: customer)
            #expect(Set(try await calls.entitlements().map(\.type)) == ["software", "reservedinstance"])
            let owned = try #require(try await calls.entitlements(type: "reservedInstance").first)
            #expect(owned.quantity == 3)
            let details = try await calls.reservations(order: owned.reservationOrder)
            #expect(details.map(\.quantity) == [3])
            #expect(details.map(\.state) == ["Created"])
        }
    }

    private func placed(_ carts: CartCalls, _ cart: String) async throws -> [PlacedOrder] {
        guard case .placed(let orders, let failures) = try await carts.checkOut(cart) else { return [] }
        #expect(failures == [])
        return orders
    }
}

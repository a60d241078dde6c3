import BillingModel
import Testing

@testable import LedgerStore

@Suite("Posting order rows")
struct OrderPostingTests {
    @Test("The same book twice adds nothing, in whatever order and batches")
    func twice() throws {
        let test = try TestLedger()
        let orders = (0..<100).map { Order("order-\($0)") }
        #expect(try test.night("2026-10-10", Night(orders: orders)).ordersPosted == 100)
        var again = Night(orders: orders.reversed())
        again.batchSize = 9
        let summary = try test.night("2026-10-11", again)
        #expect(summary.ordersPosted == 0)
        #expect(summary.ordersAlreadyPosted == 100)
        #expect(try test.number("SELECT count(*) FROM order_events") == 100)
    }

    @Test("A longer book adds what is new, a changed row is another fact")
    func longer() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Night(orders: [Order("order-1"), Order("order-2")]))
        let summary = try test.night(
            "2026-10-11", Night(orders: [Order("order-1"), Order("order-2", quantity: "5"), Order("order-3")]))
        #expect(summary.ordersPosted == 2)
        #expect(summary.ordersAlreadyPosted == 1)
        #expect(
            try test.texts("SELECT order_id || ' ' || quantity FROM order_events ORDER BY event_no")
                == ["order-1 1", "order-2 1", "order-2 5", "order-3 1"])
    }

    @Test("A row without a price and a discount has none")
    func absent() throws {
        let test = try TestLedger()
        var usage = Order("order-1", quantity: "0.5")
        usage.price = nil
        var promotion = Order("order-2")
        promotion.change = { $0.discountPercent = "12.5" }
        try test.night("2026-10-10", Night(orders: [usage, promotion]))
        #expect(
            try test.texts(
                "SELECT ifnull(unit_price, '-') || ' ' || ifnull(discount_percent, '-') FROM order_events ORDER BY event_no"
            )
                == ["- -", "10 12.5"])
    }
}

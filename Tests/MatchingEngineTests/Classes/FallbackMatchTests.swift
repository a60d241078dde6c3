import BillingModel
import MatchingEngine
import Testing

struct FallbackMatchTests {
    @Test(arguments: [
        ClassCase(
            "found by the subscription", [tenSeats(), january().with { $0.order = "sys1" }],
            "fallback_match 548.00 548.00"),
        ClassCase(
            "found by the alternate id",
            [
                order("O1", "2026-01-15", qty: 10, price: "54.80", sub: "", alternate: "q1"),
                january().with {
                    $0.order = "sys1"; $0.alternate = "q1"; $0.subscription = ""
                },
            ], "fallback_match 548.00 548.00"),
        ClassCase(
            "found by customer and item, three days off",
            [
                tenSeats(),
                january().with {
                    $0.order = "sys1"; $0.subscription = "other"; $0.orderDate = "2026-01-18"
                },
            ], "fallback_match 548.00 548.00"),
        ClassCase(
            "four days off is nobody's order",
            [
                tenSeats(),
                january().with {
                    $0.order = "sys1"; $0.subscription = "other"; $0.orderDate = "2026-01-19"
                },
            ],
            "charged_not_ordered 0.00 548.00", "ordered_not_charged 548.00 0.00"),
        ClassCase(
            "the order id of another subscription: the line's own, which has an order, is the one",
            [
                tenSeats(), january(), order("O2", "2026-01-15", qty: 12, price: "54.80"),
                january(qty: 12).with { $0.subscription = "s-O2" },
            ], "fallback_match 657.60 657.60"),
        ClassCase(
            "a subscription that no order has says nothing against the order id",
            [tenSeats(), january().with { $0.subscription = "other" }]),
        ClassCase(
            "found below, but it does not agree", [tenSeats(), january(qty: 11).with { $0.order = "sys1" }],
            "quantity_over 548.00 602.80"),
    ])
    func fallbackMatch(_ row: ClassCase) { row.check() }

    @Test("What just misses is named, from both sides") func nearestMiss() {
        let outcome = Reseller([
            tenSeats(),
            january(qty: 9).with {
                $0.order = "sys1"; $0.subscription = "other"
            },
        ]).outcome()
        let steps = outcome.discrepancies.flatMap(\.steps).filter { $0.hasPrefix("nearest miss") }.sorted()
        #expect(
            steps == [
                "nearest miss: O1 line 1; apart: order id O1, quantity 10",
                "nearest miss: lines.json#1; apart: order id sys1, quantity 9",
            ])
    }
}

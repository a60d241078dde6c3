import BillingModel
import Testing

struct OrderedNotChargedTests {
    @Test(arguments: [
        ClassCase(
            "a purchase in a covered month without its line", [tenSeats()], covering: ["2026-01"],
            "ordered_not_charged 548.00 0.00"),
        ClassCase("a purchase in a month that is not there", [tenSeats()], covering: ["2025-12"]),
        ClassCase(
            "a purchase in a month that was not read whole", [tenSeats()], covering: ["2026-01"],
            adjust: { $0.incomplete = ["2026-01"] }),
        ClassCase("the invoice is in another currency", [tenSeats()], covering: ["2026-01 USD"]),
        ClassCase(
            "a one-time purchase", [purchase("O2", "2026-01-31", qty: 1, price: "300.00")], covering: ["2026-01"],
            "ordered_not_charged 300.00 0.00"),
        ClassCase(
            "seats added and never charged",
            [
                tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "54.80"),
            ],
            "ordered_not_charged 176.75 0.00"),
        ClassCase("nothing costs nothing", [tenSeats(0)], covering: ["2026-01"]),
        ClassCase(
            "bought and cancelled, neither billed",
            [
                tenSeats(), order("O1", "2026-01-18", .cancel, qty: 0, price: "54.80"),
            ], covering: ["2026-01"]),
        ClassCase(
            "its ids stand in a rejected line", [tenSeats()], covering: ["2026-01"],
            adjust: { $0.rejectedTexts = ["{\"OrderId\":\"o1\", broken"] }),
        ClassCase(
            "pending", [order("O1", "2026-01-15", qty: 10, price: "54.80", status: .pending)], covering: ["2026-01"]),
    ])
    func orderedNotCharged(_ row: ClassCase) { row.check() }
}

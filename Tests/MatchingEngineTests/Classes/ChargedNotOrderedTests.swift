import BillingModel
import Testing

struct ChargedNotOrderedTests {
    @Test(arguments: [
        ClassCase(
            "no order by any id",
            [
                tenSeats(), january(),
                line("X9", .new, "2026-01-20"..."2026-02-19", qty: 3, price: "14.00", item: "P2:0001:A2"),
            ],
            "charged_not_ordered 0.00 42.00"),
        ClassCase(
            "before the order took effect",
            [
                tenSeats(), january(),
                line("O1", .new, "2025-12-15"..."2026-01-14", qty: 10, price: "54.80", on: "2026-01"),
            ],
            "charged_not_ordered 0.00 548.00"),
        ClassCase(
            "only a failed order", [order("O1", "2026-01-15", qty: 10, price: "54.80", status: .failed), january()],
            "charged_not_ordered 0.00 548.00"),
        ClassCase(
            "a pending order matches and creates no expectation",
            [order("O1", "2026-01-15", qty: 10, price: "54.80", status: .pending), january(), february()],
            covering: ["2026-03"]),
        ClassCase(
            "nothing charged, nothing ordered",
            [
                tenSeats(), january(),
                line("X9", .new, "2026-01-20"..."2026-02-19", qty: 3, price: 0, item: "P2:0001:A2"),
            ]),
        ClassCase(
            "usage of a month before the plan was ordered",
            [
                order("Z1", "2026-02-05", qty: 1, cycle: .usage), usage("Z1", "2026-01", qty: 10, price: 10),
                usage("Z1", "2026-02", qty: 10, price: 10),
            ], "charged_not_ordered 0.00 100.00"),
        ClassCase(
            "usage of a plan nobody ordered",
            [tenSeats(), january(), usage("Z9", "2026-01", qty: 29, price: "0.737586206896552")],
            "charged_not_ordered 0.00 21.39"),
    ])
    func chargedNotOrdered(_ row: ClassCase) { row.check() }
}

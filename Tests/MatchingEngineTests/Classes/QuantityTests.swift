import BillingModel
import Testing

/// `quantity_over` and `quantity_under`: quantity has no tolerance.
struct QuantityTests {
    @Test(arguments: [
        ClassCase("one seat above", [tenSeats(), january(qty: 11)], "quantity_over 548.00 602.80"),
        ClassCase("one seat below", [tenSeats(), january(qty: 9)], "quantity_under 548.00 493.20"),
        ClassCase("as ordered", [tenSeats(), january()]),
        ClassCase(
            "the old quantity in the cycle after a removal",
            [
                tenSeats(), january(), order("O1", "2026-02-15", .removeQuantity, qty: 8, price: "54.80"), february(),
            ],
            "quantity_over 438.40 548.00"),
        ClassCase(
            "quantity and price both wrong: quantity at the agreed price, price at the billed quantity",
            [
                tenSeats(), january(qty: 12, price: "60.00"),
            ], "quantity_over 548.00 657.60", "unit_price_mismatch 657.60 720.00"),
        ClassCase(
            "a delta line with too many seats",
            [
                tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "54.80"),
                line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: 6, price: "54.80", part: (20, 31)),
            ],
            "quantity_over 176.75 212.10"),
        ClassCase(
            "one-time, two instead of one",
            [
                purchase("O2", "2026-01-20", qty: 1, price: "300.00"),
                line("O2", .new, "2026-01-20"..."2026-01-20", qty: 2, price: "300.00", sub: ""),
            ],
            "quantity_over 300.00 600.00"),
        ClassCase("ten seats billed as six and four", [tenSeats(), january(qty: 6), january(qty: 4)]),
        ClassCase(
            "ten seats billed as six and five", [tenSeats(), january(qty: 6), january(qty: 5)],
            "period_overlap 0.00 274.00", "quantity_under 548.00 328.80"),
    ])
    func quantity(_ row: ClassCase) { row.check() }
}

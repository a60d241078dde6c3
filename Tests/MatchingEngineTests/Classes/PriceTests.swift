import BillingModel
import Testing

/// The price classes, the most specific first.
struct PriceTests {
    @Test(
        "unit_price_mismatch",
        arguments: [
            ClassCase("dearer", [tenSeats(), january(price: "56.00")], "unit_price_mismatch 548.00 560.00"),
            ClassCase("cheaper", [tenSeats(), january(price: "50.00")], "unit_price_mismatch 548.00 500.00"),
            ClassCase("a cent a seat is tolerated", [tenSeats(), january(price: "54.81")]),
            ClassCase(
                "two cents a seat are not", [tenSeats(), january(price: "54.82")], "unit_price_mismatch 548.00 548.20"),
            ClassCase(
                "a dearer delta line",
                [
                    tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "54.80"),
                    line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: 5, price: "60.00", part: (20, 31)),
                ],
                "unit_price_mismatch 176.75 193.50"),
            ClassCase(
                "one-time",
                [
                    purchase("O2", "2026-01-20", qty: 1, price: "300.00"),
                    line("O2", .new, "2026-01-20"..."2026-01-20", qty: 1, price: "310.00", sub: ""),
                ],
                "unit_price_mismatch 300.00 310.00"),
        ])
    func unitPrice(_ row: ClassCase) { row.check() }

    @Test(
        "billing_plan_uplift by ratio",
        arguments: [
            ClassCase("1.05", [tenSeats(), january(price: "57.54")], "billing_plan_uplift 548.00 575.40"),
            ClassCase("1.20", [tenSeats(), january(price: "65.76")], "billing_plan_uplift 548.00 657.60"),
            ClassCase(
                "0.1 % off is still 1.05", [tenSeats(100), january(price: "105.10")],
                "billing_plan_uplift 1000.00 1051.00"),
            ClassCase(
                "0.2 % off is not", [tenSeats(100), january(price: "105.21")], "unit_price_mismatch 1000.00 1052.10"),
        ])
    func uplift(_ row: ClassCase) { row.check() }

    @Test(
        "renewal_price_change",
        arguments: [
            ClassCase(
                "renewed dearer, nothing in the book",
                [
                    order("O1", "2025-02-15", qty: 30, price: "22.00"),
                    line("O1", .renew, "2026-02-15"..."2026-03-14", qty: 30, price: "26.40"),
                ],
                "renewal_price_change 660.00 792.00"),
            ClassCase(
                "renewed at the price of the renew row",
                [
                    order("O1", "2025-02-15", qty: 30, price: "22.00"),
                    order("O1", "2026-02-15", .renew, qty: 30, price: "26.40"),
                    line("O1", .renew, "2026-02-15"..."2026-03-14", qty: 30, price: "26.40"),
                ]),
            ClassCase(
                "renewed at the old price although a new one was agreed",
                [
                    order("O1", "2025-02-15", qty: 30, price: "22.00"),
                    order("O1", "2026-02-15", .renew, qty: 30, price: "26.40"),
                    line("O1", .renew, "2026-02-15"..."2026-03-14", qty: 30, price: "22.00"),
                ],
                "renewal_price_change 792.00 660.00"),
        ])
    func renewal(_ row: ClassCase) { row.check() }

    @Test(
        "midterm_price_change",
        arguments: [
            ClassCase(
                "the second cycle dearer than the first", [tenSeats(), january(), february(price: "58.00")],
                "midterm_price_change 548.00 580.00"),
            ClassCase(
                "by 1.20 it still is a change within the term", [tenSeats(), january(), february(price: "65.76")],
                "midterm_price_change 548.00 657.60"),
            ClassCase(
                "the earlier cycle is not here", [tenSeats(), february(price: "58.00")],
                "unit_price_mismatch 548.00 580.00"),
            ClassCase(
                "the earlier cycle was wrong too", [tenSeats(), january(price: "58.00"), february(price: "58.00")],
                "unit_price_mismatch 548.00 580.00", "unit_price_mismatch 548.00 580.00"),
            ClassCase(
                "a monthly term has one cycle", [tenSeats(term: .month), january(), february(price: "58.00")],
                "unit_price_mismatch 548.00 580.00"),
        ])
    func midterm(_ row: ClassCase) { row.check() }

    private static let promoted = order("O1", "2026-01-15", qty: 40, price: "10.20", promotion: "PR15", discount: 15)

    @Test(
        "promotion_missing",
        arguments: [
            ClassCase(
                "the full price without the promotion", [promoted, january(qty: 40, price: "12.00")],
                "promotion_missing 408.00 480.00"),
            ClassCase(
                "with the promotion",
                [
                    promoted,
                    january(qty: 40, price: "10.20").with {
                        $0.promotion = "PR15"; $0.unitPrice = 12
                    },
                ]),
            ClassCase(
                "another price without the promotion", [promoted, january(qty: 40, price: "11.50")],
                "unit_price_mismatch 408.00 460.00"),
            ClassCase(
                "within a cent of the full price", [promoted, january(qty: 40, price: "12.01")],
                "promotion_missing 408.00 480.40"),
            ClassCase(
                "without a percentage any higher price",
                [
                    order("O1", "2026-01-15", qty: 40, price: "10.20", promotion: "PR15"),
                    january(qty: 40, price: "11.50"),
                ], "promotion_missing 408.00 460.00"),
        ])
    func promotionMissing(_ row: ClassCase) { row.check() }

    /// Two seats more for 21 of 31 days, agreed at 12.00 less 15 %.
    private static let promotedSeats = [
        order("O1", "2026-01-15", qty: 40, price: "10.20", promotion: "PR15", discount: 15),
        january(qty: 40, price: "10.20").with { $0.promotion = "PR15" },
        order("O1", "2026-01-25", .addQuantity, qty: 42, price: "10.20", promotion: "PR15", discount: 15),
    ]

    private static func added(_ price: ExactDecimal, days: Int = 21, unitPrice: ExactDecimal) -> Reseller.Entry {
        line(
            "O1", .addQuantity, "2026-01-25"..."2026-02-14", qty: 2, price: price, part: (days, 31),
            unitPrice: unitPrice)
    }

    @Test(
        "promotion_missing on part of a cycle",
        arguments: [
            ClassCase(
                "the full price for the right days", promotedSeats + [added(12, unitPrice: 12)],
                "promotion_missing 13.80 16.24"),
            ClassCase(
                "the agreed price, though UnitPrice is the list's", promotedSeats + [added("10.20", unitPrice: 12)]),
            ClassCase(
                "other days at the agreed price", promotedSeats + [added("10.20", days: 28, unitPrice: "10.20")],
                "proration_wrong 13.80 18.42"),
            ClassCase(
                "a short first cycle",
                [
                    order(
                        "O1", "2026-01-12", qty: 25, price: "10.20", end: "2026-06-30", promotion: "PR15", discount: 15),
                    line("O1", .new, "2026-01-12"..."2026-01-31", qty: 25, price: 12, part: (20, 31)),
                ], "promotion_missing 164.50 193.50"),
            ClassCase(
                "without a percentage the line's own full price",
                [
                    order("O1", "2026-01-15", qty: 40, price: "10.20", promotion: "PR15"),
                    january(qty: 40, price: "10.20").with { $0.promotion = "PR15" },
                    order("O1", "2026-01-25", .addQuantity, qty: 42, price: "10.20", promotion: "PR15"),
                    added(12, unitPrice: 12),
                ], "promotion_missing 13.80 16.24"),
        ])
    func promotionMissingOnPart(_ row: ClassCase) { row.check() }

    @Test(
        "promotion_unexpected",
        arguments: [
            ClassCase(
                "cheaper by a promotion that nobody ordered",
                [tenSeats(), january(price: "46.58").with { $0.promotion = "PR15" }],
                "promotion_unexpected 548.00 465.80"),
            ClassCase("the price is right all the same", [tenSeats(), january().with { $0.promotion = "PR15" }]),
            ClassCase(
                "a promotion explains no higher price",
                [promoted, january(qty: 40, price: "10.80").with { $0.promotion = "PR20" }],
                "unit_price_mismatch 408.00 432.00"),
        ])
    func promotionUnexpected(_ row: ClassCase) { row.check() }
}

import BillingModel
import Testing

struct ProrationWrongTests {
    private static let added = [
        tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "54.80"),
    ]

    /// Five seats for a number of 31 days, on a line that shows the agreed price.
    private static func days(_ count: Int) -> Reseller.Entry {
        line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: 5, price: "54.80", part: (count, 31))
    }

    @Test(arguments: [
        ClassCase("20 of 31 days", added + [days(20)]),
        ClassCase("a day less", added + [days(19)]),
        ClassCase("a day more", added + [days(21)]),
        ClassCase("two days more", added + [days(22)], "proration_wrong 176.75 194.45"),
        ClassCase("the whole cycle", added + [days(31)], "proration_wrong 176.75 274.00"),
        ClassCase("UnitPrice shows the price of the whole term", added + [days(19).with { $0.unitPrice = "657.60" }]),
        ClassCase(
            "a day less, but another price", added + [days(19).with { $0.unitPrice = "52.06" }],
            "unit_price_mismatch 176.75 167.90"),
        ClassCase(
            "co-terminous, the whole first cycle charged",
            [
                order("O1", "2025-01-12", qty: 25, price: "12.00", end: "2025-12-31"),
                line("O1", .new, "2025-01-12"..."2025-01-31", qty: 25, price: "12.00"),
            ], "proration_wrong 193.50 300.00"),
    ])
    func prorationWrong(_ row: ClassCase) { row.check() }
}

import BillingModel
import Testing

struct AmbiguousMatchTests {
    private static let twoLines = [
        order("O1", "2026-01-15", qty: 10, price: "2.50", sub: ""),
        order("O1", "2026-01-15", qty: 15, price: "2.50", sub: "", line: 2),
    ]

    @Test(arguments: [
        ClassCase(
            "25 seats fit neither the line of 10 nor that of 15", twoLines + [january(qty: 25, price: "2.50")],
            "ambiguous_match - 62.50"),
        ClassCase(
            "each line has its own", twoLines + [january(qty: 15, price: "2.50"), january(qty: 10, price: "2.50")]),
        ClassCase(
            "one exact, the other by what is left",
            twoLines + [january(qty: 15, price: "2.50"), january(qty: 12, price: "2.50")],
            "quantity_over 25.00 30.00"),
        ClassCase(
            "two lines that fit neither are both unclear",
            twoLines + [january(qty: 11, price: "2.50"), january(qty: 13, price: "2.50")],
            "ambiguous_match - 27.50", "ambiguous_match - 32.50"),
        ClassCase(
            "order lines that differ in nothing are taken in order",
            [
                order("O1", "2026-01-15", qty: 10, price: "2.50", sub: ""),
                order("O1", "2026-01-15", qty: 10, price: "2.50", sub: "", line: 2),
                january(price: "2.50"), january(price: "2.50"),
            ]),
        ClassCase(
            "the subscription tells them apart",
            [
                order("O1", "2026-01-15", qty: 10, price: "2.50", sub: "a"),
                order("O1", "2026-01-15", qty: 15, price: "2.50", sub: "b", line: 2),
                january(qty: 25, price: "2.50").with { $0.subscription = "b" },
                january(price: "2.50").with { $0.subscription = "a" },
            ],
            "quantity_over 37.50 62.50"),
    ])
    func ambiguousMatch(_ row: ClassCase) { row.check() }
}

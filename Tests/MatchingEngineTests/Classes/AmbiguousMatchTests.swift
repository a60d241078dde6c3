import BillingModel
import MatchingEngine
import Testing

struct AmbiguousMatchTests {
    private static let twoLines = [
        order("O1", "2026-01-15", qty: 10, price: "2.50", sub: ""),
        order("O1", "2026-01-15", qty: 15, price: "2.50", sub: "", line: 2),
    ]

    @Test(arguments: [
        ClassCase(
            "12 seats fit neither the line of 10 nor that of 15", twoLines + [january(qty: 12, price: "2.50")],
            "ambiguous_match - 30.00"),
        ClassCase(
            "each line has its own", twoLines + [january(qty: 15, price: "2.50"), january(qty: 10, price: "2.50")]),
        ClassCase(
            "one exact, the other by what is left",
            twoLines + [january(qty: 15, price: "2.50"), january(qty: 12, price: "2.50")],
            "quantity_over 25.00 30.00"),
        ClassCase(
            "two lines that fit neither, shared out with the least difference",
            twoLines + [january(qty: 11, price: "2.50"), january(qty: 13, price: "2.50")],
            "quantity_over 25.00 27.50", "quantity_under 37.50 32.50"),
        ClassCase(
            "two ways of equal difference are both unclear",
            [
                order("O1", "2026-01-15", qty: 10, price: "2.50", sub: ""),
                order("O1", "2026-01-15", qty: 11, price: "2.50", sub: "", line: 2),
                january(qty: 12, price: "2.50"), january(qty: 13, price: "2.50"),
            ], "ambiguous_match - 30.00", "ambiguous_match - 32.50"),
        ClassCase(
            "two equal lines are interchangeable",
            twoLines + [january(qty: 12, price: "2.50"), january(qty: 12, price: "2.50")],
            "quantity_over 25.00 30.00", "quantity_under 37.50 30.00"),
        ClassCase(
            "three lines for two order lines, one of them in two parts",
            twoLines + [
                january(qty: 9, price: "2.50"), january(qty: 6, price: "2.50"), january(qty: 10, price: "2.50"),
            ]),
        ClassCase(
            "four lines for two order lines, none of them whole",
            twoLines + [
                january(qty: 9, price: "2.50"), january(qty: 6, price: "2.50"), january(qty: 7, price: "2.50"),
                january(qty: 3, price: "2.50"),
            ]),
        ClassCase(
            "three lines for two order lines, one of them too many",
            twoLines + [
                january(qty: 11, price: "2.50"), january(qty: 13, price: "2.50"), january(qty: 2, price: "2.50"),
            ], "period_overlap 0.00 5.00", "quantity_over 25.00 27.50", "quantity_under 37.50 32.50"),
        ClassCase(
            "two lines for three order lines: which is not billed is anyone's guess",
            threeLines + [january(qty: 11, price: "2.50"), january(qty: 13, price: "2.50")],
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

    private static let threeLines =
        twoLines + [order("O1", "2026-01-15", qty: 15, price: "2.00", sub: "", line: 3)]

    @Test(
        "one line for several order lines",
        arguments: [
            ClassCase("25 seats are those of 10 and 15", twoLines + [january(qty: 25, price: "2.50")]),
            ClassCase(
                "a cent within tolerance, and the cycle after",
                twoLines + [
                    january(qty: 25, price: "2.50").with {
                        $0.subtotal = "62.51"; $0.effectivePrice = "2.5004"; $0.total = "62.51"
                    }, february(qty: 15, price: "2.50"), february(qty: 10, price: "2.50"),
                ], "line_arithmetic 62.50 62.51"),
            ClassCase(
                "the price tells which two of three",
                threeLines + [january(qty: 25, price: "2.20"), january(qty: 15, price: "2.50")]),
            ClassCase(
                "of equal order lines the first two",
                [
                    order("O1", "2026-01-15", qty: 5, price: 2, sub: ""),
                    order("O1", "2026-01-15", qty: 5, price: 2, sub: "", line: 2),
                    order("O1", "2026-01-15", qty: 5, price: 2, sub: "", line: 3), january(qty: 10, price: 2),
                ], "ordered_not_charged 10.00 0.00"),
            ClassCase(
                "two ways to come to it",
                [
                    order("O1", "2026-01-15", qty: 4, price: 2, sub: ""),
                    order("O1", "2026-01-15", qty: 6, price: 2, sub: "", line: 2),
                    order("O1", "2026-01-15", qty: 3, price: 2, sub: "", line: 3),
                    order("O1", "2026-01-15", qty: 7, price: 2, sub: "", line: 4), january(qty: 10, price: 2),
                ], "ambiguous_match - 20.00"),
            ClassCase(
                "orders of one subscription",
                [
                    tenSeats(), order("O2", "2026-01-15", qty: 15, price: "54.80", sub: "s-O1"), january(qty: 25),
                ]),
            ClassCase(
                "another subscription is another matter",
                [tenSeats(), order("O1", "2026-01-15", qty: 15, price: "54.80", sub: "b", line: 2), january(qty: 25)],
                "ordered_not_charged 822.00 0.00", "quantity_over 548.00 1370.00"),
            ClassCase(
                "in another plan than ordered",
                twoLines + [january(qty: 25, price: "2.50").with { $0.term = .month }], "term_mismatch 62.50 62.50"),
        ])
    func combined(_ row: ClassCase) { row.check() }

    @Test("A row for each order line, with its share of the line") func shares() {
        let outcome = Reseller(AmbiguousMatchTests.twoLines + [january(qty: 25, price: "2.50")]).outcome()
        let rows = outcome.matches.map { "\($0.lineNumber) \($0.quantity) \($0.amount) \($0.rule)" }
        #expect(rows == ["1 10 25.00 combined", "2 15 37.50 combined"])
    }

    @Test(
        "several charges and cycles of one order line",
        arguments: [
            ClassCase(
                "the one that has no other place keeps its own",
                [
                    tenSeats(), january().with { $0.period = "2026-01-25"..."2026-02-24" }, january(price: "50.00"),
                ], covering: ["2026-02"],
                "period_overlap 0.00 411.00", "unit_price_mismatch 548.00 500.00")
        ])
    func assigned(_ row: ClassCase) { row.check() }
}

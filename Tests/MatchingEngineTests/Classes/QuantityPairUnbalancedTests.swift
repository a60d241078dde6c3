import BillingModel
import Testing

struct QuantityPairUnbalancedTests {
    /// Five seats more on 26 January: 20 of 31 days, trunc(54.80 × 20 ÷ 31, 2) = 35.35.
    private static let fiveMore = [
        tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "54.80"),
    ]
    private static let threeLess = [
        tenSeats(), january(), order("O1", "2026-01-20", .removeQuantity, qty: 7, price: "54.80"),
    ]

    private static func change(_ qty: ExactDecimal) -> Reseller.Entry {
        line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: qty, price: "54.80", part: (20, 31))
    }

    private static func removal(_ qty: ExactDecimal) -> Reseller.Entry {
        line("O1", .removeQuantity, "2026-01-20"..."2026-02-14", qty: qty, price: "54.80", part: (26, 31))
    }

    @Test("seats of a trial: nothing is charged, and a zero has no sign") func zeroPrice() {
        let zero: (ExactDecimal, ChargeType) -> Reseller.Entry = { qty, type in
            line("O1", type, "2026-02-20"..."2026-03-14", qty: qty, price: 0)
        }
        let entries = [
            tenSeats(0, term: .month), order("O1", "2026-02-20", .removeQuantity, qty: 7, price: 0, term: .month),
            january(price: 0), february(price: 0), zero(10, .removeQuantity), zero(7, .removeQuantity),
        ]
        #expect(Reseller(entries).findings() == [])
    }

    @Test(arguments: [
        ClassCase("a pair", fiveMore + [change(-10), change(15)]),
        ClassCase("a single delta", fiveMore + [change(5)]),
        ClassCase(
            "the new total without the old one", fiveMore + [change(15)], "quantity_pair_unbalanced 176.75 530.25"),
        ClassCase(
            "the old total without the new one", fiveMore + [change(-10)], "quantity_pair_unbalanced 176.75 -353.50"),
        ClassCase(
            "a net that is not the change ordered", fiveMore + [change(-10), change(16)],
            "quantity_pair_unbalanced 176.75 212.10"),
        ClassCase(
            "a pair that came twice", fiveMore + [change(-10), change(15), change(-10), change(15)],
            "duplicate_line 0.00 176.75"),
        ClassCase(
            "one half that came twice", fiveMore + [change(-10), change(15), change(15)], "duplicate_line 0.00 530.25"),
        ClassCase("a removal as a pair", threeLess + [removal(-10), removal(7)]),
        ClassCase("a removal as a delta", threeLess + [removal(-3)]),
        ClassCase("a removal without its credit", threeLess, "quantity_pair_unbalanced -137.88 0.00"),
        ClassCase(
            "a removal whose credit is another quantity", threeLess + [removal(-2)], "quantity_over -137.88 -91.92"),
        ClassCase(
            "a change that nobody ordered, as a pair", [tenSeats(), january(), change(-10), change(15)],
            "quantity_pair_unbalanced 0.00 176.75"),
        ClassCase(
            "a change on the first day is part of the cycle's charge",
            [
                tenSeats(qty: 1), order("O1", "2026-01-15", .addQuantity, qty: 2, price: "54.80"), january(qty: 1),
                line("O1", .addQuantity, "2026-01-15"..."2026-02-14", qty: -1, price: "54.80"),
                line("O1", .addQuantity, "2026-01-15"..."2026-02-14", qty: 2, price: "54.80"),
            ]),
        ClassCase(
            "a removal reversed by negative prices",
            threeLess + [
                line("O1", .removeQuantity, "2026-01-20"..."2026-02-14", qty: 10, price: "-54.80", part: (26, 31)),
                removal(7),
            ]),
    ])
    func quantityPairUnbalanced(_ row: ClassCase) { row.check() }

    @Test(
        "halves that do not stand together",
        arguments: [
            ClassCase(
                "on two invoices",
                fiveMore + [change(-10), february(qty: 15), change(15).with { $0.month = "2026-02" }]),
            ClassCase(
                "the refund a day later, as the other day count has it",
                fiveMore + [
                    line("O1", .addQuantity, "2026-01-27"..."2026-02-14", qty: -10, price: "54.80", part: (19, 31)),
                    change(15),
                ], "proration_wrong 176.75 194.45"),
            ClassCase(
                "on two invoices, and not the seats ordered",
                fiveMore + [change(-10), february(qty: 15), change(16).with { $0.month = "2026-02" }],
                "quantity_pair_unbalanced 176.75 212.10"),
            ClassCase(
                "the same pair on two invoices",
                fiveMore + [
                    change(-10), change(15), february(qty: 15), change(-10).with { $0.month = "2026-02" },
                    change(15).with { $0.month = "2026-02" },
                ], "duplicate_across_invoices 0.00 176.75"),
        ])
    func apart(_ row: ClassCase) { row.check() }

    /// Five seats more on 26 January, the new ones at another price.
    private static let cheaperSeats = [
        tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "50.00"),
    ]

    @Test(
        "seats added at another price",
        arguments: [
            ClassCase(
                "the new seats alone, at their price",
                cheaperSeats + [
                    line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: 5, price: "50.00", part: (20, 31))
                ]),
            ClassCase(
                "as a pair, the old seats at the old price",
                cheaperSeats + [
                    change(-10),
                    line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: 15, price: "50.00", part: (20, 31)),
                ]),
        ])
    func anotherPrice(_ row: ClassCase) { row.check() }
}

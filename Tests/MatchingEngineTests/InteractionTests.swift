import BillingModel
import MatchingEngine
import Testing

/// One fault, one finding: precedence, no order book, excluded documents, scope, buckets.
struct InteractionTests {
    @Test(arguments: [
        ClassCase(
            "wrong arithmetic explains the whole difference",
            [
                tenSeats(),
                january().with {
                    $0.subtotal = "657.60"; $0.total = "657.60"
                },
            ], "line_arithmetic 548.00 657.60"),
        ClassCase(
            "arithmetic holds at neither rate: two findings, one difference",
            [
                tenSeats(),
                january().with {
                    $0.rate = "1.1"; $0.subtotal = "650.00"; $0.total = "650.00"
                },
            ],
            "exchange_rate_on_same_currency 548.00 602.80", "line_arithmetic 602.80 650.00"),
        ClassCase(
            "a doubtful sign is the only finding",
            [
                tenSeats(),
                january(qty: -10).with {
                    $0.subtotal = "548.00"; $0.total = "600.00"; $0.customer = "c9"
                },
            ], "quantity_sign - 548.00"),
        ClassCase(
            "in another currency than its invoice, whatever else is wrong",
            [tenSeats(), january(qty: 12).with { $0.invoiceCurrency = "USD" }], "currency_mismatch - -"),
        ClassCase(
            "a wrong line never takes the place of a right one", [tenSeats(), january(price: 50), january()],
            "period_overlap 0.00 500.00"),
        ClassCase(
            "a duplicate of a line that is wrong in price", [tenSeats(), january(price: 56), january(price: 56)],
            "duplicate_line 0.00 560.00", "unit_price_mismatch 548.00 560.00"),
        ClassCase(
            "a shifted cycle between two neighbours",
            [
                tenSeats(), january(),
                line("O1", .cycleCharge, "2026-02-20"..."2026-03-14", qty: 10, price: "54.80", part: (23, 28)), march(),
            ], "period_gap 97.80 0.00"),
        ClassCase(
            "rejected lines keep their charges from being missing", [tenSeats(), january()], covering: ["2026-02"],
            adjust: { $0.rejectedTexts = ["…,S-O1,…"] }),
        ClassCase(
            "nothing is missing in a month that was not read whole", [tenSeats(), january()], covering: ["2026-02"],
            adjust: { $0.incomplete = ["2026-02"] }),
    ])
    func precedence(_ row: ClassCase) { row.check() }

    @Test(
        "Without an order book a line is checked against itself alone",
        arguments: [
            ClassCase("nothing is unordered", [january()]) { $0.hasOrders = false },
            ClassCase(
                "duplicates and arithmetic are found",
                [
                    january(), january(),
                    february().with {
                        $0.subtotal = "549.00"; $0.total = "549.00"
                    },
                ],
                "duplicate_line 0.00 548.00", "line_arithmetic 548.00 549.00"
            ) { $0.hasOrders = false },
        ])
    func withoutOrders(_ row: ClassCase) { row.check() }

    @Test(
        "Lines of a voided document are excluded",
        arguments: [
            Invoice.Standing.voided(by: nil), .superseded(by: "G9"), .voidingNote,
        ])
    func voided(_ standing: Invoice.Standing) {
        var reseller = Reseller([tenSeats(), january(qty: 12), february()])
        reseller.adjust = { if $0.invoice.id.contains("2026-01") { $0.invoice.standing = standing } }
        #expect(reseller.findings() == [])
        #expect(reseller.buckets() == ["matched 1 548.00", "excluded 1 657.60"])
    }

    @Test("A scope rule leaves lines out")
    func scope() {
        var reseller = Reseller([tenSeats(), january(qty: 12)])
        var exclusion = ScopeExclusion(name: "test", reason: "")
        exclusion.product = "P1:0001"
        reseller.rules.exclusions = [exclusion]
        #expect(reseller.findings() == [])
        #expect(reseller.buckets() == ["excluded 1 657.60"])
    }

    @Test(
        "Buckets",
        arguments: [
            (
                "duplicates are discrepant", [tenSeats(), january(), january()],
                ["matched 1 548.00", "discrepant 1 548.00"]
            ),
            ("another item is unmatched", [tenSeats(), january().with { $0.item = "P9:1:A" }], ["unmatched 1 548.00"]),
            ("no order is unmatched", [january()], ["unmatched 1 548.00"]),
            (
                "in no cycle of its order is unmatched",
                [tenSeats(), line("O1", .new, "2025-12-15"..."2026-01-14", qty: 10, price: "54.80")],
                ["unmatched 1 548.00"]
            ),
            ("a cent a seat is tolerated", [tenSeats(), january(price: "54.81")], ["tolerated 1 548.10"]),
            (
                "a day count accepted is matched",
                [
                    tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "54.80"),
                    line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: 5, price: "54.80", part: (19, 31)),
                ], ["matched 2 715.90"]
            ),
            (
                "a low finding without money leaves a line matched", [tenSeats(), january().with { $0.order = "sys" }],
                ["matched 1 548.00"]
            ),
            (
                "every line of a wrong net is discrepant",
                [
                    tenSeats(), january(), order("O1", "2026-01-26", .addQuantity, qty: 15, price: "54.80"),
                    line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: -10, price: "54.80", part: (20, 31)),
                    line("O1", .addQuantity, "2026-01-26"..."2026-02-14", qty: 16, price: "54.80", part: (20, 31)),
                ], ["matched 1 548.00", "discrepant 2 212.10"]
            ),
        ] as [(String, [Reseller.Entry], [String])])
    func buckets(_ name: String, _ entries: [Reseller.Entry], _ expected: [String]) {
        #expect(Reseller(entries).buckets() == expected)
    }

    @Test("A legacy charge waits for its own invoice, whatever other invoices the month has")
    func legacyAwaited() {
        var reseller = Reseller(
            [
                order("L1", "2026-01-05", qty: 14, price: "6.20", item: "offer"),
                line("L1", .legacyPurchase, "2026-01-05"..."2026-02-04", qty: 14, price: "6.20", item: "offer"),
                line("L1", .legacyCycle, "2026-03-05"..."2026-04-04", qty: 14, price: "6.20", item: "offer"),
            ], covering: ["2026-01", "2026-02", "2026-03"])
        for index in reseller.billed.indices { reseller.billed[index].isLegacy = true }
        reseller.asOf = "2026-04-10"
        #expect(reseller.outcome().discrepancies.map(Reseller.text) == [])
        #expect(reseller.outcome().awaited[MonthCurrency(CalendarMonth(year: 2026, month: 2), eur)]?.amount == "86.80")
    }

    @Test("A charge expected in a month without an invoice waits for it")
    func awaited() {
        let reseller = Reseller([tenSeats(), january(), march()])
        let awaited = reseller.outcome().awaited
        #expect(awaited[MonthCurrency(CalendarMonth(year: 2026, month: 2), eur)]?.amount == "548.00")
    }
}

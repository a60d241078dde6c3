import BillingModel
import MatchingEngine
import Testing

/// Worked examples of the billing rules, section 7, about charges and orders: each is billed as printed and must be free
/// of findings, or bring exactly the finding that the rules name.
struct ChargeExampleTests {
    private static let plan = order("Z1", "2025-01-01", qty: 1, cycle: .usage, currency: "USD")

    @Test(
        "Usage",
        arguments: [
            ClassCase(
                "7.1 effective price after partner earned credit",
                [
                    plan,
                    usage(
                        "Z1", "2026-01", meter: "a", qty: 29, price: "0.737586206896552", subtotal: "21.39",
                        currency: "USD"),
                    usage(
                        "Z1", "2026-01", meter: "b", qty: "210.950039", price: "0.737757626107858", subtotal: "155.63",
                        currency: "USD"),
                    usage(
                        "Z1", "2026-01", meter: "c", qty: "555.950039", price: "0.737782122900436", subtotal: "410.17",
                        currency: "USD"),
                ]),
            ClassCase(
                "7.2 a line that truncates to nothing",
                [
                    plan,
                    usage(
                        "Z1", "2026-01", qty: "0.005001", price: "0.03825", rate: "0.846202666", subtotal: "0.00",
                        currency: "EUR", pricing: "USD"),
                ]),
            ClassCase(
                "7.27 rate after the inner truncation: 131.69, and 131.70 is a cent within tolerance",
                [
                    plan,
                    usage(
                        "Z1", "2026-01", meter: "a", qty: "210.950039", price: "0.737757626107858", rate: "0.846202666",
                        subtotal: "131.69", currency: "EUR", pricing: "USD"),
                    usage(
                        "Z1", "2026-01", meter: "b", qty: "210.950039", price: "0.737757626107858", rate: "0.846202666",
                        subtotal: "131.70", currency: "EUR", pricing: "USD"),
                ]),
            ClassCase(
                "7.29 partner earned credit for 21 of 31 days",
                [
                    plan,
                    usage(
                        "Z1", "2026-01", qty: 504, price: "0.7378", earnedCredit: true, subtotal: "371.85",
                        currency: "USD"),
                    usage("Z1", "2026-01", qty: 240, price: "0.868", subtotal: "208.32", currency: "USD"),
                ], "earned_credit_partial 177.07 208.32"),
        ])
    func usageLines(_ row: ClassCase) { row.check() }

    private static func silver(
        _ day: CalendarDate, _ type: OrderTransaction = .new, qty: ExactDecimal, price: ExactDecimal = 4
    ) -> Reseller.Entry {
        order("O1", day, type, qty: qty, price: price, term: .month)
    }

    private static func half(_ type: ChargeType, _ qty: ExactDecimal, _ subtotal: Amount) -> Reseller.Entry {
        line("O1", type, "2019-06-11"..."2019-07-09", qty: qty, price: "3.87", unitPrice: 4, subtotal: subtotal)
    }

    private static func whole(
        _ type: ChargeType, _ qty: ExactDecimal, price: ExactDecimal = 4, item: String = "P1:0001:A1"
    ) -> Reseller.Entry {
        line("O1", type, "2019-06-10"..."2019-07-09", qty: qty, price: price, item: item)
    }

    @Test(
        "One-time and recurring scenarios",
        arguments: [
            ClassCase(
                "7.3 a seat more the next day, rounded half up",
                [
                    silver("2019-06-10", qty: 1), silver("2019-06-11", .addQuantity, qty: 2), whole(.new, 1),
                    half(.addQuantity, -1, "-3.87"), half(.addQuantity, 2, "7.74"),
                ]),
            ClassCase(
                "7.3 the same, truncated",
                [
                    silver("2019-06-10", qty: 1), silver("2019-06-11", .addQuantity, qty: 2), whole(.new, 1),
                    half(.addQuantity, -1, "-3.86").with { $0.effectivePrice = "3.866666" },
                    half(.addQuantity, 2, "7.72").with { $0.effectivePrice = "3.866666" },
                ]),
            ClassCase(
                "7.4 a seat more on the same day",
                [
                    silver("2019-06-10", qty: 1), silver("2019-06-10", .addQuantity, qty: 2), whole(.new, 1),
                    whole(.addQuantity, -1), whole(.addQuantity, 2),
                ]),
            ClassCase(
                "7.5 a seat less the next day",
                [
                    silver("2019-06-10", qty: 2), silver("2019-06-11", .removeQuantity, qty: 1), whole(.new, 2),
                    half(.removeQuantity, -2, "-7.74"), half(.removeQuantity, 1, "3.87"),
                ]),
            ClassCase(
                "7.6 trial to paid",
                [
                    silver("2019-06-10", qty: 1, price: 0), silver("2019-07-10", .renew, qty: 1, price: 2),
                    whole(.new, 1, price: 0), line("O1", .renew, "2019-07-10"..."2019-08-09", qty: 1, price: 2),
                ]),
            ClassCase(
                "7.7 converted on the same day",
                [
                    silver("2019-06-10", qty: 1, price: 20),
                    order("O1", "2019-06-10", .convert, qty: 1, price: 10, term: .month, item: "P2:1:A"),
                    whole(.new, 1, price: 20), whole(.convert, -1, price: 20),
                    whole(.convert, 1, price: 10, item: "P2:1:A"),
                ]),
            ClassCase(
                "7.8 bought and cancelled on the same day",
                [
                    silver("2019-06-10", qty: 1, price: 10), silver("2019-06-10", .cancel, qty: 0),
                    whole(.new, 1, price: 10), whole(.cancelImmediate, -1, price: 10),
                ]),
            ClassCase(
                "7.17 ten times three, cancelled on the same day",
                [
                    silver("2019-06-10", qty: 10, price: 3), silver("2019-06-10", .cancel, qty: 0),
                    whole(.new, 10, price: 3), whole(.cancelImmediate, -10, price: 3),
                ]),
        ])
    func scenarios(_ row: ClassCase) { row.check() }

    private static let cancelledOnDayThree = [
        order("O1", "2026-07-15", qty: 10, price: "10.08"), order("O1", "2026-07-17", .cancel, qty: 0, price: "10.08"),
        line("O1", .new, "2026-07-15"..."2026-08-14", qty: 10, price: "10.08"),
    ]

    @Test(
        "Vendors' figures",
        arguments: [
            ClassCase(
                "7.13 cancelled on the third day, reading A: -94.20",
                cancelledOnDayThree + [
                    line(
                        "O1", .cancelImmediate, "2026-07-17"..."2026-08-14", qty: -10, price: "10.08", part: (29, 31),
                        subtotal: "-94.20")
                ]),
            ClassCase(
                "7.13 reading B: -91.00",
                cancelledOnDayThree + [
                    line(
                        "O1", .cancelImmediate, "2026-07-17"..."2026-08-14", qty: -10, price: "10.08", part: (28, 31),
                        subtotal: "-91.00")
                ]),
            ClassCase(
                "7.14 a full upgrade: net 2,184.00",
                [
                    order("O1", "2026-06-18", qty: 300, price: "10.08"),
                    order("O1", "2026-06-25", .convert, qty: 300, price: "6.43", item: "P2:1:A"),
                    line("O1", .new, "2026-06-18"..."2026-07-17", qty: 300, price: "10.08", subtotal: "3024.00"),
                    line(
                        "O1", .convert, "2026-06-25"..."2026-07-17", qty: -300, price: "7.728", unitPrice: "10.08",
                        subtotal: "-2316.00", reference: "u1"
                    ).with { $0.effectivePrice = "7.72" },
                    line(
                        "O1", .convert, "2026-06-25"..."2026-07-17", qty: 300, price: "6.43", part: (23, 30),
                        subtotal: "1476.00", item: "P2:1:A", reference: "u1"),
                ]),
            ClassCase(
                "7.21 tax by components ties",
                [
                    purchase("A", "2026-01-20", qty: 1, price: "431.80"),
                    purchase("B", "2026-01-20", qty: 1, price: "26.35"),
                    purchase("C", "2026-01-20", qty: 1, price: 1447),
                    line(
                        "A", .new, "2026-01-20"..."2026-01-20", qty: 1, price: "431.80", tax: "38.87", total: "470.67",
                        sub: ""),
                    line(
                        "B", .new, "2026-01-20"..."2026-01-20", qty: 1, price: "26.35", tax: "2.37", total: "28.72",
                        sub: ""),
                    line(
                        "C", .new, "2026-01-20"..."2026-01-20", qty: 1, price: 1447, tax: "130.24", total: "1577.24",
                        sub: ""),
                ]
            ) { $0.adjust = { $0.prevailingTaxRate = "0.09" } },
        ])
    func vendors(_ row: ClassCase) { row.check() }

    private static let bought = [
        order("O1", "2022-02-21", qty: 10, price: "54.80"),
        line("O1", .new, "2022-02-21"..."2022-03-20", qty: 10, price: "54.80"),
    ]
    private static let fiveMore =
        bought + [
            order("O1", "2022-03-01", .addQuantity, qty: 15, price: "54.80"),
            line("O1", .cycleCharge, "2022-03-21"..."2022-04-20", qty: 15, price: "54.80"),
        ]

    private static func seats(_ qty: ExactDecimal) -> Reseller.Entry {
        line("O1", .addQuantity, "2022-03-01"..."2022-03-20", qty: qty, price: "54.80", part: (20, 28))
    }

    @Test(
        "Cycles and changes",
        arguments: [
            ClassCase(
                "7.22 annual term, monthly plan: two cycles of 548.00",
                bought + [line("O1", .cycleCharge, "2022-03-21"..."2022-04-20", qty: 10, price: "54.80")]),
            ClassCase("7.23 five seats more as one line: 195.70", fiveMore + [seats(5)]),
            ClassCase("7.23 five seats more as a pair: -391.40 + 587.10", fiveMore + [seats(-10), seats(15)]),
            ClassCase(
                "7.24 annual plan, five seats for 173 of 365 days: 1,558.40",
                [
                    order("O1", "2022-02-21", qty: 10, price: "657.60", cycle: .annual),
                    order("O1", "2022-09-01", .addQuantity, qty: 15, price: "657.60", cycle: .annual),
                    line("O1", .new, "2022-02-21"..."2023-02-20", qty: 10, price: "657.60"),
                    line(
                        "O1", .addQuantity, "2022-09-01"..."2023-02-20", qty: 5, price: "657.60", part: (173, 365),
                        subtotal: "1558.40"),
                ]),
            ClassCase(
                "7.25 ordered annual, billed monthly at 1.05: +27.40",
                [
                    order("O1", "2022-02-21", qty: 10, price: "657.60", cycle: .annual),
                    line("O1", .new, "2022-02-21"..."2022-03-20", qty: 10, price: "57.54", frequency: .monthly),
                ], "billing_plan_uplift 548.00 575.40"),
            ClassCase(
                "7.26 the monthly term's premium",
                [
                    order("O1", "2022-02-21", qty: 10, price: "54.80"),
                    line("O1", .new, "2022-02-21"..."2022-03-20", qty: 10, price: "65.76", term: .month),
                ], "billing_plan_uplift 548.00 657.60"),
            ClassCase(
                "7.28 multiplied before truncating: own arithmetic is off by 0.04, the order's tolerance takes 0.07",
                [
                    order("O1", "2022-02-21", qty: 7, price: "12.345", currency: "USD"),
                    line(
                        "O1", .new, "2022-02-21"..."2022-03-20", qty: 7, price: "12.345", rate: "0.846202666",
                        subtotal: "73.12", pricing: "USD"),
                ], "line_arithmetic 73.08 73.12"),
            ClassCase(
                "7.30 promotion missing: +72.00",
                [
                    order("O1", "2022-02-21", qty: 40, price: "10.20", promotion: "PR", discount: 15),
                    line("O1", .new, "2022-02-21"..."2022-03-20", qty: 40, price: 12),
                ], "promotion_missing 408.00 480.00"),
            ClassCase(
                "7.31 calendar alignment: 193.50, then 300.00",
                [
                    order("O1", "2025-01-12", qty: 25, price: 12, end: "2025-12-31"),
                    line(
                        "O1", .new, "2025-01-12"..."2025-01-31", qty: 25, price: 12, part: (20, 31), subtotal: "193.50"),
                    line("O1", .cycleCharge, "2025-02-01"..."2025-02-28", qty: 25, price: 12, subtotal: "300.00"),
                ]),
            ClassCase(
                "7.31 read forwards: full cycles from the purchase day, the last one short",
                [
                    order("O1", "2025-01-12", qty: 25, price: 12, end: "2025-03-31"),
                    line("O1", .new, "2025-01-12"..."2025-02-11", qty: 25, price: 12),
                    line("O1", .cycleCharge, "2025-02-12"..."2025-03-11", qty: 25, price: 12),
                    line("O1", .cycleCharge, "2025-03-12"..."2025-03-31", qty: 25, price: 12, part: (20, 31)),
                ]),
            ClassCase(
                "7.34 a renewal at 26.40 for 22.00",
                [
                    order("O1", "2021-02-21", qty: 30, price: 22),
                    line("O1", .renew, "2022-02-21"..."2022-03-20", qty: 30, price: "26.40"),
                ], "renewal_price_change 660.00 792.00"),
            ClassCase(
                "7.34 the same jump on a cycle charge",
                [
                    order("O1", "2022-01-21", qty: 30, price: 22),
                    line("O1", .new, "2022-01-21"..."2022-02-20", qty: 30, price: 22),
                    line("O1", .cycleCharge, "2022-02-21"..."2022-03-20", qty: 30, price: "26.40"),
                ], "midterm_price_change 660.00 792.00"),
        ])
    func cycles(_ row: ClassCase) { row.check() }
}

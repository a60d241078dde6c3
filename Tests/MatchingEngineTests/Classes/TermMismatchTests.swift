import BillingModel
import Testing

/// `term_mismatch`, and `billing_plan_uplift` where the plan shows it.
struct TermMismatchTests {
    private static let annual = order("O1", "2026-01-15", qty: 10, price: "657.60", cycle: .annual)

    @Test(arguments: [
        ClassCase(
            "the term's text says a month", [tenSeats(), january().with { $0.term = .month }],
            "term_mismatch 548.00 548.00"),
        ClassCase(
            "at 1.20 it is the monthly term's premium",
            [tenSeats(), january(price: "65.76").with { $0.term = .month }], "billing_plan_uplift 548.00 657.60"),
        ClassCase(
            "a premium and a seat too many",
            [tenSeats(), january(qty: 11, price: "65.76").with { $0.term = .month }],
            "billing_plan_uplift 602.80 723.36", "quantity_over 548.00 602.80"),
        ClassCase(
            "the same where the year was ordered and the month is billed",
            [annual, january(qty: 11, price: "57.54").with { $0.frequency = .monthly }],
            "billing_plan_uplift 602.80 632.94", "quantity_over 548.00 602.80"),
        ClassCase(
            "ordered monthly, billed for a year",
            [
                tenSeats(), line("O1", .new, "2026-01-15"..."2027-01-14", qty: 10, price: "657.60", frequency: .annual),
            ], covering: ["2026-02", "2026-03"], "term_mismatch 548.00 6576.00"),
        ClassCase(
            "ordered annual, billed monthly at 1.05",
            [
                annual, january(price: "57.54").with { $0.frequency = .monthly },
            ], "billing_plan_uplift 548.00 575.40"),
        ClassCase(
            "each month at the premium costs money",
            [
                annual, january(price: "57.54").with { $0.frequency = .monthly },
                february(price: "57.54").with { $0.frequency = .monthly },
            ],
            "billing_plan_uplift 548.00 575.40", "billing_plan_uplift 548.00 575.40"),
        ClassCase(
            "ordered annual, billed monthly without a premium; the other month is neither missing nor unordered",
            [
                annual, january(), february(),
            ], "term_mismatch 6576.00 548.00"),
        ClassCase(
            "as ordered",
            [
                annual,
                line(
                    "O1", .new, "2026-01-15"..."2027-01-14", qty: 10, price: "657.60", term: .year, frequency: .annual),
            ]),
        ClassCase(
            "what cannot be read is unknown",
            [annual, line("O1", .new, "2026-01-15"..."2027-01-14", qty: 10, price: "657.60")]),
        ClassCase(
            "the frequency alone says annual", [tenSeats(), january().with { $0.frequency = .annual }],
            "term_mismatch 548.00 548.00"),
    ])
    func term(_ row: ClassCase) { row.check() }

    /// A year at 20.00 a month, renewed to be paid once a year.
    private static let renewedAnnually = [
        order("O1", "2025-02-15", qty: 3, price: 20),
        order("O1", "2026-02-15", .renew, qty: 3, price: 228, cycle: .annual),
    ]

    @Test(
        "a renewal or a change of plan has its own billing cycle",
        arguments: [
            ClassCase(
                "renewed as ordered",
                renewedAnnually + [
                    line(
                        "O1", .renew, "2026-02-15"..."2027-02-14", qty: 3, price: 228, term: .year, frequency: .annual)
                ], covering: ["2026-03"]),
            ClassCase(
                "billed by the month all the same",
                renewedAnnually + [
                    february(.cycleCharge, qty: 3, price: 20).with { $0.frequency = .monthly },
                    march(.cycleCharge, qty: 3, price: 20).with { $0.frequency = .monthly },
                ], "term_mismatch 684.00 60.00"),
            ClassCase(
                "a plan changed by conversion",
                [
                    order("O1", "2026-01-10", qty: 3, price: 20),
                    order("O1", "2026-01-16", .convert, qty: 3, price: 240, cycle: .annual),
                    line("O1", .new, "2026-01-10"..."2026-02-09", qty: 3, price: 20),
                    line("O1", .changeBillingPlan, "2026-01-16"..."2026-02-09", qty: -3, price: 20, part: (25, 31)),
                    line(
                        "O1", .changeBillingPlan, "2026-01-16"..."2027-01-09", qty: 3, price: 240, part: (359, 365),
                        term: .year, frequency: .annual),
                ], covering: ["2026-02"]),
        ])
    func ownCycle(_ row: ClassCase) { row.check() }
}

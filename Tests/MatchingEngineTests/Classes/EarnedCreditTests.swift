import BillingModel
import MatchingEngine
import Testing

/// `earned_credit_lost` and `earned_credit_partial`, and daily usage against reconciliation lines.
struct EarnedCreditTests {
    private static let plan = order("Z1", "2026-01-01", qty: 1, cycle: .usage, item: "AZ:0001:A")

    @Test(arguments: [
        ClassCase(
            "had it in January, has none in February",
            [
                plan, usage("Z1", "2026-01", qty: 744, price: "0.7378", earnedCredit: true),
                usage("Z1", "2026-02", qty: 240, price: "0.868"),
            ], "earned_credit_lost 177.07 208.32"),
        ClassCase(
            "21 days with, 10 days without",
            [
                plan, usage("Z1", "2026-01", qty: 504, price: "0.7378", earnedCredit: true),
                usage("Z1", "2026-01", qty: 240, price: "0.868"),
            ], "earned_credit_partial 177.07 208.32"),
        ClassCase(
            "never had it",
            [plan, usage("Z1", "2026-01", qty: 240, price: "0.868"), usage("Z1", "2026-02", qty: 240, price: "0.868")]),
        ClassCase(
            "another meter has it",
            [
                plan, usage("Z1", "2026-01", meter: "B", qty: 504, price: "0.7378", earnedCredit: true),
                usage("Z1", "2026-01", qty: 240, price: "0.868"),
            ]),
        ClassCase(
            "gets it later",
            [
                plan, usage("Z1", "2026-01", qty: 240, price: "0.868"),
                usage("Z1", "2026-02", qty: 504, price: "0.7378", earnedCredit: true),
            ]),
    ])
    func earnedCredit(_ row: ClassCase) { row.check() }

    @Test(
        "usage_total_mismatch",
        arguments: [
            ClassCase(
                "beyond 0.50",
                [
                    plan, usage("Z1", "2026-01", qty: 29, price: "0.737586206896552"),
                    rated("Z1", "2026-01", subtotal: "10.44"), rated("Z1", "2026-01", subtotal: "10.44"),
                ], "usage_total_mismatch 20.88 21.39"),
            ClassCase(
                "exactly 0.50",
                [
                    plan, usage("Z1", "2026-01", qty: 29, price: "0.737586206896552"),
                    rated("Z1", "2026-01", subtotal: "10.45"), rated("Z1", "2026-01", subtotal: "10.44"),
                ]),
            ClassCase(
                "no daily line of this plan, though the invoice has some",
                [
                    plan, usage("Z1", "2026-01", qty: 29, price: "0.737586206896552"),
                    usage("Z1", "2026-01", qty: 1, price: "3.00", item: "Z2:1:A"),
                    rated("Z1", "2026-01", subtotal: "3.00", item: "Z2:1:A"),
                ], "usage_total_mismatch 0.00 21.39"
            ) { $0.adjust = { $0.hasDailyUsage = true } },
            ClassCase(
                "nothing reconciled",
                [
                    plan, usage("Z1", "2026-01", qty: 29, price: "0.737586206896552"),
                    rated("Z1", "2026-01", subtotal: "21.39"), rated("Z1", "2026-01", subtotal: "3.00", item: "Z2:1:A"),
                ], "usage_total_mismatch 3.00 0.00"),
        ])
    func ratedUsage(_ row: ClassCase) { row.check() }
}

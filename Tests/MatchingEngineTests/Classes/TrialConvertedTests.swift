import BillingModel
import Testing

struct TrialConvertedTests {
    private static let trial = order("O1", "2026-01-15", qty: 25, price: 0, term: .month)

    @Test(arguments: [
        ClassCase(
            "paid after a trial, no order at that price",
            [trial, january(qty: 25, price: 0), february(.renew, qty: 25, price: 2)], "trial_converted 0.00 50.00"),
        ClassCase(
            "paid by agreement",
            [
                trial, order("O1", "2026-02-15", .renew, qty: 25, price: 2, term: .month), january(qty: 25, price: 0),
                february(.renew, qty: 25, price: 2),
            ]),
        ClassCase(
            "nobody ordered the trial either",
            [
                tenSeats(), january(), line("T1", .new, "2026-01-15"..."2026-02-14", qty: 1, price: 0, item: "T:1:A"),
                line("T1", .renew, "2026-02-15"..."2026-03-14", qty: 1, price: 20, item: "T:1:A"),
            ], "cycle_missing 548.00 0.00", "trial_converted 0.00 20.00"),
        ClassCase(
            "the trial that was not to renew",
            [
                order("O1", "2026-01-15", qty: 25, price: 0, term: .month, autoRenew: false),
                january(qty: 25, price: 0), february(.renew, qty: 25, price: 2),
            ], "trial_converted 0.00 50.00"),
        ClassCase(
            "only the first paid line is the conversion",
            [trial, january(qty: 25, price: 0), february(.renew, qty: 25, price: 2), march(.renew, qty: 25, price: 2)],
            "renewal_price_change 0.00 50.00", "trial_converted 0.00 50.00"),
        ClassCase(
            "agreed to, at another price",
            [
                trial, order("O1", "2026-02-15", .renew, qty: 25, price: 2, term: .month), january(qty: 25, price: 0),
                february(.renew, qty: 25, price: 3),
            ], "renewal_price_change 50.00 75.00"),
        ClassCase(
            "agreed to, and the first paid cycle starts late",
            [
                trial, order("O1", "2026-02-15", .renew, qty: 25, price: 28, term: .month),
                january(qty: 25, price: 0),
                line("O1", .renew, "2026-02-18"..."2026-03-14", qty: 25, price: 28, part: (25, 28)),
            ], "period_gap 75.00 0.00"),
        ClassCase(
            "agreed price, other quantity",
            [
                trial, order("O1", "2026-02-15", .renew, qty: 25, price: 2, term: .month), january(qty: 25, price: 0),
                february(.renew, qty: 30, price: 2),
            ], "quantity_over 50.00 60.00"),
    ])
    func trialConverted(_ row: ClassCase) { row.check() }
}

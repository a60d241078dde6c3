import BillingModel
import Testing

/// `charge_after_cancel`, `cancel_credit_missing`, `credit_amount_wrong`, `over_credit`.
struct CancellationTests {
    private static func cancelled(_ day: CalendarDate) -> Reseller.Entry {
        order("O1", day, .cancel, qty: 0, price: "54.80")
    }

    /// The credit for a number of 31 days.
    private static func credit(_ days: Int, from start: CalendarDate, on month: String? = nil) -> Reseller.Entry {
        line("O1", .cancelImmediate, start..."2026-02-14", qty: -10, price: "54.80", part: (days, 31), on: month)
    }

    @Test(
        "day by day",
        arguments: [
            ClassCase(
                "on the first day everything comes back",
                [tenSeats(), january(), cancelled("2026-01-15"), credit(31, from: "2026-01-15")]),
            ClassCase(
                "on the first day a day less is wrong",
                [tenSeats(), january(), cancelled("2026-01-15"), credit(30, from: "2026-01-15")],
                "credit_amount_wrong -548.00 -530.30"),
            ClassCase(
                "on the third day, reading A",
                [tenSeats(), january(), cancelled("2026-01-17"), credit(29, from: "2026-01-17")]),
            ClassCase(
                "on the third day, reading B",
                [tenSeats(), january(), cancelled("2026-01-17"), credit(28, from: "2026-01-17")]),
            ClassCase(
                "outside both readings",
                [tenSeats(), january(), cancelled("2026-01-17"), credit(27, from: "2026-01-17")],
                "credit_amount_wrong -512.60 -477.20"),
            ClassCase(
                "on the seventh day", [tenSeats(), january(), cancelled("2026-01-21"), credit(25, from: "2026-01-21")]),
            ClassCase(
                "on the seventh day without its credit", [tenSeats(), january(), cancelled("2026-01-21")],
                "cancel_credit_missing -441.90 0.00"),
            ClassCase("on the eighth day nothing comes back", [tenSeats(), january(), cancelled("2026-01-22")]),
            ClassCase(
                "on the eighth day a credit has no cause",
                [tenSeats(), january(), cancelled("2026-01-22"), credit(24, from: "2026-01-22")],
                "orphan_credit 0.00 -424.20"),
            ClassCase(
                "the credit on the next invoice",
                [tenSeats(), january(), cancelled("2026-01-17"), credit(29, from: "2026-01-17", on: "2026-02")]),
            ClassCase(
                "without its credit", [tenSeats(), january(), cancelled("2026-01-17")],
                "cancel_credit_missing -512.60 0.00"),
            ClassCase(
                "more than was charged",
                [
                    tenSeats(), january(), cancelled("2026-01-17"),
                    credit(29, from: "2026-01-17").with {
                        $0.effectivePrice = 60; $0.subtotal = "-600.00"; $0.total = "-600.00"
                    },
                ], "over_credit -548.00 -600.00"),
            ClassCase(
                "a second, different credit",
                [
                    tenSeats(), january(), cancelled("2026-01-17"), credit(29, from: "2026-01-17"),
                    credit(5, from: "2026-01-17"),
                ], "over_credit -548.00 -600.90"),
            ClassCase(
                "the charge came before the first invoice here",
                [tenSeats(), cancelled("2026-01-17"), credit(29, from: "2026-01-17", on: "2026-02")]),
            ClassCase(
                "long before the first invoice here the credit came on one that is not",
                [tenSeats(), cancelled("2026-01-17")], covering: ["2026-04"]),
            ClassCase(
                "at the end of a term, which then was never renewed, nothing is owed",
                [tenSeats(), cancelled("2027-01-15")], covering: ["2027-02"]),
        ])
    func dayByDay(_ row: ClassCase) { row.check() }

    @Test(
        "at renewal",
        arguments: [
            ClassCase(
                "a cycle on or after the cancellation", [tenSeats(), january(), cancelled("2026-02-10"), february()],
                "charge_after_cancel 0.00 548.00"),
            ClassCase(
                "a renewed monthly term cancelled on its first day, charged and credited",
                [
                    tenSeats(term: .month), january(), cancelled("2026-02-15"), february(.renew),
                    line("O1", .cancelImmediate, "2026-02-15"..."2026-03-14", qty: -10, price: "54.80"),
                ]),
            ClassCase(
                "charged and not credited",
                [tenSeats(term: .month), january(), cancelled("2026-02-15"), february(.renew)],
                "charge_after_cancel 0.00 548.00"),
            ClassCase("neither", [tenSeats(term: .month), january(), cancelled("2026-02-15")], covering: ["2026-02"]),
            ClassCase(
                "a renewed term cancelled on its third day",
                [tenSeats(term: .month), january(), cancelled("2026-02-17"), february(.renew)],
                "cancel_credit_missing -508.80 0.00"),
            ClassCase(
                "within an annual term there is no second window",
                [tenSeats(), january(), cancelled("2026-02-17"), february()]),
            ClassCase(
                "usage after the plan was cancelled",
                [
                    order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                    order("Z1", "2026-01-31", .cancel, qty: 0, cycle: .usage),
                    usage("Z1", "2026-02", qty: 29, price: "0.737586206896552"),
                ], "charge_after_cancel 0.00 21.39"),
            ClassCase(
                "seats added within the window come back too",
                [
                    tenSeats(), january(), order("O1", "2026-01-17", .addQuantity, qty: 15, price: "54.80"),
                    cancelled("2026-01-19"),
                    line("O1", .addQuantity, "2026-01-17"..."2026-02-14", qty: 5, price: "54.80", part: (29, 31)),
                    line("O1", .cancelImmediate, "2026-01-19"..."2026-02-14", qty: -15, price: "54.80", part: (27, 31)),
                ]),
            ClassCase(
                "a perpetual licence comes back whole within thirty days",
                [
                    purchase("O2", "2026-01-20", qty: 1, price: "300.00"),
                    order("O2", "2026-02-10", .cancel, qty: 0, price: "300.00", cycle: .oneTime, sub: ""),
                    line("O2", .new, "2026-01-20"..."2026-01-20", qty: 1, price: "300.00", sub: ""),
                    line("O2", .cancelImmediate, "2026-02-10"..."2026-02-10", qty: -1, price: "300.00", sub: ""),
                ]),
        ])
    func atRenewal(_ row: ClassCase) { row.check() }
}

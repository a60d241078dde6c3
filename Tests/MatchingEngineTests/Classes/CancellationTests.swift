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
                "bought and cancelled in the month before the first invoice here: both were on that month's",
                [tenSeats(), cancelled("2026-01-17")], covering: ["2026-02"]),
            ClassCase(
                "bought before the first invoice here and cancelled in its month: the credit is due",
                [
                    order("O1", "2026-01-29", qty: 10, price: "54.80"),
                    order("O1", "2026-02-02", .cancel, qty: 0, price: "54.80"),
                ], covering: ["2026-02"], "cancel_credit_missing -474.90 0.00"),
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

    /// Ten seats, five more on the third day, all cancelled on the fifth.
    private static let added = [
        tenSeats("31.00"), january(price: "31.00"),
        order("O1", "2026-01-17", .addQuantity, qty: 15, price: "31.00"),
        line("O1", .addQuantity, "2026-01-17"..."2026-02-14", qty: 5, price: "31.00", part: (29, 31)),
        order("O1", "2026-01-19", .cancel, qty: 0, price: "31.00"),
    ]

    /// A part of the credit, from the cancellation on the fifth day: 27 of 31 days.
    private static func part(_ qty: ExactDecimal, days: Int = 27, on month: String? = nil) -> Reseller.Entry {
        line("O1", .cancelImmediate, "2026-01-19"..."2026-02-14", qty: qty, price: "31.00", part: (days, 31), on: month)
    }

    @Test(
        "a credit in several lines",
        arguments: [
            ClassCase("one for each purchase of seats", added + [part(-10), part(-5)]),
            ClassCase("by the other day count", added + [part(-10, days: 26), part(-5, days: 26)]),
            ClassCase("on two invoices", added + [part(-10), part(-5, on: "2026-02")]),
            ClassCase("three equal lines", added + [part(-5), part(-5), part(-5)]),
            ClassCase(
                "four equal lines where three are due", added + [part(-5), part(-5), part(-5), part(-5)],
                "duplicate_line 0.00 -135.00"),
            ClassCase(
                "the parts are not enough together", added + [part(-10), part(-2)],
                "credit_amount_wrong -405.00 -324.00"),
            ClassCase(
                "equal parts that are not enough", added + [part(-4), part(-4)], "credit_amount_wrong -405.00 -216.00"),
            ClassCase(
                "the parts are more than the charge", added + [part(-10), part(-9)], "over_credit -455.00 -513.00"),
            ClassCase(
                "the whole credit and the same again", added + [part(-15), part(-15)], "duplicate_line 0.00 -405.00"),
        ])
    func inSeveralLines(_ row: ClassCase) { row.check() }

    @Test(
        "charged after the cancellation and given back",
        arguments: [
            ClassCase(
                "on the same invoice",
                [
                    tenSeats(), january(), cancelled("2026-02-10"), february(),
                    line("O1", .cancelImmediate, "2026-02-15"..."2026-03-14", qty: -10, price: "54.80"),
                ]),
            ClassCase(
                "on a later invoice",
                [
                    tenSeats(), january(), cancelled("2026-02-10"), february(),
                    line(
                        "O1", .cancelImmediate, "2026-02-15"..."2026-03-14", qty: -10, price: "54.80", on: "2026-03"),
                ]),
            ClassCase(
                "not all of it",
                [
                    tenSeats(), january(), cancelled("2026-02-10"), february(),
                    line("O1", .cancelImmediate, "2026-02-15"..."2026-03-14", qty: -9, price: "54.80"),
                ], "charge_after_cancel 0.00 548.00", "orphan_credit 0.00 -493.20"),
            ClassCase(
                "a credit for a charge that was right has no cause still",
                [
                    tenSeats(), january(),
                    line("O1", .cancelImmediate, "2026-01-15"..."2026-02-14", qty: -10, price: "54.80"),
                ], "orphan_credit 0.00 -548.00"),
        ])
    func givenBack(_ row: ClassCase) { row.check() }
}

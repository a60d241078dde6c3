import BillingModel
import Testing

struct PeriodGapAndOverlapTests {
    private static let monthly = order("O1", "2026-03-15", qty: 10, price: "31.00")
    private static let march = line("O1", .new, "2026-03-15"..."2026-04-14", qty: 10, price: "31.00")

    @Test(arguments: [
        ClassCase(
            "a gap of one day, 15 April",
            [monthly, march, line("O1", .cycleCharge, "2026-04-16"..."2026-05-15", qty: 10, price: "31.00")],
            "period_gap 10.30 0.00"),
        ClassCase(
            "a surplus charge whose days two cycles have charged between them",
            [
                monthly, march, line("O1", .cycleCharge, "2026-04-15"..."2026-05-14", qty: 10, price: "31.00"),
                line("O1", .cycleCharge, "2026-03-20"..."2026-04-19", qty: 10, price: "31.00"),
            ], "period_overlap 0.00 310.00"),
        ClassCase(
            "charged, reversed and charged again",
            [
                monthly, march, line("O1", .cancelImmediate, "2026-03-15"..."2026-04-14", qty: -10, price: "31.00"),
                march,
            ]),
        ClassCase(
            "charged for too many seats, reversed and charged as ordered",
            [
                monthly, march,
                line("O1", .new, "2026-03-15"..."2026-04-14", qty: 12, price: "31.00"),
                line("O1", .cancelImmediate, "2026-03-15"..."2026-04-14", qty: -12, price: "31.00"),
            ]),
        ClassCase(
            "an overlap of one day, 14 April",
            [monthly, march, line("O1", .cycleCharge, "2026-04-14"..."2026-05-13", qty: 10, price: "31.00")],
            "period_overlap 0.00 10.30"),
        ClassCase(
            "a gap of five days, prorated",
            [
                monthly, march,
                line("O1", .cycleCharge, "2026-04-20"..."2026-05-14", qty: 10, price: "31.00", part: (25, 30)),
            ], "period_gap 51.60 0.00"),
        ClassCase(
            "the earlier one ends early",
            [
                monthly, march.with { $0.period = "2026-03-15"..."2026-04-10" },
                line("O1", .cycleCharge, "2026-04-15"..."2026-05-14", qty: 10, price: "31.00"),
            ], "period_gap 40.00 0.00"),
        ClassCase(
            "days on both sides of the boundary, each at its own cycle's price",
            [
                monthly, march.with { $0.period = "2026-03-15"..."2026-04-10" },
                line("O1", .cycleCharge, "2026-04-18"..."2026-05-14", qty: 10, price: "31.00"),
            ], "period_gap 71.00 0.00"),
        ClassCase(
            "the earlier one ends early at another price: one finding, about the price",
            [
                monthly, march,
                line("O1", .cycleCharge, "2026-04-15"..."2026-05-10", qty: 10, price: "40.00"),
                line("O1", .cycleCharge, "2026-05-15"..."2026-06-14", qty: 10, price: "31.00"),
            ], "midterm_price_change 310.00 400.00"),
        ClassCase(
            "this one starts late at another price: one finding as well",
            [monthly, march, line("O1", .cycleCharge, "2026-04-18"..."2026-05-14", qty: 10, price: "40.00")],
            "midterm_price_change 310.00 400.00"),
        ClassCase(
            "more seats explain the whole difference, whatever the days",
            [monthly, march, line("O1", .cycleCharge, "2026-04-12"..."2026-05-14", qty: 12, price: "31.00")],
            "quantity_over 310.00 372.00"),
        ClassCase(
            "cycles that meet",
            [monthly, march, line("O1", .cycleCharge, "2026-04-15"..."2026-05-14", qty: 10, price: "31.00")]),
        ClassCase(
            "a whole cycle twice with other figures",
            [
                monthly, march,
                march.with {
                    $0.effectivePrice = 30; $0.subtotal = "300.00"; $0.total = "300.00"
                },
            ], "period_overlap 0.00 300.00"),
        ClassCase(
            "without the neighbour it is a start",
            [monthly, line("O1", .cycleCharge, "2026-04-20"..."2026-05-14", qty: 10, price: "31.00", part: (25, 30))],
            "start_date_mismatch 310.00 258.30"),
    ])
    func gapAndOverlap(_ row: ClassCase) { row.check() }
}

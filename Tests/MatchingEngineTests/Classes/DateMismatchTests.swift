import BillingModel
import Testing

/// `start_date_mismatch` and `end_date_mismatch`.
struct DateMismatchTests {
    @Test(arguments: [
        ClassCase(
            "a day off is a time zone", [tenSeats(), january().with { $0.period = "2026-01-16"..."2026-02-15" }]),
        ClassCase(
            "two days off", [tenSeats(), january().with { $0.period = "2026-01-17"..."2026-02-16" }],
            "start_date_mismatch 548.00 548.00"),
        ClassCase(
            "the end two days off", [tenSeats(), january().with { $0.period = "2026-01-15"..."2026-02-16" }],
            "end_date_mismatch 548.00 548.00"),
        ClassCase(
            "two days of slack at the month's end",
            [
                order("O1", "2026-01-31", qty: 10, price: "54.80"),
                line("O1", .new, "2026-01-31"..."2026-03-01", qty: 10, price: "54.80"),
            ]),
        ClassCase(
            "three days at the month's end",
            [
                order("O1", "2026-01-31", qty: 10, price: "54.80"),
                line("O1", .new, "2026-01-31"..."2026-03-02", qty: 10, price: "54.80"),
            ], "end_date_mismatch 548.00 548.00"),
        ClassCase(
            "the amount follows the wrong end",
            [
                tenSeats(), line("O1", .new, "2026-01-15"..."2026-02-09", qty: 10, price: "54.80", part: (26, 31)),
            ], "end_date_mismatch 548.00 459.60"),
        ClassCase(
            "the amount follows the wrong end, and the next cycle shows the gap",
            [
                tenSeats(), line("O1", .new, "2026-01-15"..."2026-02-09", qty: 10, price: "54.80", part: (26, 31)),
                february(),
            ], "period_gap 88.30 0.00"),
        ClassCase(
            "even of one day",
            [
                tenSeats(), line("O1", .new, "2026-01-15"..."2026-02-13", qty: 10, price: "54.80", part: (30, 31)),
                february(),
            ], "period_gap 17.60 0.00"),
        ClassCase(
            "the amount follows a late end, and the next cycle shows the overlap",
            [
                tenSeats(), line("O1", .new, "2026-01-15"..."2026-02-17", qty: 10, price: "54.80", part: (34, 31)),
                february(),
            ], "period_overlap 0.00 58.70"),
        ClassCase(
            "every cycle is shifted: none meets its own start, and nothing is left open between them",
            [
                tenSeats(),
                line("O1", .new, "2026-01-18"..."2026-02-17", qty: 10, price: "54.80"),
                line("O1", .cycleCharge, "2026-02-18"..."2026-03-17", qty: 10, price: "54.80"),
            ], "start_date_mismatch 548.00 548.00", "start_date_mismatch 548.00 548.00"),
        ClassCase(
            "a boundary moved by three days: an end and a start",
            [
                tenSeats(), line("O1", .new, "2026-01-15"..."2026-02-17", qty: 10, price: "54.80"),
                line("O1", .cycleCharge, "2026-02-18"..."2026-03-14", qty: 10, price: "54.80"),
            ], "end_date_mismatch 548.00 548.00", "start_date_mismatch 548.00 548.00"),
        ClassCase(
            "the term's end is not the agreed one",
            [
                order("O1", "2026-01-15", qty: 10, price: "54.80", end: "2027-01-14"),
                january().with { $0.subscriptionEnd = "2027-01-31" },
            ], "end_date_mismatch 548.00 548.00"),
        ClassCase(
            "the term's end is compared only where one was agreed",
            [tenSeats(), january().with { $0.subscriptionEnd = "2027-01-31" }]),
        ClassCase(
            "one-time, three days late",
            [
                purchase("O2", "2026-01-20", qty: 1, price: "300.00"),
                line("O2", .new, "2026-01-23"..."2026-01-23", qty: 1, price: "300.00", sub: ""),
            ], "start_date_mismatch 300.00 300.00"),
    ])
    func dates(_ row: ClassCase) { row.check() }
}

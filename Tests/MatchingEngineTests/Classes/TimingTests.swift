import BillingModel
import Testing

/// `late_charge` and `future_charge`.
struct TimingTests {
    private static let oneMonth = tenSeats(term: .month, autoRenew: false)

    @Test(arguments: [
        ClassCase(
            "a licence more than a cycle late", [oneMonth, january().with { $0.month = "2026-04" }],
            "late_charge 548.00 548.00"),
        ClassCase("a licence within a cycle", [oneMonth, january().with { $0.month = "2026-03" }]),
        ClassCase(
            "usage of the month before",
            [
                order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                usage("Z1", "2026-01", qty: 29, price: "0.737586206896552", on: "2026-02"),
            ], "late_charge 21.39 21.39"),
        ClassCase(
            "a period that has not begun", [tenSeats(), february().with { $0.month = "2026-01" }, january()],
            "future_charge 548.00 548.00"),
        ClassCase(
            "a term that is extended lies ahead, and is compared with nothing",
            [
                tenSeats(), january(),
                line("O1", .extendTerm, "2027-01-15"..."2027-03-14", qty: 10, price: "77.00", on: "2026-01"),
            ]),
        ClassCase(
            "a repeat has no time of its own", [oneMonth, january(), january().with { $0.month = "2026-04" }],
            "duplicate_across_invoices 0.00 548.00"),
    ])
    func timing(_ row: ClassCase) { row.check() }
}

import BillingModel
import Testing

/// `duplicate_line`, `duplicate_across_invoices`, `duplicate_subscription`.
struct DuplicateTests {
    @Test(arguments: [
        ClassCase("the same line twice", [tenSeats(), january(), january()], "duplicate_line 0.00 548.00"),
        ClassCase(
            "three times", [tenSeats(), january(), january(), january()], "duplicate_line 0.00 548.00",
            "duplicate_line 0.00 548.00"),
        ClassCase(
            "two orders account for it",
            [
                order("O1", "2026-01-15", qty: 10, price: "54.80", sub: ""),
                order("O1", "2026-01-15", qty: 10, price: "54.80", sub: "", line: 2), january(), january(),
            ]),
        ClassCase(
            "a wrong line twice", [tenSeats(), january(qty: 11), january(qty: 11)], "duplicate_line 0.00 602.80",
            "quantity_over 548.00 602.80"),
        ClassCase(
            "an unordered line twice",
            [
                tenSeats(), january(), line("X9", .new, "2026-01-20"..."2026-02-19", qty: 3, price: 14, item: "P2:1:A"),
                line("X9", .new, "2026-01-20"..."2026-02-19", qty: 3, price: 14, item: "P2:1:A"),
            ],
            "charged_not_ordered 0.00 42.00", "duplicate_line 0.00 42.00"),
        ClassCase(
            "again on the next invoice", [tenSeats(), january(), january().with { $0.month = "2026-02" }, february()],
            "duplicate_across_invoices 0.00 548.00"),
        ClassCase(
            "usage twice",
            [
                order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                usage("Z1", "2026-01", qty: 29, price: "0.737586206896552"),
                usage("Z1", "2026-01", qty: 29, price: "0.737586206896552"),
            ], "duplicate_line 0.00 21.39"),
        ClassCase(
            "usage of two meters",
            [
                order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                usage("Z1", "2026-01", qty: 29, price: "0.737586206896552"),
                usage("Z1", "2026-01", meter: "B", qty: 29, price: "0.737586206896552"),
            ]),
        ClassCase(
            "a second subscription, the order names the first",
            [tenSeats(), january().with { $0.subscription = "a-second" }, january()],
            "duplicate_subscription 0.00 548.00"),
        ClassCase(
            "a second subscription under an order of its own",
            [
                tenSeats(), january(),
                january().with {
                    $0.subscription = "s2"; $0.order = "O9"
                },
            ], "duplicate_subscription 0.00 548.00"),
        ClassCase(
            "a second subscription with an order",
            [
                tenSeats(), january(), order("O2", "2026-01-15", qty: 10, price: "54.80"),
                line("O2", .new, "2026-01-15"..."2026-02-14", qty: 10, price: "54.80"),
            ]),
    ])
    func duplicates(_ row: ClassCase) { row.check() }
}

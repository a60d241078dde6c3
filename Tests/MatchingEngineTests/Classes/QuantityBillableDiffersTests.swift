import BillingModel
import Testing

struct QuantityBillableDiffersTests {
    @Test(arguments: [
        ClassCase(
            "quantity 8, billable 10", [tenSeats(), january().with { $0.quantity = 8 }],
            "quantity_billable_differs 548.00 548.00"),
        ClassCase("both 10", [tenSeats(), january()]),
        ClassCase(
            "a credit that shows its units with the other sign",
            [
                tenSeats(), january(), order("O1", "2026-01-15", .cancel, qty: 0, price: "54.80"),
                line("O1", .cancelImmediate, "2026-01-15"..."2026-02-14", qty: -10, price: "54.80", quantity: 10),
            ]),
        ClassCase(
            "never on usage",
            [
                order("Z1", "2026-01-01", qty: 1, cycle: .usage, item: "AZ:0001:A"),
                usage("Z1", "2026-01", qty: 29, price: "0.737586206896552").with { $0.quantity = 1 },
            ]),
    ])
    func quantityBillableDiffers(_ row: ClassCase) { row.check() }
}

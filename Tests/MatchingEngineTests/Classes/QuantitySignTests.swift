import BillingModel
import Testing

struct QuantitySignTests {
    @Test(arguments: [
        ClassCase(
            "negative units with a positive amount",
            [
                tenSeats(),
                january(qty: -10).with {
                    $0.subtotal = "548.00"; $0.total = "548.00"
                },
            ], "quantity_sign - 548.00"),
        ClassCase(
            "zero units on a charge",
            [
                tenSeats(),
                january(qty: 0).with {
                    $0.subtotal = "548.00"; $0.total = "548.00"
                },
            ], "quantity_sign - 548.00"),
        ClassCase("negative units on a charge", [tenSeats(), january(qty: -10)], "quantity_sign - -548.00"),
        ClassCase(
            "a credit with negative units is normal",
            [
                tenSeats(), january(), order("O1", "2026-01-15", .cancel, qty: 0, price: "54.80"),
                line("O1", .cancel, "2026-01-15"..."2026-02-14", qty: -10, price: "54.80"),
            ]),
        ClassCase(
            "a credit with a negative price is normal",
            [
                tenSeats(), january(), order("O1", "2026-01-15", .cancel, qty: 0, price: "54.80"),
                line("O1", .cancel, "2026-01-15"..."2026-02-14", qty: 10, price: "-54.80"),
            ]),
    ])
    func quantitySign(_ row: ClassCase) { row.check() }
}

import BillingModel
import Testing

struct CustomerPurchasedTests {
    @Test(arguments: [
        ClassCase(
            "another publisher, no order",
            [
                tenSeats(), january(),
                line(
                    "X9", .new, "2026-01-20"..."2026-02-19", qty: 12, price: "99.00", item: "M1:0004:M",
                    publisher: "Contoso"),
            ],
            "customer_purchased 0.00 1188.00"),
        ClassCase(
            "another publisher, ordered",
            [
                order("O1", "2026-01-15", qty: 10, price: "54.80"), january().with { $0.publisher = "Contoso" },
            ]),
        ClassCase(
            "another publisher, the order is known but not its days",
            [
                order("O1", "2026-01-15", qty: 10, price: "54.80"), january().with { $0.publisher = "Contoso" },
                line(
                    "O1", .new, "2025-12-15"..."2026-01-14", qty: 10, price: "54.80", on: "2026-01",
                    publisher: "Contoso"),
            ],
            "charged_not_ordered 0.00 548.00"),
    ])
    func customerPurchased(_ row: ClassCase) { row.check() }
}

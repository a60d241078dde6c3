import BillingModel
import Testing

struct OrphanCreditTests {
    @Test(arguments: [
        ClassCase(
            "no event calls for it",
            [
                tenSeats(), january(),
                line("O1", .cancelImmediate, "2026-01-20"..."2026-02-14", qty: -10, price: "54.80", part: (26, 31)),
            ], "orphan_credit 0.00 -459.60"),
        ClassCase(
            "it belongs to no order",
            [
                tenSeats(), january(),
                line("X9", .cancelImmediate, "2026-01-20"..."2026-02-14", qty: -1, price: "14.00", item: "P2:0001:A"),
            ], "orphan_credit 0.00 -14.00"),
        ClassCase(
            "the charge it would reverse was never billed",
            [
                tenSeats(), order("O1", "2026-01-17", .cancel, qty: 0, price: "54.80"),
                line("O1", .cancelImmediate, "2026-01-17"..."2026-02-14", qty: -10, price: "54.80", part: (29, 31)),
            ], "orphan_credit 0.00 -512.60"),
        ClassCase(
            "a customer credit on a known order",
            [tenSeats(), january(), line("O1", .customerCredit, "2026-01-15"..."2026-02-14", qty: -1, price: "25.00")]),
        ClassCase(
            "a customer credit without an order",
            [
                tenSeats(), january(),
                line("X9", .customerCredit, "2026-01-15"..."2026-02-14", qty: -1, price: "25.00", item: "P7:1:A"),
            ], "orphan_credit 0.00 -25.00"),
    ])
    func orphanCredit(_ row: ClassCase) { row.check() }
}

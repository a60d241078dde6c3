import BillingModel
import Testing

struct SuspendedStillBilledTests {
    @Test(arguments: [
        ClassCase(
            "charged while suspended",
            [tenSeats(), january(), order("O1", "2026-02-01", .suspend, qty: 10, price: "54.80"), february()],
            "suspended_still_billed 548.00 548.00"),
        ClassCase(
            "and for too many seats",
            [tenSeats(), january(), order("O1", "2026-02-01", .suspend, qty: 0, price: "54.80"), february(qty: 11)],
            "quantity_over 548.00 602.80", "suspended_still_billed 602.80 602.80"),
        ClassCase(
            "suspended after the cycle began",
            [tenSeats(), january(), order("O1", "2026-02-16", .suspend, qty: 10, price: "54.80"), february()]),
        ClassCase(
            "resumed on the cycle's first day",
            [
                tenSeats(), january(), order("O1", "2026-02-01", .suspend, qty: 10, price: "54.80"),
                order("O1", "2026-02-15", .resume, qty: 10, price: "54.80"), february(),
            ]),
    ])
    func suspended(_ row: ClassCase) { row.check() }
}

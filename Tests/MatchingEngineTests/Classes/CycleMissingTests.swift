import BillingModel
import Testing

struct CycleMissingTests {
    @Test(arguments: [
        ClassCase(
            "the middle one of three", [tenSeats(), january(), march()], covering: ["2026-02"],
            "cycle_missing 548.00 0.00"),
        ClassCase("its month is not there", [tenSeats(), january(), march()]),
        ClassCase(
            "while suspended nothing is missing",
            [
                tenSeats(), january(), order("O1", "2026-02-01", .suspend, qty: 10, price: "54.80"),
            ], covering: ["2026-02", "2026-03"]),
        ClassCase(
            "resumed before the cycle",
            [
                tenSeats(), january(), order("O1", "2026-02-01", .suspend, qty: 10, price: "54.80"),
                order("O1", "2026-02-15", .resume, qty: 10, price: "54.80"),
            ], covering: ["2026-02"],
            "cycle_missing 548.00 0.00"),
        ClassCase(
            "cancelled before the cycle",
            [
                tenSeats(), january(), order("O1", "2026-02-14", .cancel, qty: 0, price: "54.80"),
            ], covering: ["2026-02"]),
        ClassCase(
            "the term is not to renew", [tenSeats(term: .month, autoRenew: false), january()], covering: ["2026-02"]),
        ClassCase(
            "a monthly term renews by itself", [tenSeats(term: .month), january()], covering: ["2026-02"],
            "cycle_missing 548.00 0.00"),
        ClassCase(
            "quantity in force on the first day of the cycle",
            [
                tenSeats(), january(), order("O1", "2026-02-15", .removeQuantity, qty: 7, price: "54.80"),
            ], covering: ["2026-02"],
            "cycle_missing 383.60 0.00"),
        ClassCase(
            "an add-on ends with its base",
            [
                tenSeats(), january(), order("O1", "2026-02-10", .cancel, qty: 0, price: "54.80"),
                order("O2", "2026-01-15", qty: 2, price: "5.00", item: "P2:0001:A", reference: "s-O1"),
                line("O2", .new, "2026-01-15"..."2026-02-14", qty: 2, price: "5.00", item: "P2:0001:A"),
            ], covering: ["2026-02"]),
    ])
    func cycleMissing(_ row: ClassCase) { row.check() }
}

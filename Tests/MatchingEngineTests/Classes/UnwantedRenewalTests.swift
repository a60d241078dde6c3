import BillingModel
import Testing

struct UnwantedRenewalTests {
    @Test(arguments: [
        ClassCase(
            "renewed although auto-renew is off",
            [tenSeats(term: .month, autoRenew: false), january(), february(.renew)], "unwanted_renewal 0.00 548.00"),
        ClassCase(
            "renewed by a renew row",
            [
                tenSeats(term: .month, autoRenew: false),
                order("O1", "2026-02-15", .renew, qty: 10, price: "54.80", term: .month), january(), february(.renew),
            ]),
        ClassCase(
            "cancelled on the third day of the renewal, no credit came",
            [
                tenSeats(term: .month, autoRenew: false), january(), february(.renew),
                order("O1", "2026-02-17", .cancel, qty: 0, price: "54.80", term: .month),
            ], "unwanted_renewal 0.00 548.00"),
        ClassCase(
            "and the credit came: what is left of the charge",
            [
                tenSeats(term: .month, autoRenew: false), january(), february(.renew),
                order("O1", "2026-02-17", .cancel, qty: 0, price: "54.80", term: .month),
                line("O1", .cancelImmediate, "2026-02-17"..."2026-03-14", qty: -10, price: "54.80", part: (26, 28)),
            ], "unwanted_renewal 0.00 39.20"),
        ClassCase(
            "cancelled after a term that was not renewed",
            [
                tenSeats(term: .month, autoRenew: false), january(),
                order("O1", "2026-02-17", .cancel, qty: 0, price: "54.80", term: .month),
            ], covering: ["2026-02"]),
        ClassCase("within the term", [tenSeats(autoRenew: false), january(), february()]),
        ClassCase(
            "turned off later, before the term's end",
            [
                order("O1", "2025-02-15", qty: 10, price: "54.80"),
                order("O1", "2026-01-20", .resume, qty: 10, price: "54.80", autoRenew: false), january(),
                february(.renew),
            ],
            "unwanted_renewal 0.00 548.00"),
    ])
    func unwantedRenewal(_ row: ClassCase) { row.check() }
}

import BillingModel
import Testing

/// Pending rows match and create no expectation: what completed rows say is expected and compared.
struct PendingRowsTests {
    private static func pending(
        _ transaction: OrderTransaction, _ day: CalendarDate, qty: ExactDecimal, price: ExactDecimal = "54.80",
        item: String = "P1:0001:A1", cycle: BillingCycle = .monthly
    ) -> Reseller.Entry {
        order("O1", day, transaction, qty: qty, price: price, cycle: cycle, item: item, status: .pending)
    }

    private static let asCompleted = [tenSeats(), january(), february(), march()]

    @Test(
        "billed as the completed rows say",
        arguments: [
            ClassCase("seats to be added", asCompleted + [pending(.addQuantity, "2026-01-20", qty: 12)]),
            ClassCase("seats to be removed", asCompleted + [pending(.removeQuantity, "2026-01-20", qty: 4)]),
            ClassCase("a cancellation within seven days", asCompleted + [pending(.cancel, "2026-01-17", qty: 0)]),
            ClassCase("a cancellation later", asCompleted + [pending(.cancel, "2026-02-10", qty: 0)]),
            ClassCase("a renewal", asCompleted + [pending(.renew, "2026-02-15", qty: 8, price: 60)]),
            ClassCase(
                "a conversion", asCompleted + [pending(.convert, "2026-01-25", qty: 10, price: 60, item: "P2:0001:A1")]),
            ClassCase(
                "another plan", asCompleted + [pending(.convert, "2026-01-25", qty: 10, price: 600, cycle: .annual)]),
            ClassCase("a suspension", asCompleted + [pending(.suspend, "2026-01-20", qty: 10)]),
            ClassCase(
                "a failed suspension",
                asCompleted + [order("O1", "2026-01-20", .suspend, qty: 10, price: "54.80", status: .failed)]),
        ])
    func asBefore(_ row: ClassCase) { row.check() }

    @Test(
        "billed after all",
        arguments: [
            ClassCase(
                "the added seats, and every cycle with them",
                [
                    tenSeats(), january(), pending(.addQuantity, "2026-01-20", qty: 12),
                    line("O1", .addQuantity, "2026-01-20"..."2026-02-14", qty: 2, price: "54.80", part: (26, 31)),
                    february(qty: 12), march(qty: 12),
                ]),
            ClassCase(
                "the credit of the cancellation, and no cycle after it",
                [
                    tenSeats(), january(), pending(.cancel, "2026-01-17", qty: 0),
                    line("O1", .cancelImmediate, "2026-01-17"..."2026-02-14", qty: -10, price: "54.80", part: (29, 31)),
                ], covering: ["2026-02", "2026-03"]),
            ClassCase(
                "the renewal",
                [
                    tenSeats(term: .month), january(), pending(.renew, "2026-02-15", qty: 8, price: 60),
                    february(.renew, qty: 8, price: 60),
                ]),
            ClassCase(
                "the conversion",
                [
                    tenSeats(), january(), pending(.convert, "2026-01-25", qty: 10, price: 60, item: "P2:0001:A1"),
                    line("O1", .convert, "2026-01-25"..."2026-02-14", qty: -10, price: "54.80", part: (21, 31)),
                    line(
                        "O1", .convert, "2026-01-25"..."2026-02-14", qty: 10, price: 60, part: (21, 31),
                        item: "P2:0001:A1"),
                    line("O1", .cycleCharge, "2026-02-15"..."2026-03-14", qty: 10, price: 60, item: "P2:0001:A1"),
                ]),
        ])
    func afterAll(_ row: ClassCase) { row.check() }

    @Test(
        "neither the one nor the other",
        arguments: [
            ClassCase(
                "compared with the completed rows",
                [tenSeats(), january(), pending(.addQuantity, "2026-02-15", qty: 12), february(qty: 13)],
                "quantity_over 548.00 712.40"),
            ClassCase(
                "a cycle charged in both states is charged twice",
                [tenSeats(), january(), pending(.addQuantity, "2026-02-15", qty: 12), february(), february(qty: 12)],
                "period_overlap 0.00 657.60"),
            ClassCase(
                "a cycle charged in neither is missing",
                [tenSeats(), january(), pending(.addQuantity, "2026-02-15", qty: 12)], covering: ["2026-02"],
                "cycle_missing 548.00 0.00"),
            ClassCase(
                "an order of pending rows alone is matched and not expected",
                [order("O1", "2026-01-15", qty: 10, price: "54.80", status: .pending), february()],
                covering: ["2026-01"]),
        ])
    func neither(_ row: ClassCase) { row.check() }
}

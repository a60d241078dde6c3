import BillingModel
import Testing

/// An order line whose book begins with a change: what was agreed before is not there.
struct UnseenBeginningTests {
    private static let added = order("O1", "2026-01-25", .addQuantity, qty: 12, price: "54.80")

    @Test(arguments: [
        ClassCase(
            "the state from the change on is compared, cycle by cycle, on the days that the lines show",
            [added, february(qty: 12), march(qty: 12)]),
        ClassCase(
            "another quantity", [added, february(qty: 12), march(qty: 13)], "quantity_over 657.60 712.40"),
        ClassCase(
            "a cycle is missing", [added, february(qty: 12)], covering: ["2026-03"], "cycle_missing 657.60 0.00"),
        ClassCase(
            "the cycle in which the change lies, and the change itself, cannot be compared",
            [
                added, january(.cycleCharge),
                line("O1", .addQuantity, "2026-01-25"..."2026-02-14", qty: 2, price: "54.80", part: (21, 31)),
                february(qty: 12),
            ]),
        ClassCase(
            "what lies before the book begins was not ordered as far as it says",
            [
                added, line("O1", .cycleCharge, "2025-12-15"..."2026-01-14", qty: 10, price: "54.80"),
                february(qty: 12),
            ], "charged_not_ordered 0.00 548.00"),
        ClassCase("without a line that charges a whole cycle nothing is expected", [added], covering: ["2026-02"]),
        ClassCase(
            "a change on the first day of a cycle is part of it",
            [order("O1", "2026-02-15", .removeQuantity, qty: 8, price: "54.80"), february(qty: 8), march(qty: 8)]),
        ClassCase(
            "a cancellation ends it, and when its term began is not known",
            [added, order("O1", "2026-02-18", .cancel, qty: 0, price: "54.80"), february(qty: 12)],
            covering: ["2026-03"]),
        ClassCase(
            "charged after its cancellation",
            [added, order("O1", "2026-02-18", .cancel, qty: 0, price: "54.80"), february(qty: 12), march(qty: 12)],
            "charge_after_cancel 0.00 657.60"),
    ])
    func unseen(_ row: ClassCase) { row.check() }
}

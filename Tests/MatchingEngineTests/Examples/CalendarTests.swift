import BillingModel
import Testing

/// Cycles on real calendars: anchors on the 29th to 31st, leap days, long plans.
struct CalendarTests {
    private static func cycle(_ period: ClosedRange<CalendarDate>, _ type: ChargeType = .cycleCharge) -> Reseller.Entry
    {
        line("O1", type, period, qty: 10, price: "54.80")
    }

    @Test(arguments: [
        ClassCase(
            "anchored on the 31st: it comes back after February",
            [
                order("O1", "2026-01-31", qty: 10, price: "54.80"), cycle("2026-01-31"..."2026-02-27", .new),
                cycle("2026-02-28"..."2026-03-30"), cycle("2026-03-31"..."2026-04-29"),
            ]),
        ClassCase(
            "anchored on the 30th, as a vendor computes it, ends a day later",
            [
                order("O1", "2026-01-30", qty: 10, price: "54.80"), cycle("2026-01-30"..."2026-02-28", .new),
                cycle("2026-03-01"..."2026-03-29"), cycle("2026-03-30"..."2026-04-29"),
            ], covering: ["2026-02"]),
        ClassCase(
            "anchored on the 31st, as a vendor computes it, begins in the next month",
            [
                order("O1", "2026-08-31", qty: 10, price: "54.80"), cycle("2026-08-31"..."2026-09-30", .new),
                cycle("2026-10-01"..."2026-10-31"),
            ], covering: ["2026-09"]),
        ClassCase(
            "29 February",
            [
                order("O1", "2024-02-29", qty: 10, price: "657.60", cycle: .annual),
                line("O1", .new, "2024-02-29"..."2025-02-27", qty: 10, price: "657.60"),
                line("O1", .renew, "2025-02-28"..."2026-02-27", qty: 10, price: "657.60"),
            ]),
        ClassCase(
            "three years upfront",
            [
                order("O1", "2026-01-15", qty: 10, price: 1800, term: .threeYears, cycle: .triennial),
                line("O1", .new, "2026-01-15"..."2029-01-14", qty: 10, price: 1800),
            ], covering: ["2026-02", "2026-03"]),
        ClassCase(
            "a renewal on 28 February keeps the anchor on the 31st",
            [
                order("O1", "2026-01-31", qty: 10, price: "54.80", term: .month),
                order("O1", "2026-02-28", .renew, qty: 10, price: "54.80", term: .month),
                cycle("2026-01-31"..."2026-02-27", .new), cycle("2026-02-28"..."2026-03-30", .renew),
                cycle("2026-03-31"..."2026-04-29", .renew),
            ]),
        ClassCase(
            "a subscription that began years ago",
            [order("O1", "2019-08-15", qty: 10, price: "54.80"), cycle("2026-01-15"..."2026-02-14")]),
        ClassCase(
            "renewed after a pause: nothing is due in between",
            [
                order("O1", "2026-01-15", qty: 10, price: "54.80", term: .month, autoRenew: false),
                order("O1", "2026-04-01", .renew, qty: 10, price: "54.80", term: .month),
                cycle("2026-01-15"..."2026-02-14", .new), cycle("2026-04-01"..."2026-04-30", .renew),
            ], covering: ["2026-02", "2026-03"]),
    ])
    func calendar(_ row: ClassCase) { row.check() }
}

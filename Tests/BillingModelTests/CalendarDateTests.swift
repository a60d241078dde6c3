import BillingModel
import Testing

struct CalendarDateTests {
    @Test(
        "Days since 1970",
        arguments: [("1970-01-01", 0), ("1969-12-31", -1), ("2000-02-29", 11016), ("2026-11-24", 20781)]
            as [(CalendarDate, Int32)])
    func dayNumber(_ date: CalendarDate, _ number: Int32) { #expect(date.dayNumber == number) }

    @Test("Every day of eight centuries comes back from its number")
    func roundTrip() {
        var previous: CalendarDate?
        for number in Int32(-150_000)...Int32(150_000) {
            let date = CalendarDate(dayNumber: number)
            let (year, month, day) = date.components
            #expect(CalendarDate(year: year, month: month, day: day) == date)
            if let previous { #expect(date - previous == 1) }
            previous = date
        }
    }

    @Test(
        "Months counted from the anchor",
        arguments: [
            ("2026-01-31", 1, "2026-02-28"), ("2026-01-31", 2, "2026-03-31"), ("2024-01-31", 1, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-02-29", 48, "2028-02-29"), ("2026-12-15", 1, "2027-01-15"), ("2026-01-15", -1, "2025-12-15"),
            ("2026-03-31", -1, "2026-02-28"), ("2026-01-15", -13, "2024-12-15"),
        ] as [(CalendarDate, Int, CalendarDate)])
    func addingMonths(_ date: CalendarDate, _ months: Int, _ expected: CalendarDate) {
        #expect(date.adding(months: months) == expected)
    }

    @Test(
        "No such day",
        arguments: [
            (2026, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (0, 1, 1), (10_000, 1, 1),
            (1900, 2, 29),
        ])
    func invalid(_ year: Int, _ month: Int, _ day: Int) {
        #expect(CalendarDate(year: year, month: month, day: day) == nil)
    }

    @Test(
        "Periods count both ends",
        arguments: [
            ("2022-02-21", "2022-03-20", 28), ("2026-01-01", "2026-01-01", 1), ("2026-02-01", "2026-02-28", 28),
            ("2024-01-01", "2024-12-31", 366),
        ] as [(CalendarDate, CalendarDate, Int)])
    func days(_ start: CalendarDate, _ end: CalendarDate, _ days: Int) {
        #expect(BillingPeriod(start, end).days == days)
    }

    @Test func periodsMeetAndOverlap() {
        let march = BillingPeriod("2026-03-15", "2026-04-14")
        #expect(!march.overlaps(BillingPeriod("2026-04-15", "2026-05-14")))
        #expect(
            march.intersection(BillingPeriod("2026-04-14", "2026-05-13")) == BillingPeriod("2026-04-14", "2026-04-14"))
        #expect(march.contains("2026-04-14") && !march.contains("2026-04-15"))
    }

    @Test(
        "Months",
        arguments: [
            (2026, 11, 3, "2027-02"), (2026, 1, -1, "2025-12"), (2026, 1, -25, "2023-12"), (2026, 12, 0, "2026-12"),
        ])
    func months(_ year: Int, _ month: Int, _ added: Int, _ expected: String) {
        #expect(CalendarMonth(year: year, month: month).adding(added).description == expected)
    }
}

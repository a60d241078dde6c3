import BillingModel
import Testing

/// Dates as the sources write them.
struct DateTextTests {
    @Test(
        "Read as UTC days",
        arguments: [
            ("2026-11-24", "2026-11-24"), ("2026-11-24T23:59:59.9999999Z", "2026-11-24"),
            ("2026-11-24T00:00:00", "2026-11-24"), ("2026-11-24 12:30", "2026-11-24"),
            ("2026-11-24T23:30:00-05:00", "2026-11-25"), ("2026-11-24T00:30:00+02:00", "2026-11-23"),
            ("2026-11-24T00:30:00+0030", "2026-11-24"), ("2026-12-31T23:00:00-01:00", "2027-01-01"),
            ("11/24/2026", "2026-11-24"), ("1/5/2026 12:00:00 AM", "2026-01-05"), ("2024-02-29", "2024-02-29"),
        ] as [(String, CalendarDate)])
    func read(_ text: String, _ expected: CalendarDate) { #expect(DateText.read(text) == .date(expected)) }

    @Test("No date", arguments: ["", "0001-01-01", "0001-01-01T00:00:00Z", "1/1/0001 12:00:00 AM"])
    func absent(_ text: String) { #expect(DateText.read(text) == .absent) }

    @Test(
        "Refused",
        arguments: [
            "2026-02-29", "2026-13-01", "2026-1-5", "24.11.2026", "13/24/2026", "2026-11-24T25:00:00Z",
            "2026-11-24T12:61", "2026-11-24X", "2026-11-24T", "11/24", "11/24/26",
            "2026-11-24T12:00:00.Z", "2026-11-24T12:00:00+15:00", "yesterday", "2026-11-24T12:00:00ZZ",
            "11/24/2026 noon",
        ])
    func invalid(_ text: String) { #expect(DateText.read(text) == .invalid) }
}

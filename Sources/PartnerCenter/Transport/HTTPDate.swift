import BillingModel

/// The date of an HTTP header (RFC 9110, 5.6.7), in the one form that is still written:
/// `Sun, 06 Nov 1994 08:49:37 GMT`.
enum HTTPDate {
    private static let months = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ]

    /// Seconds since 1970; `nil` for anything else.
    static func seconds(_ text: String) -> Int? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "," }).map { $0.lowercased() }
        guard words.count == 6, words[5] == "gmt", let day = Int(words[1]), let year = Int(words[3]),
            let month = months.firstIndex(of: words[2]), let date = CalendarDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
        else { return nil }
        return Int(date.dayNumber) * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
    }
}

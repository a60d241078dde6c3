/// A day of the proleptic Gregorian calendar, UTC: the number of days since 1970-01-01.
package struct CalendarDate: Hashable, Comparable, Sendable {
    package let dayNumber: Int32

    @inlinable
    package init(dayNumber: Int32) { self.dayNumber = dayNumber }

    /// `nil` when there is no such day.
    package init?(year: Int, month: Int, day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= CalendarMonth(year: year, month: month).days
        else { return nil }
        dayNumber = CalendarDate.number(year: year, month: month, day: day)
    }

    /// Days from civil, by eras of 400 years.
    static func number(year: Int, month: Int, day: Int) -> Int32 {
        let y = month <= 2 ? year - 1 : year
        let era = (y >= 0 ? y : y - 399) / 400
        let yearOfEra = y - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return Int32(era * 146_097 + dayOfEra - 719_468)
    }

    /// Year, month and day of the month.
    package var components: (year: Int, month: Int, day: Int) {
        let z = Int(dayNumber) + 719_468
        let era = (z >= 0 ? z : z - 146_096) / 146_097
        let dayOfEra = z - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let mp = (5 * dayOfYear + 2) / 153
        let month = mp < 10 ? mp + 3 : mp - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * mp + 2) / 5 + 1)
    }

    package var month: CalendarMonth {
        let (year, month, _) = components
        return CalendarMonth(year: year, month: month)
    }

    /// The same day `months` later; a day that the target month lacks becomes its last (31 January + 1 = 28 February).
    /// Always counted from the anchor, so the 31st comes back after February.
    package func adding(months: Int) -> CalendarDate {
        let (year, month, day) = components
        let target = CalendarMonth(year: year, month: month).adding(months)
        return CalendarDate(
            dayNumber: CalendarDate.number(year: target.year, month: target.month, day: min(day, target.days)))
    }

    @inlinable package func adding(days: Int) -> CalendarDate { CalendarDate(dayNumber: dayNumber + Int32(days)) }
    @inlinable package static func - (a: CalendarDate, b: CalendarDate) -> Int { Int(a.dayNumber) - Int(b.dayNumber) }
    @inlinable package static func == (a: CalendarDate, b: CalendarDate) -> Bool { a.dayNumber == b.dayNumber }
    @inlinable package static func < (a: CalendarDate, b: CalendarDate) -> Bool { a.dayNumber < b.dayNumber }
}

extension CalendarDate: CustomStringConvertible {
    /// ISO 8601: `2026-11-24`.
    package var description: String {
        let (year, month, day) = components
        let y = String(year)
        return String(repeating: "0", count: max(0, 4 - y.count)) + y
            + (month < 10 ? "-0" : "-") + String(month) + (day < 10 ? "-0" : "-") + String(day)
    }
}

extension CalendarDate: ExpressibleByStringLiteral {
    /// For literals in tests; a malformed literal is a defect of the program.
    package init(stringLiteral value: String) {
        guard case .date(let date) = DateText.read(value) else { preconditionFailure("not a date: \(value)") }
        self = date
    }
}

/// A month of the calendar, UTC.
package struct CalendarMonth: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let year: Int
    /// 1 to 12.
    package let month: Int

    package init(year: Int, month: Int) {
        self.year = year
        self.month = month
    }

    package var days: Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }

    package func adding(_ months: Int) -> CalendarMonth {
        let index = year * 12 + (month - 1) + months
        let year = index >= 0 ? index / 12 : (index - 11) / 12
        return CalendarMonth(year: year, month: index - year * 12 + 1)
    }

    package var firstDay: CalendarDate {
        CalendarDate(dayNumber: CalendarDate.number(year: year, month: month, day: 1))
    }

    package var lastDay: CalendarDate { firstDay.adding(days: days - 1) }

    package var period: BillingPeriod { BillingPeriod(firstDay, lastDay) }

    package static func < (a: CalendarMonth, b: CalendarMonth) -> Bool {
        a.year == b.year ? a.month < b.month : a.year < b.year
    }

    /// `2026-11`.
    package var description: String { String(firstDay.description.dropLast(3)) }
}

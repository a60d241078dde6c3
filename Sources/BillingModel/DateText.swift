/// Dates as the sources write them, brought to UTC calendar days.
package enum DateText {
    /// What a piece of text turned out to be.
    package enum Reading: Equatable, Sendable {
        case date(CalendarDate)
        /// Empty, or the `0001-01-01` that stands for "no date".
        case absent
        case invalid
    }

    /// Reads ISO dates and date-times (any number of fraction digits, `Z`, an offset or no zone = UTC) and the
    /// portal's `M/D/YYYY` with an optional time. An offset moves the day to UTC.
    package static func read(_ text: String) -> Reading {
        var text = text
        return text.withUTF8 { read(UnsafeRawBufferPointer($0)) }
    }

    /// The same over bytes, for the hot path.
    package static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        if bytes.isEmpty { return .absent }
        if bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-") { return readISO(bytes) }
        return readSlashed(bytes)
    }

    private static func readISO(_ bytes: UnsafeRawBufferPointer) -> Reading {
        guard let year = number(bytes, 0, 4), let month = number(bytes, 5, 7), let day = number(bytes, 8, 10),
            let date = CalendarDate(year: year, month: month, day: day)
        else { return .invalid }
        if bytes.count > 10 {
            guard bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: " "),
                let shift = dayShift(UnsafeRawBufferPointer(rebasing: bytes[11...]))
            else { return .invalid }
            return year == 1 ? .absent : .date(date.adding(days: shift))
        }
        return year == 1 ? .absent : .date(date)
    }

    /// How many days UTC is away from the written day: 0, 1 or -1; `nil` when the time is malformed.
    private static func dayShift(_ time: UnsafeRawBufferPointer) -> Int? {
        guard time.count >= 5, let hour = number(time, 0, 2), hour < 24, time[2] == UInt8(ascii: ":"),
            let minute = number(time, 3, 5), minute < 60
        else { return nil }
        var index = 5
        if index < time.count, time[index] == UInt8(ascii: ":") {
            guard let second = number(time, 6, 8), second <= 60 else { return nil }
            index = 8
            if index < time.count, time[index] == UInt8(ascii: ".") {
                index += 1
                let start = index
                while index < time.count, time[index] &- 48 <= 9 { index += 1 }
                if index == start { return nil }
            }
        }
        if index == time.count { return 0 }
        if time[index] == UInt8(ascii: "Z") || time[index] == UInt8(ascii: "z") {
            return index + 1 == time.count ? 0 : nil
        }
        guard time[index] == UInt8(ascii: "+") || time[index] == UInt8(ascii: "-"),
            let offsetHour = number(time, index + 1, index + 3), offsetHour <= 14
        else { return nil }
        var offsetMinute = 0
        if time.count > index + 3 {
            let at = time[index + 3] == UInt8(ascii: ":") ? index + 4 : index + 3
            guard let value = number(time, at, at + 2), value < 60, at + 2 == time.count else { return nil }
            offsetMinute = value
        }
        let sign = time[index] == UInt8(ascii: "-") ? 1 : -1
        let utc = hour * 60 + minute + sign * (offsetHour * 60 + offsetMinute)
        return utc < 0 ? -1 : (utc >= 1440 ? 1 : 0)
    }

    private static func readSlashed(_ bytes: UnsafeRawBufferPointer) -> Reading {
        var fields: [Int] = []
        var value = 0
        var digits = 0
        var index = 0
        while index < bytes.count, bytes[index] != UInt8(ascii: " "), index <= 10 {
            let byte = bytes[index]
            if byte == UInt8(ascii: "/") {
                if digits == 0 { return .invalid }
                fields.append(value)
                (value, digits) = (0, 0)
            } else if byte &- 48 <= 9 {
                value = value * 10 + Int(byte &- 48)
                digits += 1
            } else {
                return .invalid
            }
            index += 1
        }
        fields.append(value)
        guard fields.count == 3, digits == 4,
            let date = CalendarDate(year: fields[2], month: fields[0], day: fields[1])
        else { return .invalid }
        if index < bytes.count, !isClock(UnsafeRawBufferPointer(rebasing: bytes[(index + 1)...])) { return .invalid }
        return fields[2] == 1 ? .absent : .date(date)
    }

    /// `12:00:00 AM`, `0:00`: digits and colons with an optional half-day mark.
    private static func isClock(_ bytes: UnsafeRawBufferPointer) -> Bool {
        guard let first = bytes.first, first &- 48 <= 9, bytes.count <= 11 else { return false }
        return bytes.allSatisfy { $0 &- 48 <= 10 || $0 == UInt8(ascii: " ") || "AaPpMm".utf8.contains($0) }
    }

    @inline(__always)
    private static func number(_ bytes: UnsafeRawBufferPointer, _ from: Int, _ to: Int) -> Int? {
        guard to <= bytes.count else { return nil }
        var value = 0
        for index in from..<to {
            let digit = bytes[index] &- 48
            if digit > 9 { return nil }
            value = value &* 10 &+ Int(digit)
        }
        return value
    }
}

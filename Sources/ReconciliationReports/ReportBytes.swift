internal import BillingModel

/// Figures as bytes of a report, without a string for each. The text is that of ``DecimalText``.
extension [UInt8] {
    /// Money: at least two decimals, all that are there.
    mutating func append(amount: Amount) {
        let (cents, rest) = amount.units.magnitude.quotientAndRemainder(dividingBy: 100_000_000_000_000_000_000)
        if rest == 0, let small = UInt64(exactly: cents) {
            appendDigits(small, negative: amount.units < 0, places: 2)
        } else {
            append(contentsOf: amount.description.utf8)
        }
    }

    /// A quantity or a price: only the decimals that are there.
    mutating func append(number: ExactDecimal) {
        if let small = UInt64(exactly: number.coefficient.magnitude), number.scale < 20 {
            appendDigits(small, negative: number.isNegative, places: Int(number.scale))
        } else {
            append(contentsOf: number.description.utf8)
        }
    }

    mutating func append(integer: Int) {
        appendDigits(UInt64(integer.magnitude), negative: integer < 0, places: 0)
    }

    /// `2026-11-24`.
    mutating func append(date: CalendarDate) {
        let (year, month, day) = date.components
        for (value, divisor) in [(year, 1000), (year, 100), (year, 10), (year, 1)] {
            append(48 + UInt8(value / divisor % 10))
        }
        append(UInt8(ascii: "-"))
        append(48 + UInt8(month / 10))
        append(48 + UInt8(month % 10))
        append(UInt8(ascii: "-"))
        append(48 + UInt8(day / 10))
        append(48 + UInt8(day % 10))
    }

    /// `value × 10^-places`, at least one digit before the point.
    private mutating func appendDigits(_ value: UInt64, negative: Bool, places: Int) {
        withUnsafeTemporaryAllocation(byteCount: 24, alignment: 1) { digits in
            var start = digits.count
            var rest = value
            var written = 0
            while rest != 0 || written <= places {
                if written == places, places > 0 {
                    start -= 1
                    digits[start] = UInt8(ascii: ".")
                }
                start -= 1
                digits[start] = 48 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
                written += 1
            }
            if negative {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            append(contentsOf: digits[start...])
        }
    }
}

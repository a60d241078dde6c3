/// Decimal numbers as text: the one reader and the one writer of the project.
package enum DecimalText {
    /// What a piece of text turned out to be.
    package enum Reading: Equatable, Sendable {
        case value(ExactDecimal)
        /// Anything but `-?digits[.digits]`: exponents, commas, `NaN`, empty text.
        case notANumber
        /// More than ``ExactDecimal/maximumDigits`` digits.
        case tooManyDigits
    }

    /// Reads `-?digits[.digits]`. Leading zeros are fine, exponents and separators are not.
    package static func read(_ bytes: UnsafeRawBufferPointer) -> Reading {
        var index = 0
        let end = bytes.count
        var negative = false
        if index < end, bytes[index] == UInt8(ascii: "-") {
            negative = true
            index += 1
        }
        let digitsStart = index
        var point = -1
        var lastNonZero = -1
        while index < end {
            let byte = bytes[index]
            if byte == UInt8(ascii: ".") {
                if point >= 0 || index == digitsStart { return .notANumber }
                point = index
            } else if byte &- 48 > 9 {
                return .notANumber
            } else if byte != 48 {
                lastNonZero = index
            }
            index += 1
        }
        if index == digitsStart || point == end - 1 { return .notANumber }
        // Zeros behind the last non-zero digit of the fraction carry nothing.
        let stop = point < 0 ? end : max(point, lastNonZero + 1)
        return accumulate(bytes, digitsStart..<stop, point: point, negative: negative)
    }

    private static func accumulate(
        _ bytes: UnsafeRawBufferPointer, _ range: Range<Int>, point: Int, negative: Bool
    ) -> Reading {
        var index = range.lowerBound
        while index < range.upperBound, bytes[index] == 48 { index += 1 }  // leading zeros
        let scale = point >= 0 && range.upperBound > point + 1 ? range.upperBound - point - 1 : 0
        var small: UInt64 = 0
        var digits = 0
        while index < range.upperBound, digits < 18 {
            let byte = bytes[index]
            if byte != UInt8(ascii: ".") {
                small = small &* 10 &+ UInt64(byte &- 48)
                digits += 1
            }
            index += 1
        }
        var value = Int128(small)
        while index < range.upperBound {
            let byte = bytes[index]
            if byte != UInt8(ascii: ".") {
                digits += 1
                if digits > ExactDecimal.maximumDigits { return .tooManyDigits }
                value = value &* 10 &+ Int128(byte &- 48)
            }
            index += 1
        }
        if scale > ExactDecimal.maximumDigits { return .tooManyDigits }
        if value == 0 { return .value(.zero) }
        return .value(ExactDecimal(canonical: negative ? -value : value, scale: UInt8(scale)))
    }

    /// Writes `coefficient × 10^-scale` with at least `minimumPlaces` decimals and no needless zeros beyond them.
    package static func text(coefficient: Int128, scale: Int, minimumPlaces: Int) -> String {
        let places = max(scale, minimumPlaces)
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: places + 48) { buffer in
            var digits = Digits(coefficient.magnitude)
            // From the last place to the first, the zeros that nobody needs left out.
            var start = buffer.count
            for place in stride(from: places, to: 0, by: -1) {
                let digit = place > scale ? 0 : digits.removeLast()
                if digit == 0, start == buffer.count, place > minimumPlaces { continue }
                start -= 1
                buffer[start] = UInt8(ascii: "0") + digit
            }
            if start < buffer.count {
                start -= 1
                buffer[start] = UInt8(ascii: ".")
            }
            repeat {
                start -= 1
                buffer[start] = UInt8(ascii: "0") + digits.removeLast()
            } while !digits.isZero
            if coefficient < 0 {
                start -= 1
                buffer[start] = UInt8(ascii: "-")
            }
            return String(decoding: buffer[start...], as: UTF8.self)
        }
    }

    /// Takes a number apart from its last digit on, dividing in 128 bits only as often as 64 do not hold it.
    private struct Digits {
        private var high: UInt128
        private var low: UInt64
        private var lowDigits: Int

        init(_ number: UInt128) {
            (high, low) = Digits.split(number)
            lowDigits = 19
        }

        var isZero: Bool { low == 0 && high == 0 }

        mutating func removeLast() -> UInt8 {
            if lowDigits == 0 {
                (high, low) = Digits.split(high)
                lowDigits = 19
            }
            lowDigits -= 1
            let (rest, digit) = low.quotientAndRemainder(dividingBy: 10)
            low = rest
            return UInt8(truncatingIfNeeded: digit)
        }

        private static func split(_ number: UInt128) -> (UInt128, UInt64) {
            if let small = UInt64(exactly: number), small < 10_000_000_000_000_000_000 { return (0, small) }
            let (high, low) = number.quotientAndRemainder(dividingBy: 10_000_000_000_000_000_000)
            return (high, UInt64(truncatingIfNeeded: low))
        }
    }
}

/// Powers of ten, looked up.
enum PowerOfTen {
    private static let table: [UInt128] = {
        var powers: [UInt128] = [1]
        for _ in 0..<38 { powers.append(powers[powers.count - 1] * 10) }
        return powers
    }()

    /// 10^exponent for 0…18.
    static func int64(_ exponent: Int) -> Int64 { small[exponent] }

    private static let small: InlineArray<19, Int64> = [
        1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000, 10_000_000_000,
        100_000_000_000, 1_000_000_000_000, 10_000_000_000_000, 100_000_000_000_000, 1_000_000_000_000_000,
        10_000_000_000_000_000, 100_000_000_000_000_000, 1_000_000_000_000_000_000,
    ]

    /// 10^exponent for 0…38.
    static func uint128(_ exponent: Int) -> UInt128 { table[exponent] }

    /// 10^exponent for 0…38.
    static func int128(_ exponent: Int) -> Int128 { Int128(table[exponent]) }
}

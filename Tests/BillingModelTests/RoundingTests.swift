import BillingModel
import Testing

/// ROUNDDOWN goes toward zero, also on credits, and truncates once.
struct RoundingTests {
    @Test(
        "trunc(price × rate × days ÷ cycle days, 2)",
        arguments: [
            ("10.08", "1", 29, 31, "9.42"), ("-10.08", "1", 29, 31, "-9.42"), ("54.80", "1", 20, 28, "39.14"),
            ("657.60", "1", 173, 365, "311.68"),
            ("6.43", "1", 23, 30, "4.92"), ("12", "1", 20, 31, "7.74"), ("12.345", "0.846202666", 1, 1, "10.44"),
            ("-9.429677", "1", 1, 1, "-9.42"),
            ("0.009", "1", 1, 1, "0.00"), ("-0.009", "1", 1, 1, "0.00"), ("7", "1", 0, 30, "0.00"),
            ("1", "1", 1, 3, "0.33"), ("3", "1", 1, 3, "1.00"),
            ("0.868", "0.85", 1, 1, "0.73"),
        ] as [(String, String, Int, Int, String)])
    func towardZero(_ price: String, _ rate: String, _ days: Int, _ all: Int, _ expected: String) throws {
        // Texts in the table: tuples of 128-bit numbers do not survive the way through a test's arguments.
        let (a, b) = try (#require(ExactDecimal(price)), #require(ExactDecimal(rate)))
        #expect(try Rounding.towardZero(a, times: b, numerator: days, denominator: all).description == expected)
    }

    @Test("The wide path agrees with the narrow one", arguments: 1...300)
    func wideAndNarrow(_ seed: Int) throws {
        let (price, rate) = (Int128(seed * 7919 + 1), Int128(seed * 104_729 + 3))
        let narrow = try Rounding.towardZero(
            ExactDecimal(coefficient: price, scale: 2), times: ExactDecimal(coefficient: rate, scale: 6),
            numerator: seed % 31, denominator: 31)
        #expect(narrow == Amount(cents: Int(price * rate * Int128(seed % 31) / 31 / 1_000_000)))
        // A digit far behind the point makes the product too long for 64 bits and moves it by less than a cent.
        let wide = try Rounding.towardZero(
            ExactDecimal(coefficient: price * 10_000_000_000_000_000_000 + 1, scale: 21),
            times: ExactDecimal(coefficient: rate, scale: 6), numerator: seed % 31, denominator: 31)
        #expect((wide - narrow).magnitude <= Amount(cents: 1))
    }

    @Test(
        "Published formulas",
        arguments: [
            ("29", "0.737586206896552", "1", "21.39"), ("210.950039", "0.737757626107858", "1", "155.63"),
            ("555.950039", "0.737782122900436", "1", "410.17"),
            ("0.005001", "0.03825", "0.846202666", "0.00"),
            ("210.950039", "0.737757626107858", "0.846202666", "131.69"),
            ("210.950039", "0.737757626107858", "0.8631", "134.32"),
            ("29", "0.7375862068965", "1", "21.38"),
        ])
    func usage(_ units: String, _ amount: String, _ factor: String, _ expected: String) throws {
        let quantity = try #require(ExactDecimal(units))
        let (price, rate) = try (#require(ExactDecimal(amount)), #require(ExactDecimal(factor)))
        #expect(try Rounding.usageSubtotal(price: price, quantity: quantity, rate: rate).description == expected)
    }

    @Test(
        "Seats: truncate, then multiply",
        arguments: [
            ("7", "12.345", "0.846202666", "73.08"), ("10", "54.80", "1", "548.00"), ("-10", "9.429677", "1", "-94.20"),
            ("10", "-9.429677", "1", "-94.20"),
        ])
    func seats(_ units: String, _ amount: String, _ factor: String, _ expected: String) throws {
        let quantity = try #require(ExactDecimal(units))
        let (price, rate) = try (#require(ExactDecimal(amount)), #require(ExactDecimal(factor)))
        #expect(try Rounding.seatSubtotal(price: price, quantity: quantity, rate: rate).description == expected)
    }

    @Test("Thirty-six digits times thirty-six digits in 256 bits")
    func widest() throws {
        let price: ExactDecimal = "0.333333333333333333333333333333333333"
        let quantity: ExactDecimal = "2.99999999999999999999999999999999999"
        #expect(try Rounding.towardZero(price, times: quantity).description == "0.99")
        let large: ExactDecimal = "999999999999999999999999999999999999"
        #expect(throws: ArithmeticOverflow()) { try Rounding.towardZero(large, times: large) }
    }
}

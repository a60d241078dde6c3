import BillingModel
import Testing

struct ExactDecimalTests {
    @Test(
        "Read and printed again",
        arguments: [
            ("0", "0"), ("-0", "0"), ("007", "7"), ("1.50", "1.5"), ("-1.050", "-1.05"),
            ("0.737586206896552", "0.737586206896552"),
            ("0.0000000000000000000001", "0.0000000000000000000001"),
            ("123456789012345678901234567890.123456", "123456789012345678901234567890.123456"),
            ("10000000000000000000.0", "10000000000000000000"),
        ])
    func read(_ text: String, _ printed: String) throws {
        #expect(try #require(ExactDecimal(text)).description == printed)
    }

    @Test(
        "Refused",
        arguments: [
            "", "-", ".", "1.", ".5", "1e5", "1E+17", "12,50", "NaN", "+1", "1 000", "--1", "1.2.3", "0x1",
            "1234567890123456789012345678901234567",
        ])
    func refused(_ text: String) { #expect(ExactDecimal(text) == nil) }

    @Test(
        "Equal numbers are equal, however they were written",
        arguments: [("1.50", "1.5"), ("0.00", "0"), ("100", "100.000")])
    func canonical(_ a: String, _ b: String) throws {
        let (left, right) = try (#require(ExactDecimal(a)), #require(ExactDecimal(b)))
        #expect(left == right)
        #expect(left.hashValue == right.hashValue)
    }

    @Test(
        "Ordered exactly at any scale",
        arguments: [
            ("-2", "-1.9999999999999999999999"), ("-0.1", "0"), ("0.1", "0.10000000000000000000000000000000001"),
            ("9.99", "10"),
            ("99999999999999999999999999999999999", "999999999999999999999999999999999999"),
            ("0.00000000000000000000000000000000001", "99999999999999999999999999999999999"),
        ])
    func ordered(_ small: String, _ large: String) throws {
        let (a, b) = try (#require(ExactDecimal(small)), #require(ExactDecimal(large)))
        #expect(a < b)
        #expect(!(b < a))
    }

    @Test(
        "Sums, differences and products are exact",
        arguments: [
            ("0.1", "0.2", "0.3", "-0.1", "0.02"), ("-1.05", "1.05", "0", "-2.1", "-1.1025"),
            ("100", "0.001", "100.001", "99.999", "0.1"),
        ])
    func arithmetic(_ a: String, _ b: String, _ sum: String, _ difference: String, _ product: String) throws {
        let (x, y) = try (#require(ExactDecimal(a)), #require(ExactDecimal(b)))
        #expect(try x.adding(y).description == sum)
        #expect(try x.subtracting(y).description == difference)
        #expect(try x.times(y).description == product)
    }

    @Test("What does not fit is refused") func overflow() {
        let large: ExactDecimal = "999999999999999999999999999999999999"
        let small: ExactDecimal = "0.00000000000000000000000000000000001"
        #expect(throws: ArithmeticOverflow()) { try large.adding(small) }
        #expect(throws: ArithmeticOverflow()) { try large.times(large) }
        #expect(throws: ArithmeticOverflow()) { try small.times(small) }
    }
}

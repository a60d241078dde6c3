import BillingModel
import Testing

struct AmountTests {
    @Test(
        "Printed with two decimals at least, with all that are there",
        arguments: [
            ("0", "0.00"), ("12.5", "12.50"), ("-0.005", "-0.005"), ("1000000000000", "1000000000000.00"),
            ("0.0000000000000000000001", "0.0000000000000000000001"),
        ])
    func printed(_ text: String, _ expected: String) throws {
        let decimal = try #require(ExactDecimal(text))
        #expect(try Amount(decimal).description == expected)
    }

    @Test(
        "Refused beyond 22 decimals and beyond 10^12",
        arguments: ["0.00000000000000000000001", "1000000000000.01", "-1000000000001"])
    func refused(_ text: String) throws {
        let decimal = try #require(ExactDecimal(text))
        #expect(throws: ArithmeticOverflow()) { try Amount(decimal) }
    }

    @Test("A million daily lines add up to the last digit")
    func exactSum() throws {
        let one = try Amount("0.0000000000000000000003" as ExactDecimal)
        var sum = Amount.zero
        for _ in 0..<1_000_000 { sum += one }
        #expect(sum.description == "0.0000000000000003")
    }

    @Test(
        "Times a quantity",
        arguments: [
            ("9.42", "10", "94.20"), ("9.42", "-10", "-94.20"), ("0.01", "0.005001", "0.00005001"),
            ("100", "0.85", "85.00"),
        ])
    func multiplied(_ amount: String, _ quantity: String, _ expected: String) throws {
        let (a, b) = try (#require(ExactDecimal(amount)), #require(ExactDecimal(quantity)))
        #expect(try Amount(a).multiplied(by: b).description == expected)
    }

    @Test("A product that the scale does not hold is refused, not rounded")
    func multipliedBeyond() throws {
        let small = try Amount("0.0000000000000000000001" as ExactDecimal)
        #expect(throws: ArithmeticOverflow()) { try small.multiplied(by: "0.1") }
        #expect(throws: ArithmeticOverflow()) { try Amount(cents: 100).multiplied(by: "99999999999999999999") }
    }

    @Test func signs() {
        #expect(Amount("-1.00").magnitude == "1.00")
        #expect(Amount("-1.00").signum == -1)
        #expect(-Amount("1.00") < .zero)
        #expect(Amount.zero.signum == 0)
    }
}

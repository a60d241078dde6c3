import BillingModel
import ReconciliationReports
import Testing

/// What comes out of a writer, portion by portion.
final class WrittenBytes {
    var portions: [[UInt8]] = []
    var text: String { String(decoding: portions.joined(), as: UTF8.self) }

    func writer(columns: [String], portion: Int = 1 << 16) -> CSVWriter {
        CSVWriter(columns: columns, portion: portion) { bytes in self.portions.append(Array(bytes)) }
    }
}

/// One text cell, without BOM, header and line break.
private func cell(_ text: String) throws -> String {
    let written = WrittenBytes()
    var csv = written.writer(columns: ["h"])
    csv.text(text)
    try csv.endRow()
    try csv.finish()
    let start = "\u{FEFF}h\r\n"
    #expect(written.text.hasPrefix(start) && written.text.hasSuffix("\r\n"))
    return String(decoding: written.text.utf8.dropFirst(start.utf8.count).dropLast(2), as: UTF8.self)
}

@Suite struct CSVWriterTests {
    static let cells: [(String, String)] = [
        ("", ""),
        ("Contoso", "Contoso"),
        ("Contoso, Inc.", "\"Contoso, Inc.\""),
        ("the \"best\"", "\"the \"\"best\"\"\""),
        ("two\nlines", "\"two\nlines\""),
        ("two\r\nlines", "\"two\r\nlines\""),
        (" spaces ", " spaces "),
        ("Ünïcödé €", "Ünïcödé €"),
        ("a;b\tc", "a;b\tc"),
        // Formulas.
        ("=1+1", "'=1+1"),
        ("=HYPERLINK(\"http://x\",\"y\")", "\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\""),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("+49 30 1234", "'+49 30 1234"),
        ("-", "'-"),
        ("--5", "'--5"),
        ("-2+3", "'-2+3"),
        ("-5-", "'-5-"),
        ("-1.2.3", "'-1.2.3"),
        ("-.5", "'-.5"),
        ("-5,00", "\"'-5,00\""),
        ("\tx", "'\tx"),
        ("\r=1", "\"'\r=1\""),
        // Plain numbers and what only looks dangerous further on.
        ("-5", "-5"),
        ("-12.50", "-12.50"),
        ("+3.0", "+3.0"),
        ("12345678901234567890", "12345678901234567890"),
        ("a=b", "a=b"),
        ("'=1", "'=1"),
    ]

    @Test(arguments: cells)
    func `A text cell is quoted and kept from running`(text: String, expected: String) throws {
        #expect(try cell(text) == expected)
    }

    @Test func `Figures, dates and flags have one spelling and are never touched`() throws {
        let written = WrittenBytes()
        var csv = written.writer(columns: ["a", "b"])
        csv.amount("-12.5")
        csv.amount("0")
        csv.amount("1234567.1234567890123456789012")
        csv.amount(nil)
        csv.number("-0.050")
        csv.number("3")
        csv.number("123456789012345678901234567890.123456")
        csv.number(nil)
        csv.integer(-7)
        csv.integer(nil)
        csv.date("0987-06-05")
        csv.date(nil)
        csv.flag(true)
        csv.flag(false)
        try csv.endRow()
        try csv.finish()
        #expect(
            written.text == "\u{FEFF}a,b\r\n-12.50,0.00,1234567.1234567890123456789012,,-0.05,3,"
                + "123456789012345678901234567890.123456,,-7,,0987-06-05,,true,false\r\n")
    }

    @Test func `A figure is written as its description, whatever its size`() throws {
        var random = SplitMix(state: 7)
        var checked = 0
        for _ in 0..<5_000 {
            let digits = Int.random(in: 1...36, using: &random)
            let limit = (0..<digits).reduce(Int128(1)) { power, _ in power * 10 } - 1
            let coefficient = Int128.random(in: -limit...limit, using: &random)
            let number = ExactDecimal(coefficient: coefficient, scale: Int.random(in: 0...36, using: &random))
            #expect(try figure { $0.number(number) } == "\(number)")
            let amount = Amount(units: coefficient)
            #expect(try figure { $0.amount(amount) } == "\(amount)")
            let cents = Amount(cents: Int.random(in: -1_000_000...1_000_000, using: &random))
            #expect(try figure { $0.amount(cents) } == "\(cents)")
            let date = CalendarDate(dayNumber: Int32.random(in: -100_000...100_000, using: &random))
            #expect(try figure { $0.date(date) } == "\(date)")
            checked += 1
        }
        #expect(checked == 5_000)
    }

    @Test func `Bytes go out in portions, in order, and all of them`() throws {
        let written = WrittenBytes()
        var csv = written.writer(columns: ["n"], portion: 100)
        for number in 0..<1_000 {
            csv.integer(number)
            try csv.endRow()
        }
        try csv.finish()
        #expect(written.portions.count > 20)
        #expect(written.portions.dropLast().allSatisfy { $0.count >= 100 && $0.count < 120 })
        #expect(written.text == "\u{FEFF}n\r\n" + (0..<1_000).map { "\($0)\r\n" }.joined())
    }

    @Test func `What the output throws comes out of the row or the end`() throws {
        let full = ReportError(path: "x", reason: "No space left on device")
        var csv = CSVWriter(columns: ["n"], portion: 1) { _ throws(ReportError) in throw full }
        csv.integer(1)
        do {
            try csv.endRow()
            Issue.record("nothing was thrown")
        } catch {
            #expect(error == full)
        }
    }

    private func figure(_ write: (inout CSVWriter) -> Void) throws -> String {
        let written = WrittenBytes()
        var csv = written.writer(columns: ["h"])
        write(&csv)
        try csv.endRow()
        try csv.finish()
        return String(decoding: written.text.utf8.dropFirst(6).dropLast(2), as: UTF8.self)
    }
}

/// A generator with a seed, so that a failure comes back.
struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

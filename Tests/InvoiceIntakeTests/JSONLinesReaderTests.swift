import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct JSONLinesReaderTests {
    /// A good line with something put before its closing brace.
    private static func with(_ extra: String) -> String { BilledLine().json.dropLast() + "," + extra + "}" }

    private static let sound: [String] = [
        with(#""x":{"a":[1,-0.5e+3,{"b":[]},true,null,"\\\"\u0041\ud83d\ude00"]}"#),
        "  \t" + BilledLine().json + " \r",
        with(#""x" : [ ] , "y" :{ }"#),
        with(#""\u0078":1"#),
        with("\"big\":\"" + String(repeating: "é", count: 500_000) + "\""),
        with(#""lone":"\ud800 and \udc00 and \u0000""#),
    ]

    /// What is put into a line, by the reason that it is rejected for.
    private static let unsound: [(reason: String, extras: [String])] = [
        (
            "not a JSON object",
            [
                "\"x\"", "\"x\":", "x:1", "\"x\":1,", "\"x\":01", "\"x\":1.", "\"x\":.5", "\"x\":+1", "\"x\":1e",
                "\"x\":-",
                "\"x\":NaN", "\"x\":tru", "\"x\":nul", "\"x\":[1,]", "\"x\":[1}", "\"x\":{1:2}", "\"x\":[1 2]",
                "\"x\":\"a\"b",
                "\"x\":1\"a\"", "\"x\":\"a\" \"b\"", "\"x\":\u{0C}1", "\"x\":\u{1A}1", "\"x\":\0", "\"x\":1}{\"y\":1",
                "\"x\":1]",
            ]
        ),
        ("a text without its closing quote", ["\"x\":\"never ends"]),
        ("a malformed escape inside a text", [#""x":"\q""#, #""x":"\u12g4""#, #""x":["\u12"]"#, #""\x":1"#]),
        ("a raw control character inside a text", ["\"x\":\"a\tb\"", "\"x\":\"a\0b\""]),
        (
            "nested too deeply",
            [
                "\"x\":" + String(repeating: "[", count: 100) + String(repeating: "]", count: 100),
                "\"x\":" + String(repeating: "{\"a\":", count: 1_000_000),
            ]
        ),
    ]

    private static let otherJSON = ["[]", "\"text\"", "17", "}", "null", "[" + BilledLine().json + "]"]

    @Test func `A line is one JSON object or is rejected, and its neighbours do not care`() throws {
        for line in Self.sound { try check(line, reason: nil) }
        for (reason, extras) in Self.unsound {
            for extra in extras { try check(Self.with(extra), reason: reason) }
        }
        for line in Self.otherJSON { try check(line, reason: "JSON, but not an object") }
        for line in [
            Self.with("\"x\":1") + " {}", Self.with("\"x\":1") + "x", String(BilledLine().json.dropLast()), "{",
        ] {
            try check(line, reason: "not a JSON object")
        }
        try check("{}", reason: "Currency is missing")
    }

    private func check(_ line: String, reason: String?) throws {
        let good = BilledLine().json
        let text = [good, line, good, "", line, good].joined(separator: "\n")
        let (lines, reading) = try readLines(Array(text.utf8))
        let shown = Comment(rawValue: String(line.suffix(60)))
        #expect(lines.map { $0.item.source.line } == (reason == nil ? [1, 2, 3, 5, 6] : [1, 3, 6]), shown)
        #expect(reading.rejected.kept.map(\.reason) == (reason.map { [$0, $0] } ?? []), shown)
        #expect(reading.rejected.kept.map(\.source.line) == (reason == nil ? [] : [2, 5]), shown)
        #expect(reading.lines == 5 && reading.failure == nil, shown)
    }

    @Test func `Bytes that are no UTF-8 reject their line, and the raw text shows what stood there`() throws {
        let good = Array(BilledLine().json.utf8)
        let bad = Array(Self.with("\"x\":\"").utf8.dropLast()) + [0xFF, 0xC3] + Array("\"}".utf8)
        let (lines, reading) = try readLines(good + [10] + bad + [10] + good)
        #expect(lines.map { $0.item.source.line } == [1, 3])
        #expect(reading.rejected.kept.map(\.reason) == ["not UTF-8"])
        #expect(reading.rejected.kept.first?.rawText.hasSuffix("\"x\":\"\u{FFFD}\u{FFFD}\"}") == true)
    }

    @Test func `An object may not span lines, nor two share one`() throws {
        let pretty = BilledLine().json.replacing(",", with: ",\n")
        let lineCount = pretty.split(separator: "\n").count
        let (lines, reading) = try readLines(Array((pretty + "\n" + BilledLine().json + "\n").utf8))
        #expect(lines.map { Int($0.item.source.line) } == [lineCount + 1])
        #expect(reading.rejected.count == lineCount)
        let shared = try readLines(Array((BilledLine().json + BilledLine().json).utf8))
        #expect(shared.lines.isEmpty && shared.reading.rejected.count == 1)
    }

    @Test func `Empty files, blank lines, a byte order mark and CRLF`() throws {
        #expect(try readLines([]).reading.lines == 0)
        #expect(try readLines(Array("\n \r\n\t\n".utf8)).reading.lines == 0)
        let text = "\u{FEFF}" + BilledLine().json + "\r\n\r\n" + BilledLine().json
        let (lines, reading) = try readLines(Array(text.utf8))
        #expect(lines.map { $0.item.source.line } == [1, 3] && reading.rejected.count == 0)
    }

    @Test func `A line longer than the limit is rejected, and the next one counts on`() throws {
        var limits = IntakeLimits()
        limits.lineBytes = 1_000
        limits.rejectedTextBytes = 20
        for size in [1_001, 300_000, 2_000_000] {
            let long = Self.with("\"x\":\"" + String(repeating: "y", count: size) + "\"")
            let text = [BilledLine().json, long, BilledLine().json].joined(separator: "\n")
            let (lines, reading) = try readLines(Array(text.utf8), limits: limits)
            #expect(lines.map { $0.item.source.line } == [1, 3])
            #expect(reading.rejected.kept.map(\.reason) == ["longer than 1000 bytes"])
            #expect(reading.rejected.kept.first?.rawText == String(long.prefix(20)))
        }
    }

    @Test func `Lines keep their numbers over many chunks`() throws {
        let line = BilledLine(["ProductName": "\"\(String(repeating: "n", count: 900))\""]).json + "\n"
        let count = 3_000
        var text = String(repeating: line, count: count)
        text += "broken\n" + line
        let (lines, reading) = try readLines(Array(text.utf8))
        #expect(lines.map { Int($0.item.source.line) } == Array(1...count) + [count + 2])
        #expect(reading.rejected.kept.map { Int($0.source.line) } == [count + 1])
        #expect(lines.allSatisfy { $0.item.total == "23.80" && $0[.productName].utf8.count == 900 })
    }

    @Test func `Only so many rejected lines are kept, all are counted`() throws {
        var limits = IntakeLimits()
        limits.rejectedLinesPerFile = 3
        let (_, reading) = try readLines(Array(String(repeating: "x\n", count: 10).utf8), limits: limits)
        #expect(reading.rejected.kept.map(\.source.line) == [1, 2, 3] && reading.rejected.count == 10)
    }

    /// A chunk is decoded in one go when it is sound and line by line when not; both must judge alike.
    @Test func `A line is judged the same in whatever company, however it is damaged`() throws {
        var random = SplitMix(state: 42)
        let good = Array(Self.with(#""Tags":"{\"a\":1}","x":[{"y":null},2.5],"ProductQualifiers":["AddOn"]"#).utf8)
        let alphabet = Array("{}[]:,\"\\ \t0-9eEtfn.".utf8) + [0, 0xC3, 0xA9, 0xFF]
        for _ in 0..<3_000 {
            var line = good
            for _ in 0..<(1 + Int(random.next() % 3)) {
                let place = Int(random.next() % UInt64(line.count))
                switch random.next() % 3 {
                case 0: line.remove(at: place)
                case 1: line.insert(alphabet[Int(random.next() % UInt64(alphabet.count))], at: place)
                default: line[place] = alphabet[Int(random.next() % UInt64(alphabet.count))]
                }
            }
            let alone = try judge(line + [10])
            let between = try judge(good + [10] + line + [10] + good + [10])
            #expect(between == [nil] + alone + [nil], "\(String(decoding: line, as: UTF8.self))")
            let besideBroken = try judge(line + [10, 0xFF, 10])
            #expect(besideBroken == alone + ["not UTF-8"], "\(String(decoding: line, as: UTF8.self))")
        }
    }

    /// The reason for each line that is not blank, `nil` for the good ones.
    private func judge(_ bytes: [UInt8]) throws -> [String?] {
        let parser = JSONReader(limits: .standard)
        let slots = RecordSlots(.lines)
        defer { slots.deallocate() }
        let padded = bytes + [UInt8](repeating: UInt8(ascii: "\""), count: JSONReader.padding)
        return try padded.withUnsafeBytes { buffer in
            let status = parser.openLines(UnsafeRawBufferPointer(rebasing: buffer[..<bytes.count]))
            try #require(parser.reason(status) == "nothing is wrong")
            var verdicts: [String?] = []
            while let line = parser.nextLine(.lines, into: slots) {
                let reason = parser.reason(line.status) { _ in "a field" }
                verdicts.append(reason == "nothing is wrong" ? nil : reason)
            }
            return verdicts
        }
    }
}

/// A small generator of pseudo-random numbers, the same on every run.
struct SplitMix {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

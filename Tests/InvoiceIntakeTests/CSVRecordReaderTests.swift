import InvoiceIntake
import Testing

/// What the reader makes of a file, in a form that compares.
enum CSVSeen: Equatable, CustomStringConvertible {
    case record(Int, [String])
    case malformed(Int, CSVFault, raw: String)

    var description: String {
        switch self {
        case .record(let line, let fields): "\(line): \(fields)"
        case .malformed(let line, let fault, let raw): "\(line): \(fault) in \(raw.debugDescription)"
        }
    }
}

private func read(_ bytes: some Collection<UInt8>, limits: CSVLimits = .standard) throws -> [CSVSeen] {
    let file = try CSVTestFile(bytes)
    var reader = CSVRecordReader(try SourceFile(path: file.path), limits: limits)
    var seen: [CSVSeen] = []
    while true {
        switch try reader.next() {
        case .record:
            var fields: [String] = []
            for index in 0..<reader.fieldCount { fields.append(String(decoding: reader[index], as: UTF8.self)) }
            seen.append(.record(reader.line, fields))
        case .malformed(let fault):
            seen.append(.malformed(reader.line, fault, raw: String(decoding: reader.rawRecord, as: UTF8.self)))
        case .end: return seen
        }
    }
}

@Suite struct CSVRecordReaderTests {
    static let wellFormed: [(String, [(Int, [String])])] = [
        ("", []),
        ("\n\r\n\r", []),
        ("a", [(1, ["a"])]),
        ("a\n", [(1, ["a"])]),
        ("a,b\nc,d", [(1, ["a", "b"]), (2, ["c", "d"])]),
        ("a,b\r\nc,d\r\n", [(1, ["a", "b"]), (2, ["c", "d"])]),
        ("a,b\rc,d\r", [(1, ["a", "b"]), (2, ["c", "d"])]),
        (",", [(1, ["", ""])]),
        (",,\n,", [(1, ["", "", ""]), (2, ["", ""])]),
        ("\"\"", [(1, [""])]),
        ("\"\"\"\"", [(1, ["\""])]),
        ("\"a\"\"b\",c", [(1, ["a\"b", "c"])]),
        ("\"a,b\",\"c\"\n", [(1, ["a,b", "c"])]),
        ("\"two\nlines\",x\nnext,y", [(1, ["two\nlines", "x"]), (3, ["next", "y"])]),
        ("\"a\r\nb\rc\n\nd\"\r\nz", [(1, ["a\r\nb\rc\n\nd"]), (6, ["z"])]),
        ("a\n\n\n b \n", [(1, ["a"]), (4, [" b "])]),
        ("\u{FEFF}a,\"b\"\nc", [(1, ["a", "b"]), (2, ["c"])]),
        ("\u{FEFF}\"a\"", [(1, ["a"])]),
        ("!#$%&'()*+ -./,Ünïcödé–€\u{1F600},\u{A0}", [(1, ["!#$%&'()*+ -./", "Ünïcödé–€\u{1F600}", "\u{A0}"])]),
        ("eight888,-,-\n-,--------,\"-\"", [(1, ["eight888", "-", "-"]), (2, ["-", "--------", "-"])]),
        ("a\0b,\u{1}", [(1, ["a\0b", "\u{1}"])]),
    ]

    @Test(arguments: wellFormed)
    func `Well-formed records come out field by field with their first line`(
        text: String, expected: [(Int, [String])]
    ) throws {
        #expect(try read(text.utf8) == expected.map { .record($0, $1) })
    }

    static let malformed: [(String, [CSVSeen])] = [
        (
            "a,b\n1,2\" wide\nc,d\n",
            [.record(1, ["a", "b"]), .malformed(2, .quoteInsideField, raw: "1,2\" wide"), .record(3, ["c", "d"])]
        ),
        (
            "\"a\"x,b\r\nc,d",
            [.malformed(1, .textAfterQuote, raw: "\"a\"x,b"), .record(2, ["c", "d"])]
        ),
        (
            "a\n\"open,b\nc,d\ne,f",
            [
                .record(1, ["a"]), .malformed(2, .unclosedQuote, raw: "\"open,b"), .record(3, ["c", "d"]),
                .record(4, ["e", "f"]),
            ]
        ),
        (
            "x,\"open\ny,\"fine\",z\n",
            [.malformed(1, .textAfterQuote, raw: "x,\"open"), .record(2, ["y", "fine", "z"])]
        ),
        ("\"", [.malformed(1, .unclosedQuote, raw: "\"")]),
        ("\"\r\n\r\na", [.malformed(1, .unclosedQuote, raw: "\""), .record(3, ["a"])]),
    ]

    @Test(arguments: malformed)
    func `A stray quotation mark costs its own line and not the file`(text: String, expected: [CSVSeen]) throws {
        #expect(try read(text.utf8) == expected)
    }

    @Test func `Bytes that are no UTF-8 are a fault of their record alone`() throws {
        let bytes = Array("a,b\n".utf8) + [0x63, 0xFF, 0x2C, 0x64, 0x0A] + Array("\"\u{E9}\",f\n".utf8)
        let seen = try read(bytes)
        #expect(seen.count == 3)
        #expect(seen.first == .record(1, ["a", "b"]))
        #expect(seen.dropFirst().first == .malformed(2, .notUTF8, raw: "c\u{FFFD},d"))
        #expect(seen.last == .record(3, ["é", "f"]))
    }

    @Test func `What exceeds a limit is refused with its line and the rest is read on`() throws {
        var limits = CSVLimits()
        (limits.recordBytes, limits.fieldBytes, limits.fieldCount) = (40, 12, 4)
        let long = String(repeating: "x", count: 13)
        #expect(
            try read("1,2,3,4\n1,2,3,4,5\n\(long),b\n\"\(long)\",b\nok".utf8, limits: limits) == [
                .record(1, ["1", "2", "3", "4"]), .malformed(2, .tooManyFields, raw: "1,2,3,4,5"),
                .malformed(3, .fieldTooLong, raw: "\(long),b"), .malformed(4, .fieldTooLong, raw: "\"\(long)\",b"),
                .record(5, ["ok"]),
            ])
        let record = "123456789012,123456789012,123456789012,1"
        #expect(
            try read("\(record)\n\(record)2\nok".utf8, limits: limits) == [
                .record(1, ["123456789012", "123456789012", "123456789012", "1"]),
                .malformed(2, .recordTooLong, raw: record + "2"), .record(3, ["ok"]),
            ])
    }

    @Test func `An unclosed quotation mark reaches no further than a field may`() throws {
        let rows = (3...9_000).map { "row \($0),x\n" }.joined()
        let seen = try read("head\n\"open,y\n\(rows)".utf8)
        #expect(seen.count == 9_000)
        #expect(seen[1] == .malformed(2, .fieldTooLong, raw: "\"open,y"))
        #expect(seen[2] == .record(3, ["row 3", "x"]))
        #expect(seen.last == .record(9_000, ["row 9000", "x"]))
    }

    @Test func `A record larger than the buffer and one line without an end are held to the limits`() throws {
        let big = "\"" + String(repeating: "line\n", count: 300_000) + "\""
        var limits = CSVLimits()
        (limits.recordBytes, limits.fieldBytes) = (2 << 20, 2 << 20)
        let seen = try read("a\n\(big)\nz".utf8, limits: limits)
        #expect(seen.count == 3)
        #expect(seen.last == .record(300_003, ["z"]))
        let endless = try read(("a\n" + String(repeating: "y,", count: 2_000_000) + "\nz").utf8)
        #expect(endless.count == 3)
        guard case .malformed(2, .tooManyFields, _) = endless[1] else {
            Issue.record("\(endless[1])")
            return
        }
        #expect(endless[2] == .record(3, ["z"]))
    }

    @Test func `Records across the end of the buffer read like all others`() throws {
        // Rows of 1 to 40 bytes, so that every kind of byte comes to stand at the seam of some refill.
        var text = ""
        var expected: [CSVSeen] = []
        var line = 1
        for number in 0..<120_000 {
            let filler = String(repeating: "ü", count: number % 7)
            switch number % 4 {
            case 0:
                text += "\(number),\(filler)\r\n"
                expected.append(.record(line, ["\(number)", filler]))
            case 1:
                text += "\"\(number)\"\"\",\"\(filler)\n\"\r\n"
                expected.append(.record(line, ["\(number)\"", "\(filler)\n"]))
                line += 1
            case 2:
                text += "\"\(filler)\"\r"
                expected.append(.record(line, [filler]))
            default:
                text += "\r\n,\(number)\n"
                line += 1
                expected.append(.record(line, ["", "\(number)"]))
            }
            line += 1
        }
        let seen = try read(text.utf8)
        #expect(seen.count == expected.count)
        #expect(zip(seen, expected).first { $0 != $1 }.map { "\($0) is not \($1)" } == nil)
    }

    @Test func `Two lines that a quotation mark glued together can be taken apart again`() throws {
        let file = try CSVTestFile("a,\"b\nc,d\"\ne,f\n".utf8)
        var reader = CSVRecordReader(try SourceFile(path: file.path))
        #expect(try reader.next() == .record)
        #expect(reader.lineCount == 2)
        reader.resumeAfterFirstLine()
        #expect(try reader.next() == .malformed(.quoteInsideField))
        #expect(reader.line == 2)
        #expect(try reader.next() == .record)
        #expect(reader.line == 3)
        #expect(try reader.next() == .end)
        #expect(try reader.finish().byteCount == 14)
    }
}

import BillingModel
import Foundation
import InvoiceIntake
import ReconciliationReports
import Testing

/// What the reports write, the intake's own CSV reader reads back cell by cell.
@Suite struct CSVRoundTripTests {
    private func roundTrip(_ rows: [[String]]) throws -> [[String]] {
        let path = NSTemporaryDirectory() + "tieout-round-trip-\(UUID().uuidString).csv"
        defer { unlink(path) }
        var bytes: [UInt8] = []
        var csv = CSVWriter(columns: ["a", "b", "c"], portion: 64) { bytes += $0 }
        for row in rows {
            for cell in row { csv.text(cell) }
            try csv.endRow()
        }
        try csv.finish()
        try Data(bytes).write(to: URL(filePath: path))
        var reader = CSVRecordReader(try SourceFile(path: path))
        #expect(try reader.next() == .record)
        var read: [[String]] = []
        while try reader.next() == .record {
            read.append((0..<reader.fieldCount).map { String(decoding: reader[$0], as: UTF8.self) })
        }
        return read
    }

    @Test func `Hostile cells come back as they were, but for the guard against formulas`() throws {
        let rows = [
            ["", "\"", "\"\""], [",", ",,\",\"", "\n"], ["\r\n\r\n", "\"\r", "a\nb\rc"],
            ["=1+1", "@x", "-a\n\"b\","], ["-5", "+5", "1"], ["\u{FEFF}", "\0", "\u{1F469}\u{200D}\u{1F4BB}"],
            ["' ", " ", "\u{A0}"],
        ]
        var guarded = rows
        guarded[2][0] = "'\r\n\r\n"
        guarded[3] = ["'=1+1", "'@x", "'-a\n\"b\","]
        #expect(try roundTrip(rows) == guarded)
    }

    @Test func `Random cells of the characters that matter come back`() throws {
        var state: UInt64 = 11
        let alphabet: [Character] = ["\"", ",", "\n", "\r", "=", "-", "1", "é", " ", "\t"]
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let rows = (0..<3_000).map { _ in
            (0..<3).map { _ in "x" + String((0..<random(9)).map { _ in alphabet[random(alphabet.count)] }) }
        }
        #expect(try roundTrip(rows) == rows)
    }
}

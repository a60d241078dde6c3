import BillingModel
import Foundation
import Testing

@testable import ReconciliationReports

/// The workbook's sheets. What a spreadsheet program reads out of them is compared with the CSV by `.ci/workbook`.
@Suite struct WorkbookTests {
    private func folder() throws -> URL {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("workbook-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        return folder
    }

    /// Writes a workbook and unpacks its sheets.
    private func sheets(_ body: (Workbook) throws -> Void) throws -> [String] {
        let folder = try folder()
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        let path = folder.appendingPathComponent("a.xlsx").path
        let book = try Workbook(path: path, folder: folder.path, asOf: "2026-11-10")
        try body(book)
        try book.close()
        return try (1...2).map { number in
            let unpack = Process()
            unpack.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            unpack.arguments = ["python3", "-m", "zipfile", "-e", path, folder.path]
            try unpack.run()
            unpack.waitUntilExit()
            let sheet = folder.appendingPathComponent("xl/worksheets/sheet\(number).xml")
            return FileManager.default.fileExists(atPath: sheet.path)
                ? try String(contentsOf: sheet, encoding: .utf8) : ""
        }
    }

    @Test func `cells have types, and a figure that a spreadsheet would round is text`() throws {
        let sheet = try sheets { book in
            var sheet = try book.sheet("s", columns: ["a", "b", "c", "d", "e", "f", "g", "h"])
            sheet.amount("1234.5")
            sheet.amount("-0.1234567890123456789")
            sheet.number("0.000000000000000123")
            sheet.integer(7)
            sheet.date("2026-11-10")
            sheet.flag(true)
            sheet.text("=HYPERLINK(\"x\")&\u{0}\u{1B}")
            sheet.amount(nil)
            try sheet.endRow()
            try sheet.finish()
        }[0]
        for cell in [
            "<c r=\"A2\" s=\"2\"><v>1234.5</v></c>", "<is><t>-0.1234567890123456789</t></is>",
            "<v>1.23E-16</v>", "<v>7</v>", "<v>46336</v>", "<c r=\"F2\" t=\"b\"><v>1</v></c>",
            "<is><t>=HYPERLINK(\"x\")&amp;\u{FFFD}\u{FFFD}</t></is>", "<autoFilter ref=\"A1:H2\"/>",
            "state=\"frozen\"",
        ] {
            #expect(sheet.contains(cell), "\(cell) is not in \(sheet)")
        }
        #expect(!sheet.contains("<f>"))
        #expect(!sheet.contains("r=\"H2\""))
    }

    @Test func `a report that is longer than a sheet goes on in another`() throws {
        let sheets = try sheets { book in
            var sheet = try SheetWriter("s", columns: ["a"], in: book, rowLimit: 4)
            for number in 1...5 {
                sheet.integer(number)
                try sheet.endRow()
            }
            try sheet.finish()
        }
        #expect(sheets[0].contains("<v>3</v>") && !sheets[0].contains("<v>4</v>"))
        #expect(sheets[1].contains("<v>4</v>") && sheets[1].contains("<autoFilter ref=\"A1:A3\"/>"))
    }

    @Test(arguments: [
        ("0", true), ("999999999999999", true), ("1000000000000001", false), ("1000000000000000000", true),
        ("-0.00000123456789012345", true), ("-1.0000000000000001", false), ("123456.7890123450000", true),
    ])
    func `fifteen digits are exact`(digits: String, isExact: Bool) {
        #expect(SheetText.isExact(digits) == isExact)
    }

    @Test func `a text is cut where a cell ends, in UTF-16`() {
        let text = SheetText.safe(String(repeating: "😀", count: 20_000))
        #expect(text.utf16.count <= SheetWriter.textLimit)
        #expect(text.hasSuffix("😀…"))
        #expect(SheetText.safe(String(repeating: "a", count: 32_766)).utf16.count == 32_766)
    }

    @Test func `a place that cannot be written is an error with its path`() throws {
        #expect {
            let book = try Workbook(path: "/nowhere/a.xlsx", folder: "/tmp", asOf: "2026-11-10")
            var sheet = try book.sheet("s", columns: ["a"])
            try sheet.finish()
            try book.close()
        } throws: { error in
            (error as? ReportError)?.path == "/nowhere/a.xlsx"
        }
    }
}

import BillingModel
import Crypto
import Foundation
import Testing

@testable import ReconciliationReports

/// The page as a browser gets it.
@Suite struct HTMLReportTests {
    private let hostileName = "</script><img src=x onerror=alert(1)> & \"Sons\" =cmd|'/c calc'!A1 \u{2028}"

    private func hostileRow(id: String = "abc123") -> ReportedDiscrepancy {
        var finding = Discrepancy(.quantityOver)
        finding.currency = CurrencyCode("EUR")
        (finding.expectedAmount, finding.billedAmount) = ("50", "70.1234567890123456789012")
        (finding.customerID, finding.customerName) = ("c-1", hostileName)
        (finding.invoiceID, finding.skuName) = ("<G1>", hostileName)
        (finding.explanation, finding.rule) = (hostileName, hostileName)
        finding.evidence = ["part</script>#1.json#17", "orders.csv#3", "no place"]
        finding.steps = ["7 × 10 = 70 <"]
        var row = ReportedDiscrepancy(
            id: id, status: .new, firstSeen: "2026-02-06", ageDays: 4, discrepancy: finding)
        row.reviewerNote = hostileName
        return row
    }

    private func record() -> RunRecord {
        var record = RunRecord(toolVersion: "1.0", asOf: "2026-02-10", exitStatus: 0, rulesDigest: "<digest>")
        record.findings = [Finding(.warning, at: "<orders>.csv:17", hostileName)]
        record.inputs = [SourceDocument(name: hostileName, digest: "ab", byteCount: 1)]
        return record
    }

    private func totals() throws -> [ControlTotals] {
        [
            ControlTotals(
                invoiceID: hostileName, invoiceDate: nil, documentType: hostileName,
                currency: try #require(CurrencyCode("EUR")))
        ]
    }

    private func page(
        _ rows: [ReportedDiscrepancy], portion: Int = 1 << 16, earlier: [NightFigures] = [],
        limit: Int = HTMLReport.maximumFindings
    ) throws -> String {
        let written = WrittenBytes()
        let report = HTMLReport(
            record: record(), rows: RowList(rows), totals: try totals(), earlierNights: earlier, limit: limit)
        try report.write(portion: portion) { bytes in written.portions.append(Array(bytes)) }
        return written.text
    }

    private func data(_ page: String) throws -> (columns: [String], rows: [[Any]], texts: [String]) {
        let opening = "<script type=\"application/json\" id=\"findings-data\">"
        let start = try #require(page.range(of: opening)).upperBound
        let end = try #require(page.range(of: "</script>", range: start..<page.endIndex)).lowerBound
        let object = try JSONSerialization.jsonObject(with: Data(page[start..<end].utf8))
        let members = try #require(object as? [String: Any])
        return (
            try #require(members["columns"] as? [String]), try #require(members["rows"] as? [[Any]]),
            try #require(members["texts"] as? [String])
        )
    }

    @Test func `A hostile name opens no element, in no place where it can stand`() throws {
        let page = try page([hostileRow()])
        let parts = page.components(separatedBy: "<script")
        #expect(parts.count == 3)
        #expect(page.components(separatedBy: "</script>").count == 3)
        #expect(!page.contains("<img"))
        #expect(!page.contains("<orders>"))
        #expect(!page.contains("<digest>"))
        #expect(!page.contains("\u{2028}") || parts[1].firstIndex(of: "\u{2028}") == nil)
    }

    @Test func `A finding's data come back as they were, money with every digit`() throws {
        let (columns, rows, texts) = try data(page([hostileRow()]))
        let row = try #require(rows.first)
        #expect(row.count == columns.count)
        func value(_ column: String) throws -> Any { row[try #require(columns.firstIndex(of: column))] }
        func text(_ column: String) throws -> String {
            try written(value(column))
        }
        /// Where it stands: in the row itself, or in the list of texts that recur.
        func written(_ value: Any) throws -> String {
            try (value as? String) ?? texts[#require(value as? Int)]
        }
        func list(_ column: String) throws -> [String] {
            try #require(value(column) as? [Any]).map(written)
        }
        #expect(row.first as? String == "abc123")
        for column in ["customer", "sku", "explanation", "rule", "note"] {
            #expect(try text(column) == hostileName)
        }
        #expect(try text("kind") == "quantity_over")
        #expect(try text("billed") == "70.1234567890123456789012")
        #expect(try text("difference") == "20.1234567890123456789012")
        #expect(try text("line") == "")
        #expect(try list("evidence") == ["part</script>#1.json", "17", "orders.csv", "3", "no place", ""])
        #expect(try list("steps") == ["7 × 10 = 70 <"])
    }

    @Test func `The greatest difference ranks first whatever its sign, none last`() throws {
        let amounts: [Amount?] = ["60", nil, "40.01", "-100", "49.99"]
        let rows = amounts.enumerated().map { index, billed in
            var row = hostileRow(id: "\(index)")
            row.discrepancy.billedAmount = billed
            return row
        }
        let (columns, written, _) = try data(page(rows))
        let place = try #require(columns.firstIndex(of: "rank"))
        #expect(written.map { $0[place] as? Int } == [1, 4, 2, 0, 3])
    }

    @Test func `Only the page's own script and style may run, and no address may be asked`() throws {
        let page = try page([hostileRow()])
        let style = try #require(page.firstMatch(of: /(?s)<style>(.*?)<\/style>/)).1
        let script = try #require(page.firstMatch(of: /(?s)<script type="module">(.*?)<\/script>/)).1
        func digest(_ source: Substring) -> String {
            "sha256-" + Data(SHA256.hash(data: Data(source.utf8))).base64EncodedString()
        }
        #expect(
            page.contains(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#39;none&#39;; "
                    + "script-src &#39;\(digest(script))&#39;; style-src &#39;\(digest(style))&#39;; "
                    + "base-uri &#39;none&#39;; form-action &#39;none&#39;; "
                    + "require-trusted-types-for &#39;script&#39;; trusted-types &#39;none&#39;\">"))
        for address in ["http:", "https:", "//", "url(", "@import", "src="] {
            let own = String(style) + script.replacing(/(?m)^ *\/\/.*$/, with: "")
            #expect(!own.contains(address), "\(address)")
        }
        #expect(!script.contains("innerHTML"))
        #expect(!page.contains(" style=\""))
    }

    @Test func `Equal values give equal bytes, in portions of any size`() throws {
        let rows = (0..<50).map { hostileRow(id: "\($0)") }
        let nights = [NightFigures(asOf: "2026-02-09", findings: 1, inDispute: [:])]
        let page = try page(rows, earlier: nights)
        #expect(try self.page(rows, portion: 7, earlier: nights) == page)
        #expect(page.hasSuffix("</html>\n"))
    }

    @Test func `Findings beyond the limit are counted and left out of the list`() throws {
        let row = ReportedDiscrepancy(
            id: "x", status: .new, firstSeen: "2026-02-06", ageDays: 0, discrepancy: Discrepancy(.linesIncomplete))
        let page = try page(Array(repeating: row, count: 6), limit: 5)
        #expect(page.contains("1 finding at the end of the reports"))
        #expect(page.contains("6 findings stand"))
        #expect(try data(page).rows.count == 5)
    }

    @Test func `A page without findings says so and is whole`() throws {
        let page = try page([])
        #expect(page.contains("No finding stands."))
        #expect(page.contains("There is none"))
        #expect(!page.contains("The list of findings needs JavaScript"))
        #expect(try data(page).rows.isEmpty)
    }

    @Test func `What is accepted stands and is not in dispute`() throws {
        var accepted = hostileRow(id: "a")
        (accepted.status, accepted.disposition) = (.accepted, .accepted)
        let nights = [NightFigures(asOf: "2026-02-09", findings: 2, inDispute: [:])]
        let page = try page([accepted, hostileRow(id: "b")], earlier: nights)
        #expect(page.contains("2 findings stand"))
        #expect(page.contains("<th scope=\"row\">In dispute now</th><td class=\"num\">1</td>"))
        #expect(page.contains("<th scope=\"row\">Accepted by a reviewer</th><td class=\"num\">1</td>"))
    }

    @Test func `No markup of the page's own is shown as text`() throws {
        var finding = Discrepancy(.quantityOver)
        (finding.currency, finding.expectedAmount, finding.billedAmount) = (CurrencyCode("EUR"), "50", "70")
        let row = ReportedDiscrepancy(
            id: "1", status: .new, firstSeen: "2026-02-06", ageDays: 0, discrepancy: finding)
        let nights = [NightFigures(asOf: "2026-02-09", findings: 2, inDispute: [:])]
        for page in try [page([row], earlier: nights), page([row]), page([], earlier: nights), page([])] {
            for escaped in ["&lt;p", "&lt;div", "&lt;td", "&lt;section", "class=&quot;"] {
                #expect(!page.contains(escaped), "\(escaped)")
            }
        }
    }

    @Test func `Every word of the headline is explained on the page`() throws {
        let page = try page([hostileRow()])
        for word in ["Billed", "Explained", "On lines in question", "In dispute", "Leaked"] {
            #expect(page.contains("<div><dt>\(word)</dt><dd>"), "\(word)")
        }
    }
}

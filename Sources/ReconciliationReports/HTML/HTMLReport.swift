package import BillingModel

/// `report.html` (contracts, section 4): the night for people who would rather look.
///
/// One file that needs nothing else: figures and charts are written out and can be read without a script; the findings
/// lie in the page as data, and a script of its own filters, sorts and opens them. Sums are exact and made here. Equal
/// values give equal bytes.
package struct HTMLReport {
    package static let fileName = "report.html"

    /// Findings beyond this many, or another limit that is asked for, are counted in every figure and left out of the
    /// list; the CSV has them. A browser opens a page of so many in about two seconds.
    package static let maximumFindings = 100_000

    private let record: RunRecord
    private let rows: RowList<ReportedDiscrepancy>
    private let totals: [ControlTotals]
    private let earlierNights: [NightFigures]
    private let statements: [String: String]
    private let overview: NightOverview
    private let limit: Int

    /// - Parameters:
    ///   - record: The run as `run.json` has it; its timings are not used.
    ///   - rows: All findings, in the reports' order.
    ///   - totals: The rows of `control-totals.csv`.
    ///   - earlierNights: What earlier nights came to, the oldest first; the last is the one to compare with.
    ///   - statements: Where the PDF statements lie, relative to the page, by invoice.
    ///   - limit: How many findings the list has at most.
    package init(
        record: RunRecord, rows: RowList<ReportedDiscrepancy>, totals: [ControlTotals],
        earlierNights: [NightFigures] = [],
        statements: [String: String] = [:], limit: Int = maximumFindings
    ) {
        self.record = record
        self.rows = rows
        self.totals = totals
        self.earlierNights = earlierNights
        self.statements = statements
        self.limit = limit
        overview = NightOverview(rows: rows, totals: totals)
    }

    /// What later nights will want to know of this one.
    package var figures: NightFigures { overview.figures(asOf: record.asOf) }

    /// The night in a few lines, for a mail.
    package var plainText: String {
        PlainTextSummary.text(record: record, overview: overview, totals: totals, previous: earlierNights.last)
    }

    /// Writes the page in portions of about `portion` bytes.
    package func write(portion: Int = 256 << 10, to output: CSVWriter.Output) throws(ReportError) {
        var bytes = Array(page.text.utf8)
        bytes.reserveCapacity(portion + 4096)
        try writeFindings(&bytes, portion, output)
        bytes.append(contentsOf: "<script type=\"module\">".utf8)
        bytes.append(contentsOf: PageAssets.script)
        bytes.append(contentsOf: "</script>\n</body>\n</html>\n".utf8)
        try HTMLReport.flush(&bytes, output)
    }

    private func writeFindings(
        _ bytes: inout [UInt8], _ portion: Int, _ output: CSVWriter.Output
    ) throws(ReportError) {
        let listed = rows.prefix(limit)
        var encoder = FindingRows(listed)
        bytes.append(contentsOf: "<script type=\"application/json\" id=\"findings-data\">{\"columns\":".utf8)
        HTMLReport.append(FindingRows.columns, to: &bytes)
        bytes.append(contentsOf: ",\"rows\":[\n".utf8)
        for (position, row) in listed.enumerated() {
            if position > 0 { bytes.append(contentsOf: ",\n".utf8) }
            encoder.append(row, at: position, to: &bytes)
            if bytes.count >= portion { try HTMLReport.flush(&bytes, output) }
        }
        bytes.append(contentsOf: "],\n\"texts\":[".utf8)
        for (position, text) in encoder.texts.texts.enumerated() {
            if position > 0 { bytes.append(contentsOf: ",\n".utf8) }
            bytes.append(scriptText: text)
            if bytes.count >= portion { try HTMLReport.flush(&bytes, output) }
        }
        bytes.append(contentsOf: "]}</script>\n".utf8)
    }

    private static func append(_ texts: [String], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "["))
        for (position, text) in texts.enumerated() {
            if position > 0 { bytes.append(UInt8(ascii: ",")) }
            bytes.append(scriptText: text)
        }
        bytes.append(UInt8(ascii: "]"))
    }

    private static func flush(_ bytes: inout [UInt8], _ output: CSVWriter.Output) throws(ReportError) {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(ReportError) in try output(bytes) }
        bytes.removeAll(keepingCapacity: true)
    }

    // MARK: The page

    /// Everything before the findings' data.
    private var page: Markup {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="\(PageAssets.policy)">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <meta name="robots" content="noindex">
        <title>Reconciliation as of \(record.asOf)</title>
        <style>\(Markup(styleSheet: PageAssets.style))</style>
        </head>
        <body>
        <a class="skip" href="#findings">Skip to the findings</a>
        \(MastheadSection.markup(record, overview, totals, since: earlierNights.last))
        <main>
        \(SummarySection.markup(overview))
        \(ChangesSection.markup(overview, asOf: record.asOf, earlierNights))
        \(CurrencySection.markup(overview))
        \(FindingsSection.markup(listed: min(rows.count, limit), of: rows.count))
        \(ControlTotalsSection.markup(totals, statements: statements))
        \(RunSection.markup(record))
        </main>
        \(FindingsSection.dialog)

        """
    }
}

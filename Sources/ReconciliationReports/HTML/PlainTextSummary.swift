internal import BillingModel

/// `summary.txt`: the night in a few lines of plain text, for the mail that cron sends.
package enum PlainTextSummary {
    package static let fileName = "summary.txt"

    /// Classes and notes beyond this many are left to the reports.
    private static let linesShown = 8

    static func text(
        record: RunRecord, overview: NightOverview, totals: [ControlTotals], previous: NightFigures?
    ) -> String {
        var heading = ["Microsoft invoices reconciled as of \(record.asOf)"]
        if record.provisional {
            heading.append("PROVISIONAL: some source could not be read whole; repeat the run.")
        }
        let verdict = [
            "\(Verdict.read(totals)) \(Verdict.found(overview))", ascii(Verdict.changed(overview, since: previous)),
        ]
        let paragraphs = [
            heading, verdict, money(overview, previous), classes(record.discrepancies), breaks(totals),
            notes(record.findings),
        ]
        return paragraphs.filter { !$0.isEmpty }
            .map { $0.map(printable).joined(separator: "\n") + "\n" }.joined(separator: "\n")
    }

    private static func money(_ overview: NightOverview, _ previous: NightFigures?) -> [String] {
        if overview.currencies.isEmpty { return [] }
        var rows = [["", "billed", "explained", "in dispute", "overcharged", "undercharged"]]
        if previous != nil { rows[0].append("before") }
        for figures in overview.currencies {
            let dispute = figures.dispute
            let amounts = [
                figures.billed, figures.explained, dispute.gross, dispute.overcharged, dispute.undercharged,
            ]
            var row = ["\(figures.currency)"] + amounts.map(plain)
            if let previous { row.append(plain(previous.inDispute[figures.currency] ?? .zero)) }
            rows.append(row)
        }
        let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        return rows.map { row in
            zip(row, widths).enumerated().map { column, cell in
                let gap = String(repeating: " ", count: cell.1 - cell.0.count)
                return column == 0 ? cell.0 + gap : gap + cell.0
            }.joined(separator: "  ")
        }
    }

    private static func classes(_ summary: DiscrepancySummary) -> [String] {
        let counts = summary.counts.sorted { ($1.severity, $1.findings) < ($0.severity, $0.findings) }
        if counts.isEmpty { return [] }
        let lines = counts.prefix(linesShown).map {
            "  \($0.findings)  \($0.kind.rawValue) (\($0.severity.rawValue))"
        }
        let rest = counts.count - lines.count
        return ["Findings:"] + lines + (rest > 0 ? ["  and \(rest) more classes, see discrepancies.csv"] : [])
    }

    private static func breaks(_ totals: [ControlTotals]) -> [String] {
        let breaks = totals.filter { !ControlTotalsReport.tiesOut($0) }
        if breaks.isEmpty { return totals.isEmpty ? [] : ["Every document ties out."] }
        let lines = breaks.prefix(linesShown).map { row in
            "  \(row.invoiceID) \(row.currency) " + (row.difference.map { "off by \(plain($0))" } ?? "has no header")
        }
        let rest = breaks.count - lines.count
        return ["Not tied out:"] + lines + (rest > 0 ? ["  and \(rest) more, see control-totals.csv"] : [])
    }

    private static func notes(_ findings: [Finding]) -> [String] {
        let warnings = findings.filter { $0.weight == .warning }
        if warnings.isEmpty { return [] }
        let lines = warnings.prefix(linesShown).map { "  \($0.location): \($0.message)" }
        let rest = warnings.count - lines.count
        return ["Kept out:"] + lines + (rest > 0 ? ["  and \(rest) more, see run.json"] : [])
    }

    /// A mail is read in many programs: ASCII minus.
    private static func plain(_ amount: Amount) -> String {
        ascii(FigureText.money(amount))
    }

    private static func ascii(_ text: String) -> String {
        text.replacing("\u{2212}", with: "-").replacing("\u{A0}", with: " ")
    }

    /// One line, without what a terminal would obey: names and ids come from outside.
    private static func printable(_ text: String) -> String {
        let scalars = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }
        return String(String.UnicodeScalarView(scalars))
    }
}

import BillingModel
import ReconciliationJob

/// What a run found, in a few lines.
enum SummaryText {
    /// Notes beyond this many are left to `run.json`.
    private static let notesShown = 20

    static func lines(_ summary: RunSummary) -> [String] {
        if summary.isUnchanged {
            return [
                "tieout: nothing has changed since the last run as of \(summary.asOf); its reports stand",
                "  reports: \(summary.reportFolder ?? "")",
            ]
        }
        var lines = [
            "tieout: \(summary.lines) lines of \(summary.invoices) invoices against \(summary.orderRows) order rows, "
                + "as of \(summary.asOf)"
        ]
        if summary.rejectedLines + summary.rejectedOrderRows > 0 {
            lines.append(
                "  set aside: \(summary.rejectedLines) unreadable lines, \(summary.rejectedOrderRows) bad order rows")
        }
        let severities = Severity.allCases.reversed().compactMap { severity in
            summary.bySeverity[severity].map { "\($0) \(severity.rawValue)" }
        }
        let total = summary.bySeverity.values.reduce(0, +)
        lines.append("  \(total) discrepancies" + (total == 0 ? "" : ": " + severities.joined(separator: ", ")))
        for money in summary.money {
            lines.append(
                "  \(money.currency): billed \(money.billed), overcharged \(money.overcharged), "
                    + "undercharged \(money.undercharged)")
        }
        for finding in summary.findings.prefix(notesShown) {
            lines.append("  \(finding.weight.rawValue): \(finding.location): \(finding.message)")
        }
        if summary.findings.count > notesShown {
            lines.append("  and \(summary.findings.count - notesShown) more, see run.json")
        }
        if summary.isProvisional {
            lines.append("  INCOMPLETE: some source could not be read whole; the reports are provisional, run again")
        }
        if let folder = summary.reportFolder { lines.append("  reports: \(folder)") }
        return lines
    }
}

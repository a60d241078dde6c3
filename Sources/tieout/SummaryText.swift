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
        lines += setAside(summary)
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
        lines += notes(summary.findings, rest: "see run.json")
        if summary.isProvisional {
            lines.append("  INCOMPLETE: some source could not be read whole; the reports are provisional, run again")
        }
        if let folder = summary.reportFolder { lines.append("  reports: \(folder)") }
        return lines
    }

    /// What an import has read and kept.
    static func imported(_ summary: RunSummary) -> [String] {
        var lines = [
            "tieout: imported \(summary.lines) lines of \(summary.invoices) invoices and \(summary.orderRows) order "
                + "rows, as of \(summary.asOf)"
        ]
        lines += setAside(summary) + notes(summary.findings, rest: "the reports will list them")
        if summary.isProvisional {
            lines.append("  INCOMPLETE: some source could not be read whole; import again when it is mended")
        }
        return lines
    }

    private static func setAside(_ summary: RunSummary) -> [String] {
        if summary.rejectedLines + summary.rejectedOrderRows == 0 { return [] }
        return ["  set aside: \(summary.rejectedLines) unreadable lines, \(summary.rejectedOrderRows) bad order rows"]
    }

    private static func notes(_ findings: [Finding], rest: String) -> [String] {
        let lines = findings.prefix(notesShown).map { "  \($0.weight.rawValue): \($0.location): \($0.message)" }
        return lines + (findings.count > notesShown ? ["  and \(findings.count - notesShown) more, \(rest)"] : [])
    }
}

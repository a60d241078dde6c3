import ReconciliationJob

/// What a run found, in a few lines.
enum SummaryText {
    static func lines(_ summary: RunSummary) -> [String] {
        var lines: [String] = []
        let total = summary.discrepancies.values.reduce(0, +)
        lines.append(
            "tieout: \(summary.lines) lines of \(summary.invoices) invoices against \(summary.orderRows) order rows, "
                + "as of \(summary.asOf)" + (summary.isUnchanged ? " (nothing new since the last run)" : ""))
        if summary.rejectedLines > 0 || summary.rejectedOrderRows > 0 {
            lines.append(
                "  kept out: \(summary.rejectedLines) unreadable lines, \(summary.rejectedOrderRows) bad order rows")
        }
        let severities = ["high", "medium", "low"].compactMap { name in
            summary.bySeverity[name].map { "\($0) \(name)" }
        }
        lines.append("  \(total) discrepancies" + (severities.isEmpty ? "" : ": " + severities.joined(separator: ", ")))
        for money in summary.money {
            lines.append(
                "  \(money.currency): billed \(money.billed), overcharged \(money.overcharge), "
                    + "undercharged \(money.undercharge)")
        }
        for note in summary.notes.prefix(20) { lines.append("  \(note)") }
        if summary.notes.count > 20 { lines.append("  and \(summary.notes.count - 20) more notes, see run.json") }
        if summary.isProvisional {
            lines.append("  incomplete: some source could not be read whole; the reports are provisional")
        }
        lines.append("  reports: \(summary.reportFolder)")
        return lines
    }
}

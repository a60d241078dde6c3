import BillingModel
import PartnerCenter
import ReconciliationJob

/// Says on standard error what a run has found.
enum RunReporting {
    private typealias Member = JSONValue.JSONMember

    static func show(_ summary: RunSummary) {
        if Console.isJSON { return log(summary) }
        SummaryText.lines(summary).forEach(Console.error)
    }

    /// Says what an import has read.
    static func show(imported summary: RunSummary) {
        if !Console.isJSON { return SummaryText.imported(summary).forEach(Console.error) }
        logFindings(summary)
        Console.log(
            SummaryText.imported(summary).first ?? "", summary.isProvisional ? .warning : .info, event: "import",
            [
                Member("as_of", .string("\(summary.asOf)")),
                Member("exit_status", .number("\(summary.exitStatus.rawValue)")),
                Member("provisional", .bool(summary.isProvisional)), Member("invoices", .number("\(summary.invoices)")),
                Member("lines", .number("\(summary.lines)")),
                Member("lines_rejected", .number("\(summary.rejectedLines)")),
                Member("order_rows", .number("\(summary.orderRows)")),
                Member("order_rows_rejected", .number("\(summary.rejectedOrderRows)")),
            ])
    }

    /// Trouble in the data, an event each.
    private static func logFindings(_ summary: RunSummary) {
        for finding in summary.findings {
            let level: Console.Level = finding.weight == .note ? .info : .warning
            Console.log(
                finding.message, level, event: "finding",
                [Member("location", .string(finding.location)), Member("weight", .string(finding.weight.rawValue))])
        }
    }

    /// Trouble in the data, then the run.
    private static func log(_ summary: RunSummary) {
        logFindings(summary)
        let severities = Severity.allCases.reversed().map {
            Member($0.rawValue, .number("\(summary.bySeverity[$0] ?? 0)"))
        }
        Console.log(
            SummaryText.lines(summary).first ?? "", summary.isProvisional ? .warning : .info, event: "run",
            [
                Member("as_of", .string("\(summary.asOf)")),
                Member("exit_status", .number("\(summary.exitStatus.rawValue)")),
                Member("provisional", .bool(summary.isProvisional)), Member("unchanged", .bool(summary.isUnchanged)),
                Member("invoices", .number("\(summary.invoices)")), Member("lines", .number("\(summary.lines)")),
                Member("lines_rejected", .number("\(summary.rejectedLines)")),
                Member("order_rows", .number("\(summary.orderRows)")),
                Member("order_rows_rejected", .number("\(summary.rejectedOrderRows)")),
                Member("discrepancies", .object(severities)), Member("money", .array(summary.money.map(money))),
                Member("reports", summary.reportFolder.map { .string($0) } ?? .null),
            ])
    }

    /// Amounts as text, with every digit.
    static func money(_ money: RunSummary.Money) -> JSONValue {
        [
            "currency": .string("\(money.currency)"), "billed": .string("\(money.billed)"),
            "overcharged": .string("\(money.overcharged)"), "undercharged": .string("\(money.undercharged)"),
        ]
    }
}

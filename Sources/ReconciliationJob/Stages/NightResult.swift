import BillingModel
import InvoiceIntake
import ReconciliationReports

/// Everything that a night's reports are made of.
struct NightResult {
    let options: RunOptions
    let rules: LoadedRules
    let night: NightReading
    let totals: [ControlTotals]
    let findings: NightFindings
    /// None unless they are asked for.
    let matches: MatchCollection
    /// What the nights before came to, the oldest first.
    let earlierNights: [NightFigures]

    /// The findings by owner; `nil` unless they are asked for.
    let shares: FindingShares?

    /// How many nights before a report looks back on.
    static let nightsShown = 29

    /// Throws when something could not be read back that waited on the disk: then nothing may be published.
    func check() throws(JobError) {
        try findings.check()
        try matches.check()
    }

    /// The findings in the reports' order.
    var rows: RowList<ReportedDiscrepancy> { findings.rows }

    /// Incomplete before discrepancies: an incomplete night says nothing certain about them.
    var exitStatus: ExitStatus {
        if night.isProvisional { return .incomplete }
        guard let limit = options.failOn, let worst = findings.worstOpen else { return .ended }
        return worst >= limit ? .discrepancies : .ended
    }

    /// The page of the night, and with it its summary in words.
    func page(_ record: RunRecord) -> HTMLReport {
        HTMLReport(
            record: record, rows: rows, totals: totals, earlierNights: earlierNights,
            statements: statements.mapValues(\.copy))
    }

    /// The statements that lie beside the lines, by invoice: where they are, and where the reports have their copy, so
    /// that a folder of reports can be passed on as a whole.
    var statements: [String: (source: String, copy: String)] {
        var statements: [String: (source: String, copy: String)] = [:]
        for read in night.snapshot.invoices {
            guard let statement = read.statement else { continue }
            statements[read.invoice.id] = (statement.location, "statements/\(read.invoice.id).pdf")
        }
        return statements
    }

    /// `run.json`: what follows from input, rules and date, and nothing else.
    var record: RunRecord {
        var record = RunRecord(
            toolVersion: ToolVersion.current, asOf: options.asOf, exitStatus: Int(exitStatus.rawValue),
            rulesDigest: rules.digest)
        record.provisional = night.isProvisional
        record.inputs = night.documents
        record.findings = night.findings(hasOrders: !options.orders.isEmpty)
        record.totals = CurrencyTotals.sums(of: totals)
        record.discrepancies = findings.summary
        let counts = night.orders.counts
        record.counts = [
            .init("invoices", night.snapshot.invoices.count),
            .init("lines_read", night.snapshot.invoices.reduce(0) { $0 + $1.lines }),
            .init("lines_rejected", night.snapshot.invoices.reduce(0) { $0 + $1.rejectedLines }),
            .init("usage_lines_read", night.snapshot.invoices.reduce(0) { $0 + $1.usageLines }),
            .init("order_rows_kept", counts.reduce(0) { $0 + $1.kept }),
            .init("order_rows_rejected", counts.reduce(0) { $0 + $1.rejected }),
            .init("order_rows_repeated", counts.reduce(0) { $0 + $1.repeated }),
            .init("discrepancies", rows.count),
        ]
        return record
    }
}

extension NightReading {
    /// Trouble in the data that is no discrepancy, of both sides.
    func findings(hasOrders: Bool) -> [Finding] {
        var findings =
            orders.findings + snapshot.findings + reviews.flatMap(\.findings) + official.findings
            + entitlements.findings
        if !hasOrders {
            findings.append(
                Finding(
                    .note, at: "orders",
                    "no order book was given: lines were checked against themselves, nothing was matched"))
        }
        return findings.sorted()
    }
}

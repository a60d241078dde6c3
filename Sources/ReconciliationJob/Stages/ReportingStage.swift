import BillingModel
import Crypto
import InvoiceIntake
import LedgerStore
import ReconciliationReports

/// Everything that a night's reports are made of.
struct NightResult {
    let options: RunOptions
    let rules: LoadedRules
    let night: NightReading
    let totals: [ControlTotals]
    /// In the reports' order.
    let rows: [ReportedDiscrepancy]
    let matches: [Match]

    /// Incomplete before discrepancies: an incomplete night says nothing certain about them.
    var exitStatus: ExitStatus {
        if night.isProvisional { return .incomplete }
        guard let limit = options.failOn else { return .ended }
        let reached = rows.contains { row in
            let isOpen = row.status == .new || row.status == .open || row.status == .changed
            return isOpen && row.discrepancy.severity >= limit
        }
        return reached ? .discrepancies : .ended
    }
}

/// Writes a night's reports into a folder that nobody sees yet.
struct ReportingStage {
    let result: NightResult
    let folder: ReportFolder
    /// SHA-256 of each file written, by name.
    private(set) var digests: [String: String] = [:]

    init(_ result: NightResult) throws(ReportError) {
        self.result = result
        folder = try ReportFolder(reports: result.options.reports, asOf: result.options.asOf)
    }

    /// Writes every file of the folder.
    mutating func write() throws(ReportError) {
        let (rows, totals, matches) = (result.rows, result.totals, result.matches)
        try writeCSV(DiscrepanciesReport.fileName, DiscrepanciesReport.columns) { csv throws(ReportError) in
            for row in rows { try DiscrepanciesReport.write(row, to: &csv) }
        }
        try writeCSV(ControlTotalsReport.fileName, ControlTotalsReport.columns) { csv throws(ReportError) in
            for row in totals { try ControlTotalsReport.write(row, to: &csv) }
        }
        if result.options.matches {
            let names = result.night.documents.map(\.name)
            let ordered = matches.sorted {
                ($0.invoiceID, $0.source, $0.lineNumber) < ($1.invoiceID, $1.source, $1.lineNumber)
            }
            try writeCSV(MatchesReport.fileName, MatchesReport.columns) { csv throws(ReportError) in
                for match in ordered {
                    try MatchesReport.write(match, to: &csv) { names[Int($0.index)] }
                }
            }
        }
        let record = record
        try write(ReconciliationReports.RunRecord.fileName, record.json)
        try writePage(HTMLReport(record: record, rows: rows, totals: totals))
    }

    private mutating func writePage(_ page: HTMLReport) throws(ReportError) {
        let file = try folder.create(HTMLReport.fileName)
        let digest = RunningDigest()
        try page.write { bytes throws(ReportError) in
            digest.update(bytes)
            try file.write(bytes)
        }
        try file.close()
        digests[HTMLReport.fileName] = digest.text()
    }

    private mutating func writeCSV(
        _ name: String, _ columns: [String], _ body: (inout CSVWriter) throws(ReportError) -> Void
    ) throws(ReportError) {
        let file = try folder.create(name)
        let digest = RunningDigest()
        var csv = CSVWriter(columns: columns) { bytes throws(ReportError) in
            digest.update(bytes)
            try file.write(bytes)
        }
        try body(&csv)
        try csv.finish()
        try file.close()
        digests[name] = digest.text()
    }

    private mutating func write(_ name: String, _ bytes: [UInt8]) throws(ReportError) {
        let file = try folder.create(name)
        try file.write(bytes)
        try file.close()
        digests[name] = Hex.text(SHA256.hash(data: bytes))
    }

    /// `run.json`: what follows from input, rules and date, and nothing else.
    private var record: ReconciliationReports.RunRecord {
        let night = result.night
        var record = ReconciliationReports.RunRecord(
            toolVersion: ToolVersion.current, asOf: result.options.asOf, exitStatus: Int(result.exitStatus.rawValue),
            rulesDigest: result.rules.digest)
        record.provisional = night.isProvisional
        record.inputs = night.documents
        record.findings = night.findings(hasOrders: !result.options.orders.isEmpty)
        record.totals = CurrencyTotals.sums(of: result.totals)
        for row in result.rows { record.discrepancies.add(row) }
        let counts = night.orders.counts
        record.counts = [
            .init("invoices", night.snapshot.invoices.count),
            .init("lines_read", night.snapshot.invoices.reduce(0) { $0 + $1.lines }),
            .init("lines_rejected", night.snapshot.invoices.reduce(0) { $0 + $1.rejectedLines }),
            .init("usage_lines_read", night.snapshot.invoices.reduce(0) { $0 + $1.usageLines }),
            .init("order_rows_kept", counts.reduce(0) { $0 + $1.kept }),
            .init("order_rows_rejected", counts.reduce(0) { $0 + $1.rejected }),
            .init("order_rows_repeated", counts.reduce(0) { $0 + $1.repeated }),
            .init("discrepancies", result.rows.count),
        ]
        return record
    }
}

/// A digest that a closure can feed.
private final class RunningDigest {
    private var hasher = SHA256()

    func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

    func text() -> String { Hex.text(hasher.finalize()) }
}

extension NightReading {
    /// Trouble in the data that is no discrepancy, of both sides.
    func findings(hasOrders: Bool) -> [Finding] {
        var findings = orders.findings + snapshot.findings
        if !hasOrders {
            findings.append(
                Finding(
                    .note, at: "orders",
                    "no order book was given: lines were checked against themselves, nothing was matched"))
        }
        return findings.sorted()
    }
}

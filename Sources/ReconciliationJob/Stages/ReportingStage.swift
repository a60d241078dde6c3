import BillingModel
import Crypto
import ReconciliationReports

/// Writes a night's reports into a folder that nobody sees yet.
struct ReportingStage {
    let result: NightResult
    let folder: ReportFolder
    /// SHA-256 of each file written, by name.
    private(set) var digests: [String: String] = [:]
    /// What later nights will want to know of this one, once it is written.
    private(set) var figures: NightFigures?
    /// The night in words, once it is written.
    private(set) var summary = ""

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
        let record = result.record
        try write(RunRecord.fileName, record.json)
        try write(Metrics.fileName, Metrics.text(of: record))
        let page = result.page(record)
        try writePage(page)
        try write(PlainTextSummary.fileName, Array(page.plainText.utf8))
        figures = page.figures
        summary = page.plainText
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
}

/// A digest that a closure can feed.
private final class RunningDigest {
    private var hasher = SHA256()

    func update(_ bytes: UnsafeRawBufferPointer) { hasher.update(bufferPointer: bytes) }

    func text() -> String { Hex.text(hasher.finalize()) }
}

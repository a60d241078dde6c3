import BillingModel
import Crypto
import Foundation
import ReconciliationReports

/// Writes a night's reports into a folder that nobody sees yet.
struct ReportingStage {
    let result: NightResult
    let folder: ReportFolder
    /// SHA-256 of each file written, by its path within the folder.
    private(set) var digests: [String: String] = [:]
    /// What later nights will want to know of this one, once it is written.
    private(set) var figures: NightFigures?
    /// The night in words, once it is written.
    private(set) var summary = ""
    /// In the order of `matches.csv`.
    private let matches: RowList<Match>
    private let meter: RunMeter?

    init(_ result: NightResult, _ meter: RunMeter?) throws(ReportError) {
        self.result = result
        self.meter = meter
        matches = result.matches.rows()
        folder = try ReportFolder(reports: result.options.reports, asOf: result.options.asOf)
    }

    /// How many rows ``write()`` is going to write, the page's and the sheets' included.
    static func rowsToWrite(_ result: NightResult) -> Int {
        let options = result.options
        let matches = options.matches ? result.matches.count : 0
        let once = result.rows.count + result.totals.count + matches
        let shares = result.shares == nil ? 0 : result.rows.count
        return (once + shares) * (options.xlsx ? 2 : 1) + result.rows.count
    }

    /// Writes every file of the folder.
    mutating func write() throws(ReportError) {
        try writeFindings(result.rows, DiscrepanciesReport.fileName)
        let totals = result.totals
        try writeCSV(ControlTotalsReport.fileName, ControlTotalsReport.columns) { csv throws(ReportError) in
            for row in totals { try ControlTotalsReport.write(row, to: &csv) }
        }
        meter?.advance(totals.count)
        if result.options.matches {
            let (matches, meter, names) = (matches, meter, result.night.documents.map(\.name))
            try writeCSV(MatchesReport.fileName, MatchesReport.columns) { csv throws(ReportError) in
                for match in matches {
                    try MatchesReport.write(match, to: &csv) { names[Int($0.index)] }
                    meter?.advance()
                }
            }
        }
        if result.options.xlsx { try writeWorkbook() }
        if let shares = result.shares { try write(shares) }
        for (_, statement) in result.statements.sorted(by: { $0.key < $1.key }) {
            try copy(statement.source, to: statement.copy)
        }
        let record = result.record
        try write(RunRecord.fileName, record.json)
        try write(Metrics.fileName, Metrics.text(of: record))
        let page = result.page(record)
        try writePage(page)
        summary = page.plainText
        try write(PlainTextSummary.fileName, Array(summary.utf8))
        figures = page.figures
    }

    /// Each owner's findings in a folder of their own, and an index of the folders.
    private mutating func write(_ shares: FindingShares) throws(ReportError) {
        guard let split = result.options.splitBy else { return }
        let meter = meter
        let top = "by-" + split.rawValue.replacing("_", with: "-")
        for share in shares.shares {
            let rows = shares.rows(of: share)
            try writeFindings(rows, "\(top)/\(share.folder)/\(DiscrepanciesReport.fileName)")
            if !result.options.xlsx { continue }
            try writeWorkbook("\(top)/\(share.folder)/\(Workbook.fileName)") { (book) throws(ReportError) in
                try ReportingStage.writeFindings(rows, to: book, meter)
            }
        }
        let index = shares.index
        try writeCSV("\(top)/\(SplitIndexReport.fileName)", SplitIndexReport.columns) { csv throws(ReportError) in
            for entry in index { try SplitIndexReport.write(entry, to: &csv) }
        }
    }

    // MARK: Workbooks

    private mutating func writeWorkbook() throws(ReportError) {
        let (result, matches, meter) = (result, matches, meter)
        let names = result.night.documents.map(\.name)
        try writeWorkbook(Workbook.fileName) { (book) throws(ReportError) in
            try ReportingStage.writeFindings(result.rows, to: book, meter)
            var totals = try book.sheet("control totals", columns: ControlTotalsReport.columns)
            for row in result.totals { try ControlTotalsReport.write(row, to: &totals) }
            try totals.finish()
            meter?.advance(result.totals.count)
            if !result.options.matches { return }
            var sheet = try book.sheet("matches", columns: MatchesReport.columns)
            for match in matches {
                try MatchesReport.write(match, to: &sheet) { names[Int($0.index)] }
                meter?.advance()
            }
            try sheet.finish()
        }
    }

    private static func writeFindings(
        _ rows: RowList<ReportedDiscrepancy>, to book: Workbook, _ meter: RunMeter?
    ) throws(ReportError) {
        var sheet = try book.sheet("discrepancies", columns: DiscrepanciesReport.columns)
        for row in rows {
            try DiscrepanciesReport.write(row, to: &sheet)
            meter?.advance()
        }
        try sheet.finish()
    }

    private mutating func writeWorkbook(
        _ name: String, _ body: (Workbook) throws(ReportError) -> Void
    ) throws(ReportError) {
        let asOf = result.options.asOf
        let path = try folder.create(name) { path, folder throws(ReportError) in
            let book = try Workbook(path: path, folder: folder, asOf: asOf)
            try body(book)
            try book.close()
        }
        digests[name] = FileDigest.sha256(path)
    }

    // MARK: Files

    private mutating func writeFindings(_ rows: RowList<ReportedDiscrepancy>, _ name: String) throws(ReportError) {
        let meter = meter
        try writeCSV(name, DiscrepanciesReport.columns) { csv throws(ReportError) in
            for row in rows { try DiscrepanciesReport.write(row, to: &csv) }
            meter?.advance(rows.count)
        }
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
        meter?.advance(result.rows.count)
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

    private mutating func copy(_ source: String, to name: String) throws(ReportError) {
        let target = try folder.create(name)
        let digest = RunningDigest()
        let failure: ReportError?
        do {
            let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: source))
            while let portion = try file.read(upToCount: 1 << 20), !portion.isEmpty {
                let bytes = Array(portion)
                bytes.withUnsafeBytes { digest.update($0) }
                try target.write(bytes)
            }
            failure = nil
        } catch {
            failure = error as? ReportError ?? ReportError(path: source, reason: "cannot be copied: \(error)")
        }
        if let failure { throw failure }
        try target.close()
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

package import BillingModel

/// `control-totals.csv` (contracts, section 4): a row per invoice and currency that proves what was read.
package enum ControlTotalsReport {
    package static let fileName = "control-totals.csv"

    package static let columns = [
        "invoice_id", "invoice_date", "document_type", "currency", "lines_read", "lines_rejected", "subtotal", "tax",
        "total", "header_total", "difference", "ties_out", "one_time", "recurring", "usage", "credits",
        "matched_lines", "tolerated_lines", "discrepant_lines", "unmatched_lines", "excluded_lines", "matched_amount",
        "tolerated_amount", "discrepant_amount", "unmatched_amount", "excluded_amount", "provisional",
    ]

    /// How far header and lines may be apart and still tie out: arithmetic alone, no rule changes it.
    package static let tolerance = Amount(cents: 5)

    /// Whether header and lines agree. Without a header total there is nothing to agree with: `false`.
    package static func tiesOut(_ row: ControlTotals) -> Bool {
        guard let difference = row.difference else { return false }
        return difference.magnitude <= tolerance
    }

    /// Writes one row. The caller keeps them in the order of invoice id and currency.
    package static func write(_ row: ControlTotals, to csv: inout CSVWriter) throws(ReportError) {
        try writeCells(row, to: &csv)
    }

    /// The same row in a sheet.
    package static func write(_ row: ControlTotals, to sheet: inout SheetWriter) throws(ReportError) {
        try writeCells(row, to: &sheet)
    }

    private static func writeCells<Cells: ReportCells & ~Copyable>(
        _ row: ControlTotals, to cells: inout Cells
    ) throws(ReportError) {
        cells.text(row.invoiceID)
        cells.date(row.invoiceDate)
        cells.text(row.documentType)
        cells.text(row.currency.description)
        cells.integer(row.linesRead)
        cells.integer(row.linesRejected)
        for amount in [row.subtotal, row.tax, row.total, row.headerTotal, row.difference] { cells.amount(amount) }
        cells.flag(tiesOut(row))
        for amount in [row.oneTime, row.recurring, row.usage, row.credits] { cells.amount(amount) }
        for bucket in Bucket.allCases { cells.integer(row.buckets[bucket].lines) }
        for bucket in Bucket.allCases { cells.amount(row.buckets[bucket].amount) }
        cells.flag(row.provisional)
        try cells.endRow()
    }
}

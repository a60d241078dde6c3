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
        csv.text(row.invoiceID)
        csv.date(row.invoiceDate)
        csv.text(row.documentType)
        csv.text(row.currency.description)
        csv.integer(row.linesRead)
        csv.integer(row.linesRejected)
        for amount in [row.subtotal, row.tax, row.total, row.headerTotal, row.difference] { csv.amount(amount) }
        csv.flag(tiesOut(row))
        for amount in [row.oneTime, row.recurring, row.usage, row.credits] { csv.amount(amount) }
        for bucket in Bucket.allCases { csv.integer(row.buckets[bucket].lines) }
        for bucket in Bucket.allCases { csv.amount(row.buckets[bucket].amount) }
        csv.flag(row.provisional)
        try csv.endRow()
    }
}

internal import BillingModel
internal import GRDB

/// Control totals as a row of `control_totals`, there and back.
enum ControlTotalsRow {
    static let columns =
        [
            "as_of", "position", "run_no", "invoice_id", "invoice_date", "document_type", "currency", "lines_read",
            "lines_rejected", "subtotal", "tax", "total", "header_total", "one_time", "recurring", "usage", "credits",
        ] + Bucket.allCases.map { linesColumn($0) } + Bucket.allCases.map { amountColumn($0) } + ["provisional"]

    /// Writes the columns from `invoice_id` on.
    static func write(_ totals: ControlTotals, to row: inout RowWriter) {
        row.add(totals.invoiceID)
        row.add(totals.invoiceDate)
        row.add(totals.documentType)
        row.add(totals.currency)
        row.add(totals.linesRead)
        row.add(totals.linesRejected)
        row.add(totals.subtotal)
        row.add(totals.tax)
        row.add(totals.total)
        row.add(totals.headerTotal)
        row.add(totals.oneTime)
        row.add(totals.recurring)
        row.add(totals.usage)
        row.add(totals.credits)
        for bucket in Bucket.allCases { row.add(totals.buckets[bucket].lines) }
        for bucket in Bucket.allCases { row.add(totals.buckets[bucket].amount) }
        row.add(totals.provisional ? 1 : 0)
    }

    static func read(_ row: Row) throws(LedgerError) -> ControlTotals {
        let stored = StoredText(row: row, table: "control_totals")
        var totals = ControlTotals(
            invoiceID: stored.text("invoice_id"), invoiceDate: try stored.date("invoice_date"),
            documentType: stored.text("document_type"),
            currency: try stored.required(stored.currency("currency"), "currency"))
        totals.linesRead = row["lines_read"]
        totals.linesRejected = row["lines_rejected"]
        totals.subtotal = try stored.requiredAmount("subtotal")
        totals.tax = try stored.requiredAmount("tax")
        totals.total = try stored.requiredAmount("total")
        totals.headerTotal = try stored.amount("header_total")
        totals.oneTime = try stored.requiredAmount("one_time")
        totals.recurring = try stored.requiredAmount("recurring")
        totals.usage = try stored.requiredAmount("usage")
        totals.credits = try stored.requiredAmount("credits")
        for bucket in Bucket.allCases {
            totals.buckets[bucket].lines = row[linesColumn(bucket)]
            totals.buckets[bucket].amount = try stored.requiredAmount(amountColumn(bucket))
        }
        totals.provisional = row["provisional"]
        return totals
    }

    private static func linesColumn(_ bucket: Bucket) -> String { word(bucket) + "_lines" }
    private static func amountColumn(_ bucket: Bucket) -> String { word(bucket) + "_amount" }

    private static func word(_ bucket: Bucket) -> String {
        switch bucket {
        case .matched: "matched"
        case .tolerated: "tolerated"
        case .discrepant: "discrepant"
        case .unmatched: "unmatched"
        case .excluded: "excluded"
        }
    }
}

package import BillingModel

/// `matches.csv` (contracts, section 4): a row per pair of a billed line and an order line.
package enum MatchesReport {
    package static let fileName = "matches.csv"

    package static let columns = [
        "invoice_id", "line", "order_id", "line_number", "matched_by", "rule", "catalog_item_id", "subscription_id",
        "charge_type", "charge_start", "charge_end", "quantity", "amount", "expected_amount", "difference", "currency",
        "evidence",
    ]

    /// Writes one row. `name` gives a source document's name for the evidence.
    package static func write(
        _ match: Match, to csv: inout CSVWriter, name: (DocumentIndex) -> String
    ) throws(ReportError) {
        try writeCells(match, to: &csv, name: name)
    }

    /// The same row in a sheet.
    package static func write(
        _ match: Match, to sheet: inout SheetWriter, name: (DocumentIndex) -> String
    ) throws(ReportError) {
        try writeCells(match, to: &sheet, name: name)
    }

    private static func writeCells<Cells: ReportCells & ~Copyable>(
        _ match: Match, to cells: inout Cells, name: (DocumentIndex) -> String
    ) throws(ReportError) {
        cells.text(match.invoiceID)
        cells.integer(Int(match.source.line))
        cells.text(match.orderID)
        cells.integer(match.lineNumber)
        cells.text(match.matchedBy.rawValue)
        cells.text(match.rule)
        cells.text(match.catalogItemID)
        cells.text(match.subscriptionID)
        cells.text(match.chargeType)
        cells.date(match.period?.start)
        cells.date(match.period?.end)
        cells.number(match.quantity)
        cells.amount(match.amount)
        cells.amount(match.expectedAmount)
        cells.amount(match.expectedAmount.map { match.amount - $0 })
        cells.text(match.currency.description)
        let place = "\(name(match.source.document))#\(match.source.line)"
        cells.text(match.note.isEmpty ? place : "\(place); \(match.note)")
        try cells.endRow()
    }
}

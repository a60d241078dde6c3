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
        csv.text(match.invoiceID)
        csv.integer(Int(match.source.line))
        csv.text(match.orderID)
        csv.integer(match.lineNumber)
        csv.text(match.matchedBy.rawValue)
        csv.text(match.rule)
        csv.text(match.catalogItemID)
        csv.text(match.subscriptionID)
        csv.text(match.chargeType)
        csv.date(match.period?.start)
        csv.date(match.period?.end)
        csv.number(match.quantity)
        csv.amount(match.amount)
        csv.amount(match.expectedAmount)
        csv.amount(match.expectedAmount.map { match.amount - $0 })
        csv.text(match.currency.description)
        csv.text("\(name(match.source.document))#\(match.source.line)")
        try csv.endRow()
    }
}

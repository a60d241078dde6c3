package import BillingModel

/// `discrepancies.csv` (contracts, section 4): one row per finding that a person can act on.
package enum DiscrepanciesReport {
    package static let fileName = "discrepancies.csv"

    package static let columns = [
        "discrepancy_id", "status", "class", "severity", "direction", "first_seen", "age_days", "invoice_id",
        "invoice_date", "document_type", "billing_period_start", "billing_period_end", "customer_id", "customer_name",
        "order_id", "line_number", "matched_by", "subscription_id", "catalog_item_id", "product_name", "sku_name",
        "charge_type", "charge_start", "charge_end", "term", "billing_cycle", "expected_quantity", "billed_quantity",
        "expected_unit_price", "billed_unit_price", "currency", "expected_amount", "billed_amount", "difference",
        "reporting_currency", "difference_reporting", "rule", "explanation", "suggested_action", "disposition",
        "reviewer_note", "provisional", "evidence",
    ]

    /// Writes one row. The caller keeps the order of ``ReportedDiscrepancy/precedes(_:)``.
    package static func write(_ row: ReportedDiscrepancy, to csv: inout CSVWriter) throws(ReportError) {
        try writeCells(row, to: &csv)
    }

    /// The same row in a sheet.
    package static func write(_ row: ReportedDiscrepancy, to sheet: inout SheetWriter) throws(ReportError) {
        try writeCells(row, to: &sheet)
    }

    private static func writeCells<Cells: ReportCells & ~Copyable>(
        _ row: ReportedDiscrepancy, to cells: inout Cells
    ) throws(ReportError) {
        let finding = row.discrepancy
        cells.text(row.id)
        cells.text(row.status.rawValue)
        cells.text(finding.kind.rawValue)
        cells.text(finding.severity.rawValue)
        cells.text(finding.direction.rawValue)
        cells.date(row.firstSeen)
        cells.integer(row.ageDays)
        writeSubject(finding, to: &cells)
        writeFigures(finding, to: &cells)
        cells.text(row.reportingCurrency?.description ?? "")
        cells.amount(row.differenceReporting)
        cells.text(finding.rule)
        cells.text(finding.explanation)
        cells.text(finding.suggestedAction)
        cells.text(row.disposition?.rawValue ?? "")
        cells.text(row.reviewerNote)
        cells.flag(finding.provisional)
        cells.text(finding.evidence.joined(separator: "; "))
        try cells.endRow()
    }

    /// What the finding is about: `invoice_id` to `billing_cycle`.
    private static func writeSubject<Cells: ReportCells & ~Copyable>(_ finding: Discrepancy, to cells: inout Cells) {
        cells.text(finding.invoiceID)
        cells.date(finding.invoiceDate)
        cells.text(finding.documentType)
        cells.date(finding.invoicePeriod?.start)
        cells.date(finding.invoicePeriod?.end)
        cells.text(finding.customerID)
        cells.text(finding.customerName)
        cells.text(finding.orderID)
        cells.integer(finding.lineNumber)
        cells.text(finding.matchedBy?.rawValue ?? "")
        cells.text(finding.subscriptionID)
        cells.text(finding.catalogItemID)
        cells.text(finding.productName)
        cells.text(finding.skuName)
        cells.text(finding.chargeType)
        cells.date(finding.chargeStart)
        cells.date(finding.chargeEnd)
        cells.text(finding.term)
        cells.text(finding.billingCycle)
    }

    /// What was expected and what came: `expected_quantity` to `difference`.
    private static func writeFigures<Cells: ReportCells & ~Copyable>(_ finding: Discrepancy, to cells: inout Cells) {
        cells.number(finding.expectedQuantity)
        cells.number(finding.billedQuantity)
        cells.number(finding.expectedUnitPrice)
        cells.number(finding.billedUnitPrice)
        cells.text(finding.currency?.description ?? "")
        cells.amount(finding.expectedAmount)
        cells.amount(finding.billedAmount)
        cells.amount(finding.difference)
    }
}

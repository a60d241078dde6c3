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
        let finding = row.discrepancy
        csv.text(row.id)
        csv.text(row.status.rawValue)
        csv.text(finding.kind.rawValue)
        csv.text(finding.severity.rawValue)
        csv.text(finding.direction.rawValue)
        csv.date(row.firstSeen)
        csv.integer(row.ageDays)
        writeSubject(finding, to: &csv)
        writeFigures(finding, to: &csv)
        csv.text(row.reportingCurrency?.description ?? "")
        csv.amount(row.differenceReporting)
        csv.text(finding.rule)
        csv.text(finding.explanation)
        csv.text(finding.suggestedAction)
        csv.text(row.disposition?.rawValue ?? "")
        csv.text(row.reviewerNote)
        csv.flag(finding.provisional)
        csv.text(finding.evidence.joined(separator: "; "))
        try csv.endRow()
    }

    /// What the finding is about: `invoice_id` to `billing_cycle`.
    private static func writeSubject(_ finding: Discrepancy, to csv: inout CSVWriter) {
        csv.text(finding.invoiceID)
        csv.date(finding.invoiceDate)
        csv.text(finding.documentType)
        csv.date(finding.invoicePeriod?.start)
        csv.date(finding.invoicePeriod?.end)
        csv.text(finding.customerID)
        csv.text(finding.customerName)
        csv.text(finding.orderID)
        csv.integer(finding.lineNumber)
        csv.text(finding.matchedBy?.rawValue ?? "")
        csv.text(finding.subscriptionID)
        csv.text(finding.catalogItemID)
        csv.text(finding.productName)
        csv.text(finding.skuName)
        csv.text(finding.chargeType)
        csv.date(finding.chargeStart)
        csv.date(finding.chargeEnd)
        csv.text(finding.term)
        csv.text(finding.billingCycle)
    }

    /// What was expected and what came: `expected_quantity` to `difference`.
    private static func writeFigures(_ finding: Discrepancy, to csv: inout CSVWriter) {
        csv.number(finding.expectedQuantity)
        csv.number(finding.billedQuantity)
        csv.number(finding.expectedUnitPrice)
        csv.number(finding.billedUnitPrice)
        csv.text(finding.currency?.description ?? "")
        csv.amount(finding.expectedAmount)
        csv.amount(finding.billedAmount)
        csv.amount(finding.difference)
    }
}

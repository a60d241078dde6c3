internal import BillingModel
internal import GRDB

/// A discrepancy as a row of `discrepancies`, there and back.
enum DiscrepancyRow {
    static let columns = [
        "as_of", "position", "run_no", "discrepancy_id", "status", "class", "severity", "direction", "first_seen",
        "age_days", "invoice_id", "invoice_date", "document_type", "billing_period_start", "billing_period_end",
        "customer_id", "customer_name", "order_id", "line_number", "matched_by", "subscription_id", "catalog_item_id",
        "product_name", "sku_name", "charge_type", "charge_start", "charge_end", "term", "billing_cycle",
        "expected_quantity", "billed_quantity", "expected_unit_price", "billed_unit_price", "currency",
        "expected_amount", "billed_amount", "reporting_currency", "difference_reporting", "rule", "explanation",
        "suggested_action", "disposition", "reviewer_note", "provisional", "evidence", "steps", "discriminator",
    ]

    /// Writes the columns from `discrepancy_id` on.
    static func write(_ reported: ReportedDiscrepancy, to row: inout RowWriter) {
        let discrepancy = reported.discrepancy
        row.add(reported.id)
        row.add(reported.status.rawValue)
        row.add(discrepancy.kind.rawValue)
        row.add(discrepancy.severity.rawValue)
        row.add(discrepancy.direction.rawValue)
        row.add(reported.firstSeen)
        row.add(reported.ageDays)
        row.add(discrepancy.invoiceID)
        row.add(discrepancy.invoiceDate)
        row.add(discrepancy.documentType)
        row.add(discrepancy.invoicePeriod?.start)
        row.add(discrepancy.invoicePeriod?.end)
        row.add(discrepancy.customerID)
        row.add(discrepancy.customerName)
        row.add(discrepancy.orderID)
        row.add(discrepancy.lineNumber)
        row.add(discrepancy.matchedBy?.rawValue)
        row.add(discrepancy.subscriptionID)
        row.add(discrepancy.catalogItemID)
        row.add(discrepancy.productName)
        row.add(discrepancy.skuName)
        row.add(discrepancy.chargeType)
        row.add(discrepancy.chargeStart)
        row.add(discrepancy.chargeEnd)
        row.add(discrepancy.term)
        row.add(discrepancy.billingCycle)
        row.add(discrepancy.expectedQuantity)
        row.add(discrepancy.billedQuantity)
        row.add(discrepancy.expectedUnitPrice)
        row.add(discrepancy.billedUnitPrice)
        row.add(discrepancy.currency)
        row.add(discrepancy.expectedAmount)
        row.add(discrepancy.billedAmount)
        row.add(reported.reportingCurrency)
        row.add(reported.differenceReporting)
        row.add(discrepancy.rule)
        row.add(discrepancy.explanation)
        row.add(discrepancy.suggestedAction)
        row.add(reported.disposition?.rawValue)
        row.add(reported.reviewerNote)
        row.add(discrepancy.provisional ? 1 : 0)
        row.add(TextListJSON.write(discrepancy.evidence))
        row.add(TextListJSON.write(discrepancy.steps))
        row.add(discrepancy.discriminator)
    }

    static func read(_ row: Row) throws(LedgerError) -> ReportedDiscrepancy {
        let stored = StoredText(row: row, table: "discrepancies")
        var reported = ReportedDiscrepancy(
            id: stored.text("discrepancy_id"), status: try stored.required(stored.word("status"), "status"),
            firstSeen: try stored.requiredDate("first_seen"), ageDays: row["age_days"],
            discrepancy: try discrepancy(stored))
        reported.reportingCurrency = try stored.currency("reporting_currency")
        reported.differenceReporting = try stored.amount("difference_reporting")
        reported.disposition = try stored.word("disposition")
        reported.reviewerNote = stored.text("reviewer_note")
        return reported
    }

    private static func discrepancy(_ stored: StoredText) throws(LedgerError) -> Discrepancy {
        var discrepancy = Discrepancy(
            try stored.required(stored.word("class"), "class"),
            severity: try stored.required(stored.word("severity"), "severity"))
        discrepancy.direction = try stored.required(stored.word("direction"), "direction")
        discrepancy.invoiceID = stored.text("invoice_id")
        discrepancy.invoiceDate = try stored.date("invoice_date")
        discrepancy.documentType = stored.text("document_type")
        if let start = try stored.date("billing_period_start"), let end = try stored.date("billing_period_end") {
            discrepancy.invoicePeriod = BillingPeriod(start, end)
        }
        discrepancy.customerID = stored.text("customer_id")
        discrepancy.customerName = stored.text("customer_name")
        discrepancy.orderID = stored.text("order_id")
        discrepancy.lineNumber = stored.row["line_number"]
        discrepancy.matchedBy = try stored.word("matched_by")
        discrepancy.subscriptionID = stored.text("subscription_id")
        discrepancy.catalogItemID = stored.text("catalog_item_id")
        discrepancy.productName = stored.text("product_name")
        discrepancy.skuName = stored.text("sku_name")
        discrepancy.chargeType = stored.text("charge_type")
        discrepancy.chargeStart = try stored.date("charge_start")
        discrepancy.chargeEnd = try stored.date("charge_end")
        discrepancy.term = stored.text("term")
        discrepancy.billingCycle = stored.text("billing_cycle")
        discrepancy.expectedQuantity = try stored.decimal("expected_quantity")
        discrepancy.billedQuantity = try stored.decimal("billed_quantity")
        discrepancy.expectedUnitPrice = try stored.decimal("expected_unit_price")
        discrepancy.billedUnitPrice = try stored.decimal("billed_unit_price")
        discrepancy.currency = try stored.currency("currency")
        discrepancy.expectedAmount = try stored.amount("expected_amount")
        discrepancy.billedAmount = try stored.amount("billed_amount")
        discrepancy.rule = stored.text("rule")
        discrepancy.explanation = stored.text("explanation")
        discrepancy.suggestedAction = stored.text("suggested_action")
        discrepancy.provisional = stored.row["provisional"]
        discrepancy.evidence = try TextListJSON.read(stored.text("evidence"), column: "evidence")
        discrepancy.steps = try TextListJSON.read(stored.text("steps"), column: "steps")
        discrepancy.discriminator = stored.text("discriminator")
        return discrepancy
    }
}

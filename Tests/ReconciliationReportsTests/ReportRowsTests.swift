import BillingModel
import ReconciliationReports
import Testing

/// A header and a row of each report, compared whole.
@Suite struct ReportRowsTests {
    private func lines(
        _ columns: [String], _ write: (inout CSVWriter) throws -> Void
    ) throws -> [String] {
        let written = WrittenBytes()
        var csv = written.writer(columns: columns)
        try write(&csv)
        try csv.finish()
        // "\r\n" is one character.
        return written.text.split(separator: "\r\n").map(String.init)
    }

    /// Every column's name with its cell; the rows of these tests hold no quoted commas.
    private func cells(_ lines: [String]) -> [String: String] {
        let header = lines[0].dropFirst().split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        let row = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        #expect(header.count == row.count)
        return Dictionary(zip(header, row)) { $1 }
    }

    @Test func `A discrepancy fills the contract's columns`() throws {
        var finding = Discrepancy(.quantityOver)
        finding.invoiceID = "G1"
        finding.invoiceDate = "2026-02-05"
        finding.documentType = "invoice"
        finding.invoicePeriod = BillingPeriod("2026-01-01", "2026-01-31")
        finding.customerID = "c-1"
        finding.customerName = "Contoso"
        finding.orderID = "O1"
        finding.lineNumber = 2
        finding.matchedBy = .orderID
        finding.subscriptionID = "s-1"
        finding.catalogItemID = "P:S:A"
        finding.productName = "Office"
        finding.skuName = "E5"
        finding.chargeType = "new"
        finding.chargeStart = "2026-01-15"
        finding.chargeEnd = "2026-02-14"
        finding.term = "P1Y"
        finding.billingCycle = "monthly"
        finding.expectedQuantity = "5"
        finding.billedQuantity = "7"
        finding.expectedUnitPrice = "10"
        finding.billedUnitPrice = "10.125"
        finding.currency = CurrencyCode("EUR")
        finding.expectedAmount = "50"
        finding.billedAmount = "70"
        finding.rule = "quantity"
        finding.explanation = "7 billed; 5 ordered"
        finding.suggestedAction = "Ask for 20.00"
        finding.provisional = true
        finding.evidence = ["part-1.json#17", "orders.csv#3"]
        var row = ReportedDiscrepancy(
            id: "abc", status: .open, firstSeen: "2026-02-06", ageDays: 4, discrepancy: finding)
        row.reportingCurrency = CurrencyCode("USD")
        row.differenceReporting = "21.6"
        row.disposition = .awaitingCredit
        row.reviewerNote = "=asked"
        #expect(
            try lines(DiscrepanciesReport.columns) { try DiscrepanciesReport.write(row, to: &$0) } == [
                "\u{FEFF}discrepancy_id,status,class,severity,direction,first_seen,age_days,invoice_id,invoice_date,"
                    + "document_type,billing_period_start,billing_period_end,customer_id,customer_name,order_id,"
                    + "line_number,matched_by,subscription_id,catalog_item_id,product_name,sku_name,charge_type,"
                    + "charge_start,charge_end,term,billing_cycle,expected_quantity,billed_quantity,"
                    + "expected_unit_price,billed_unit_price,currency,expected_amount,billed_amount,difference,"
                    + "reporting_currency,difference_reporting,rule,explanation,suggested_action,disposition,"
                    + "reviewer_note,provisional,evidence",
                "abc,open,quantity_over,high,overcharge,2026-02-06,4,G1,2026-02-05,invoice,2026-01-01,2026-01-31,"
                    + "c-1,Contoso,O1,2,order_id,s-1,P:S:A,Office,E5,new,2026-01-15,2026-02-14,P1Y,monthly,5,7,10,"
                    + "10.125,EUR,50.00,70.00,20.00,USD,21.60,quantity,7 billed; 5 ordered,Ask for 20.00,"
                    + "awaiting_credit,'=asked,true,part-1.json#17; orders.csv#3",
            ])
    }

    @Test func `What a discrepancy does not have stays empty`() throws {
        let row = ReportedDiscrepancy(
            id: "x", status: .new, firstSeen: "2026-02-06", ageDays: 0, discrepancy: Discrepancy(.linesIncomplete))
        let cells = cells(
            try lines(DiscrepanciesReport.columns) { try DiscrepanciesReport.write(row, to: &$0) })
        #expect(
            cells.filter { !$0.value.isEmpty } == [
                "discrepancy_id": "x", "status": "new", "class": "lines_incomplete", "severity": "high",
                "direction": "data", "first_seen": "2026-02-06", "age_days": "0", "provisional": "false",
            ])
    }

    @Test func `Control totals fill the contract's columns`() throws {
        var row = ControlTotals(
            invoiceID: "G1", invoiceDate: "2026-02-05", documentType: "invoice",
            currency: try #require(CurrencyCode("EUR")))
        (row.linesRead, row.linesRejected) = (16, 1)
        (row.subtotal, row.tax, row.total, row.headerTotal) = ("100", "19", "119", "118.95")
        (row.oneTime, row.recurring, row.usage, row.credits) = ("10", "80", "20", "-10")
        for (index, bucket) in Bucket.allCases.enumerated() {
            for _ in 0...index { row.buckets[bucket].add(Amount(cents: 100 + index)) }
        }
        #expect(
            try lines(ControlTotalsReport.columns) { try ControlTotalsReport.write(row, to: &$0) } == [
                "\u{FEFF}invoice_id,invoice_date,document_type,currency,lines_read,lines_rejected,subtotal,tax,total,"
                    + "header_total,difference,ties_out,one_time,recurring,usage,credits,matched_lines,"
                    + "tolerated_lines,discrepant_lines,unmatched_lines,excluded_lines,matched_amount,"
                    + "tolerated_amount,discrepant_amount,unmatched_amount,excluded_amount,provisional",
                "G1,2026-02-05,invoice,EUR,16,1,100.00,19.00,119.00,118.95,0.05,true,10.00,80.00,20.00,-10.00,"
                    + "1,2,3,4,5,1.00,2.02,3.06,4.12,5.20,false",
            ])
    }

    static let headers: [(Amount?, Bool, String)] = [
        ("100", true, "0.00"), ("100.05", true, "-0.05"), ("99.95", true, "0.05"), ("99.9499", false, "0.0501"),
        ("100.0500000000000000000001", false, "-0.0500000000000000000001"), (nil, false, ""),
    ]

    @Test(arguments: headers)
    func `An invoice ties out within five cents, and never without a header`(
        header: Amount?, tiesOut: Bool, difference: String
    ) throws {
        var row = ControlTotals(
            invoiceID: "G1", invoiceDate: nil, documentType: "", currency: try #require(CurrencyCode("EUR")))
        (row.total, row.headerTotal) = ("100", header)
        let cells = cells(try lines(ControlTotalsReport.columns) { try ControlTotalsReport.write(row, to: &$0) })
        #expect(cells["ties_out"] == "\(tiesOut)")
        #expect(cells["difference"] == difference)
        #expect(cells["header_total"] == header.map { "\($0)" } ?? "")
    }

    @Test func `Matches fill the contract's columns and leave an unknown expectation empty`() throws {
        var match = Match(
            invoiceID: "G1", source: SourceLocation(document: DocumentIndex(3), line: 42), orderID: "O1",
            lineNumber: 1, matchedBy: .subscriptionID, rule: "exact", catalogItemID: "P:S:A", subscriptionID: "s-1",
            chargeType: "cycleCharge", period: BillingPeriod("2026-01-01", "2026-01-31"), quantity: "5",
            amount: "50", expectedAmount: "50.01", currency: try #require(CurrencyCode("EUR")))
        let name = { (document: DocumentIndex) in "invoices/G1/part-\(document.index).json" }
        let known = try lines(MatchesReport.columns) { try MatchesReport.write(match, to: &$0, name: name) }
        #expect(
            known == [
                "\u{FEFF}invoice_id,line,order_id,line_number,matched_by,rule,catalog_item_id,subscription_id,"
                    + "charge_type,charge_start,charge_end,quantity,amount,expected_amount,difference,currency,evidence",
                "G1,42,O1,1,subscription_id,exact,P:S:A,s-1,cycleCharge,2026-01-01,2026-01-31,5,50.00,50.01,-0.01,"
                    + "EUR,invoices/G1/part-3.json#42",
            ])
        match.expectedAmount = nil
        match.period = nil
        let usage = cells(try lines(MatchesReport.columns) { try MatchesReport.write(match, to: &$0, name: name) })
        #expect(
            [usage["expected_amount"], usage["difference"], usage["charge_start"], usage["charge_end"]] == [
                "", "", "", "",
            ])
    }
}

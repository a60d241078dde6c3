import BillingModel
import Testing

@testable import ReconciliationReports

/// The summary that goes out by mail, compared whole.
@Suite struct HTMLPlainTextTests {
    @Test func `The night in a few lines`() throws {
        let euro = try #require(CurrencyCode("EUR"))
        var finding = Discrepancy(.quantityOver)
        finding.currency = euro
        (finding.expectedAmount, finding.billedAmount) = ("50", "1070")
        let rows = [
            ReportedDiscrepancy(id: "1", status: .new, firstSeen: "2026-02-10", ageDays: 0, discrepancy: finding),
            ReportedDiscrepancy(
                id: "2", status: .resolved, firstSeen: "2026-02-01", ageDays: 9, discrepancy: Discrepancy(.lateCharge)),
        ]
        var total = ControlTotals(invoiceID: "G1", invoiceDate: nil, documentType: "invoice", currency: euro)
        (total.linesRead, total.subtotal, total.total, total.headerTotal) = (2, "2000", "2380", "2381.5")
        total.buckets[.matched].add("930")
        total.buckets[.discrepant].add("1070")
        var record = RunRecord(toolVersion: "1.0", asOf: "2026-02-10", exitStatus: 3, rulesDigest: "")
        record.provisional = true
        record.findings = [
            Finding(.warning, at: "orders.csv:17", "quantity '\u{1B}[2J' is no number"), Finding(.note, at: "x", "y"),
        ]
        for row in rows { record.discrepancies.add(row) }
        let report = HTMLReport(
            record: record, rows: RowList(rows), totals: [total],
            earlierNights: [NightFigures(asOf: "2026-02-09", findings: 2, inDispute: [euro: "12.5"])])
        #expect(
            report.plainText == """
                Microsoft invoices reconciled as of 2026-02-10
                PROVISIONAL: some source could not be read whole; repeat the run.

                2 lines on 1 document checked. 1 finding stands, 1 of high severity.
                Since 2026-02-09: 1 new, 0 changed, 1 resolved; in dispute EUR +1,007.50.

                       billed  explained  in dispute  overcharged  undercharged  before
                EUR  2,000.00     930.00    1,020.00     1,020.00          0.00   12.50

                Findings:
                  1  quantity_over (high)

                Not tied out:
                  G1 EUR off by -1.50

                Kept out:
                  orders.csv:17: quantity ' [2J' is no number

                """)
    }
}

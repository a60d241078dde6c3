import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// A supplier's file that changes between two nights.
@Suite struct RestatedLinesTests {
    private func line(_ order: String, quantity: Int) -> String {
        let amount = "\(quantity * 12).00"
        return """
            {"CustomerId":"c1","InvoiceNumber":"G001","OrderId":"\(order)","ProductId":"P1","SkuId":"0001",\
            "AvailabilityId":"A1","ChargeType":"new","UnitPrice":12,"Quantity":\(quantity),\
            "BillableQuantity":\(quantity),"Subtotal":\(amount),"TaxTotal":0,"Total":\(amount),"Currency":"EUR",\
            "SubscriptionId":"s-\(order)","ChargeStartDate":"2026-09-10","ChargeEndDate":"2026-10-09",\
            "EffectiveUnitPrice":12,"PricingCurrency":"EUR","PCToBCExchangeRate":1}
            """
    }

    private func write(_ lines: [String], total: Int, _ folder: TemporaryFolder) throws {
        try folder.write(
            "snapshot/invoices.json",
            """
            {"items":[{"id":"G001","invoiceDate":"2026-10-08","billingPeriodStartDate":"2026-09-01",\
            "billingPeriodEndDate":"2026-09-30","totalCharges":\(total),"currencyCode":"EUR"}]}
            """)
        try folder.write("snapshot/invoices/G001/reconciliation/part-1.json", lines.joined(separator: "\n"))
    }

    private func run(_ folder: TemporaryFolder, _ asOf: CalendarDate) throws -> [[String: String]] {
        var options = RunOptions(source: folder / "snapshot", asOf: asOf)
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        _ = try ReconciliationRun(options).run(clock: { "2026-11-10T04:30:00Z" }, progress: { _ in })
        return try csvRows(folder / "reports/\(asOf)/discrepancies.csv")
    }

    @Test func `a changed line is restated, a line that is gone withdrawn, on that night and again`() throws {
        let folder = try TemporaryFolder()
        try write([line("o1", quantity: 10), line("o2", quantity: 5)], total: 180, folder)
        #expect(try run(folder, "2026-10-10").isEmpty)

        try write([line("o1", quantity: 11)], total: 132, folder)
        let expected = ["line_restated 120.00 132.00 new", "line_withdrawn 60.00 0.00 new"]
        func summary(_ rows: [[String: String]]) -> [String] {
            rows.map { row in
                ["class", "expected_amount", "billed_amount", "status"].map { row[$0] ?? "" }.joined(separator: " ")
            }.sorted()
        }
        #expect(try summary(run(folder, "2026-10-11")) == expected)
        let bytes = try reportFiles(folder / "reports/2026-10-11")
        try FileManager.default.removeItem(atPath: folder / "reports/2026-10-11")
        #expect(try summary(run(folder, "2026-10-11")) == expected)
        #expect(try reportFiles(folder / "reports/2026-10-11") == bytes)
    }
}

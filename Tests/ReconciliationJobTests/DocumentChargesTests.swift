import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// A distributor's e-invoice with no reconciliation file: its lines are charges like any others.
@Suite struct DocumentChargesTests {
    private let folder: TemporaryFolder
    private var options: RunOptions

    init() throws {
        folder = try TemporaryFolder()
        try folder.write("snapshot/invoices.json", "{\"items\":[]}")
        try folder.write(
            "orders.csv",
            """
            order_id,customer_id,order_date,catalog_item_id,quantity,unit_price,currency,billing_cycle,term,subscription_id
            PO-77,c1,2026-09-01,CFQ7TTC0LCHC:0001:A1,10,20.00,EUR,monthly,P1Y,s1

            """)
        options = RunOptions(source: folder / "snapshot", asOf: "2026-10-20")
        options.orders = [folder / "orders.csv"]
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        options.matches = true
    }

    private func document(order: String, quantity: Int, net: String, tax: String, gross: String) -> String {
        """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" \
        xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
        xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
        <b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID><b:ID>2026-4711</b:ID>
        <b:IssueDate>2026-10-08</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
        <a:OrderReference><b:ID>\(order)</b:ID></a:OrderReference>
        <a:TaxTotal><b:TaxAmount currencyID="EUR">\(tax)</b:TaxAmount><a:TaxSubtotal>\
        <b:TaxableAmount>\(net)</b:TaxableAmount><b:TaxAmount>\(tax)</b:TaxAmount><a:TaxCategory><b:ID>S</b:ID>\
        <b:Percent>19</b:Percent></a:TaxCategory></a:TaxSubtotal></a:TaxTotal>
        <a:LegalMonetaryTotal><b:LineExtensionAmount>\(net)</b:LineExtensionAmount>\
        <b:TaxExclusiveAmount>\(net)</b:TaxExclusiveAmount><b:TaxInclusiveAmount>\(gross)</b:TaxInclusiveAmount>\
        <b:PayableAmount>\(gross)</b:PayableAmount></a:LegalMonetaryTotal>
        <a:InvoiceLine><b:ID>1</b:ID><b:InvoicedQuantity>\(quantity)</b:InvoicedQuantity>\
        <b:LineExtensionAmount>\(net)</b:LineExtensionAmount><a:InvoicePeriod><b:StartDate>2026-10-01</b:StartDate>\
        <b:EndDate>2026-10-31</b:EndDate></a:InvoicePeriod><a:Item><b:Name>Business Premium</b:Name>\
        <a:SellersItemIdentification><b:ID>CFQ7TTC0LCHC:0001:A1</b:ID></a:SellersItemIdentification>\
        <a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>19</b:Percent></a:ClassifiedTaxCategory></a:Item>\
        <a:Price><b:PriceAmount>20.00</b:PriceAmount></a:Price></a:InvoiceLine></Invoice>
        """
    }

    private func run() throws -> (summary: RunSummary, classes: [String]) {
        let summary = try ReconciliationRun(options).run(clock: { "2026-10-20T00:00:00Z" }, progress: { _ in })
        let rows = try csvRows(folder / "reports/2026-10-20/discrepancies.csv")
        return (summary, rows.filter { $0["invoice_id"] == "2026-4711" }.compactMap { $0["class"] }.sorted())
    }

    @Test(arguments: [
        ("PO-77", 10, "200.00", "38.00", "238.00", []), ("po-77", 12, "240.00", "45.60", "285.60", ["quantity_over"]),
    ])
    func `the line is the order's that the document names, and its customer's`(
        order: String, quantity: Int, net: String, tax: String, gross: String, classes: [String]
    ) throws {
        let text = document(order: order, quantity: quantity, net: net, tax: tax, gross: gross)
        try folder.write("snapshot/invoices/2026-4711/invoice.xml", text)
        let (summary, found) = try run()
        #expect(found == classes)
        #expect(summary.exitStatus == .ended)
        let match = try csvRows(folder / "reports/2026-10-20/matches.csv").first
        #expect(match?["order_id"]?.lowercased() == "po-77")
        #expect(match?["evidence"] == "invoices/2026-4711/invoice.xml#7")
        let totals = try csvRows(folder / "reports/2026-10-20/control-totals.csv").first
        #expect(totals?["total"] == gross)
        #expect(totals?["ties_out"] == "true")
        #expect(try LedgerVerification.run(ledger: options.ledger).isGood)
    }

    @Test func `an order that no book has is not ordered, and its customer unknown`() throws {
        let text = document(order: "PO-99", quantity: 10, net: "200.00", tax: "38.00", gross: "238.00")
        try folder.write("snapshot/invoices/2026-4711/invoice.xml", text)
        #expect(try run().classes == ["charged_not_ordered"])
    }

    @Test func `a document that is cut leaves the invoice without lines, and not whole`() throws {
        let text = document(order: "PO-77", quantity: 10, net: "200.00", tax: "38.00", gross: "238.00")
        try folder.write("snapshot/invoices/2026-4711/invoice.xml", String(text.dropLast(20)))
        let (summary, classes) = try run()
        #expect(classes.contains("lines_incomplete"))
        #expect(summary.exitStatus == .incomplete)
    }
}

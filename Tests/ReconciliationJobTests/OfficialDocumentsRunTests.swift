import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// Reference rates, e-invoices and bank statements in a night: one invoice over 100.00 EUR with one usage line that was
/// converted from USD.
@Suite struct OfficialDocumentsRunTests {
    private let world: OfficialWorld
    private var folder: TemporaryFolder { world.folder }
    private var options: RunOptions { world.options }

    init() throws { world = try OfficialWorld() }

    private func run(_ options: RunOptions) throws -> (summary: RunSummary, rows: [[String: String]]) {
        try world.run(options)
    }

    @Test func `differences are stated in the reporting currency, by the rate of the invoice's date`() throws {
        try folder.write("rates/a.xml", OfficialWorld.rates("1.2500"))
        var options = options
        options.rates = [folder / "rates"]
        options.reportingCurrency = CurrencyCode("USD")
        let rows = try run(options).rows.filter { $0["difference"] == "100.00" }
        #expect(rows.map { $0["class"] } == ["charged_not_ordered"])
        #expect(rows.map { $0["difference_reporting"] } == ["125.00"])
        #expect(rows.map { $0["reporting_currency"] } == ["USD"])
    }

    @Test(arguments: [("1.2500", 0), ("1.2562", 0), ("1.2563", 1), ("1.3000", 1)])
    func `a rate within half a percent of the reference is plausible`(usd: String, count: Int) throws {
        try folder.write("rates.xml", OfficialWorld.rates(usd))
        var options = options
        options.rates = [folder / "rates.xml"]
        let rows = try run(options).rows.filter { $0["class"] == "exchange_rate_out_of_tolerance" }
        #expect(rows.count == count)
        for row in rows { #expect(row["explanation"]?.contains("Not plausible") == true) }
    }

    @Test func `a file of rates that is cut changes nothing but for a finding`() throws {
        let bare = try run(options).rows
        try folder.write("rates.xml", String(OfficialWorld.rates("1.3000").dropLast(40)))
        var options = options
        options.rates = [folder / "rates.xml"]
        let (summary, rows) = try run(options)
        #expect(rows.map { $0["class"] } == bare.map { $0["class"] })
        #expect(summary.findings.filter { $0.location.hasPrefix("rates.xml") }.count == 1)
        #expect(summary.exitStatus == .ended)
    }

    @Test func `rates that are not there are refused before anything is read`() {
        var options = options
        options.rates = [folder / "nowhere.xml"]
        #expect { try run(options) } throws: { ($0 as? JobError)?.exitStatus == .refused }
    }

    private func document(net: String, date: String = "2026-10-08", item: String = "P1:0001:A1") -> String {
        """
        <Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" \
        xmlns:a="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" \
        xmlns:b="urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">
        <b:CustomizationID>urn:cen.eu:en16931:2017</b:CustomizationID><b:ID>G000000001</b:ID>
        <b:IssueDate>\(date)</b:IssueDate><b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode>
        <a:TaxTotal><b:TaxAmount currencyID="EUR">0</b:TaxAmount></a:TaxTotal>
        <a:LegalMonetaryTotal><b:LineExtensionAmount>\(net)</b:LineExtensionAmount>\
        <b:TaxExclusiveAmount>\(net)</b:TaxExclusiveAmount><b:TaxInclusiveAmount>\(net)</b:TaxInclusiveAmount>\
        <b:PayableAmount>\(net)</b:PayableAmount></a:LegalMonetaryTotal>
        <a:InvoiceLine><b:ID>1</b:ID><b:InvoicedQuantity>1</b:InvoicedQuantity>\
        <b:LineExtensionAmount>\(net)</b:LineExtensionAmount><a:Item><a:SellersItemIdentification><b:ID>\(item)</b:ID>\
        </a:SellersItemIdentification></a:Item></a:InvoiceLine></Invoice>
        """
    }

    @Test(arguments: [
        ("100.00", "2026-10-08", "P1:0001:A1", []), ("100.00", "2026-10-09", "P1:0001:A1", ["document_mismatch"]),
        ("101.00", "2026-10-08", "P1:0001:A1", ["document_line_mismatch"]),
    ])
    func `the legal document is tied to header and lines`(
        net: String, date: String, item: String, classes: [String]
    ) throws {
        try folder.write("snapshot/invoices/G000000001/invoice.xml", document(net: net, date: date, item: item))
        let (summary, rows) = try run(options)
        #expect(rows.compactMap { $0["class"] }.filter { $0.hasPrefix("document_") }.sorted() == classes)
        #expect(summary.findings.filter { $0.location.contains("invoice.xml") }.isEmpty)
    }

    @Test(arguments: [("23.75", 0), ("24.20", 0), ("24.50", 1), ("19.00", 1)])
    func `tax in another currency is held against the reference rate`(usd: String, count: Int) throws {
        let text = document(net: "100.00").replacing(
            "<a:TaxTotal><b:TaxAmount currencyID=\"EUR\">0</b:TaxAmount></a:TaxTotal>",
            with: """
                <b:TaxCurrencyCode>USD</b:TaxCurrencyCode><a:TaxTotal><b:TaxAmount currencyID="EUR">19.00</b:TaxAmount>\
                </a:TaxTotal><a:TaxTotal><b:TaxAmount currencyID="USD">\(usd)</b:TaxAmount></a:TaxTotal>
                """)
        try folder.write("snapshot/invoices/G000000001/invoice.xml", text)
        try folder.write("rates.xml", OfficialWorld.rates("1.2500"))
        var options = options
        options.rates = [folder / "rates.xml"]
        #expect(try run(options).rows.filter { $0["rule"] == "BT-111" }.count == count)
    }

    @Test func `a document that cannot be read is a finding with its line`() throws {
        try folder.write("snapshot/invoices/G000000001/invoice.xml", document(net: "1O0.00"))
        let findings = try run(options).summary.findings.filter { $0.location.contains("invoice.xml") }
        #expect(findings.map(\.location) == ["invoices/G000000001/invoice.xml:5"])
    }

    @Test(arguments: [
        (["100.00"], []), (["60.00", "40.00"], []), (["60.00"], ["overdue", "payment_differs"]),
        (["100.00", "100.00"], ["payment_duplicate"]), (["110.00"], ["payment_differs"]),
    ])
    func `payments are held against what was billed`(amounts: [String], classes: [String]) throws {
        try folder.write("bank.xml", OfficialWorld.statement(amounts))
        var options = options
        options.statements = [folder / "bank.xml"]
        options.paymentTerms = 30
        let found = try run(options).rows.compactMap { $0["class"] }
        #expect(found.filter { $0.hasPrefix("payment_") || $0 == "overdue" }.sorted() == classes)
    }

    @Test func `the same files on the next night are nothing new, another reporting currency is`() throws {
        try folder.write("rates.xml", OfficialWorld.rates("1.2500"))
        var options = options
        options.rates = [folder / "rates.xml"]
        _ = try run(options)
        let first = try reportFiles(folder / "reports/2026-11-10")
        _ = try run(options)
        #expect(try reportFiles(folder / "reports/2026-11-10") == first)
        options.reportingCurrency = CurrencyCode("USD")
        _ = try run(options)
        #expect(try reportFiles(folder / "reports/2026-11-10") != first)
    }
}

import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct SnapshotFormsTests {
    private let one = BilledLine()
    private let two = BilledLine(["OrderId": "\"O2\"", "Subtotal": "-5", "TaxTotal": "-0.95", "Total": "-5.95"])

    @Test func `The v2 export feeds, pages and portal file are compared, in any order of lines`() throws {
        let disk = try snapshot([
            "reconciliation/part-0.json": LineFiles.blob([one, two]),
            pagesFolder + "page-0001.json": LineFiles.page([two, one]),
            "recon.csv": LineFiles.portal([two, one]),
        ])
        let (sink, reading, invoice) = try readSnapshot(disk)
        #expect(sink.lines.map { $0.item.form } == [.exportV2, .exportV2])
        #expect(invoice.form == .exportV2 && invoice.comparedForms == [.pageOneTime, .portalCSV])
        #expect(invoice.isComplete && invoice.lines == 2 && reading.findings.isEmpty)
        #expect(
            reading.documents.map(\.name) == [
                "invoices.json", "invoices/G1/reconciliation/part-0.json",
                "invoices/G1/lineitems/onetime-billinglineitems/page-0001.json", "invoices/G1/recon.csv",
            ])
        #expect(reading.documents.allSatisfy { $0.digest.count == 64 && $0.byteCount > 0 })
        #expect(sink.lines.map { $0.item.source.document.index } == [1, 1])
    }

    @Test func `Pages feed before the portal file, which feeds when alone`() throws {
        let both = try readSnapshot(
            snapshot([pagesFolder + "page-0001.json": LineFiles.page([one]), "r.csv": LineFiles.portal([one])]))
        #expect(both.invoice.form == .pageOneTime && both.sink.lines.count == 1)
        #expect(try readSnapshot(snapshot(["r.csv": LineFiles.portal([one])])).invoice.form == .portalCSV)
    }

    @Test(arguments: [
        ([BilledLine()], "2 lines against 1"),
        (
            [BilledLine(), BilledLine(["Subtotal": "20.01", "TaxTotal": "3.79"])],
            "subtotals add up to 40.00 against 40.01 EUR"
        ),
        ([BilledLine(), BilledLine(["Total": "23.81"])], "totals add up to 47.60 against 47.61 EUR"),
        (
            [BilledLine(), BilledLine(["OrderId": "\"O9\""])],
            "the sums agree, but orders, items, charge types, dates or quantities of some lines do not"
        ),
        (
            [BilledLine(), BilledLine(["ChargeEndDate": "\"2026-10-30\""])],
            "the sums agree, but orders, items, charge types, dates or quantities of some lines do not"
        ),
        ([BilledLine(), BilledLine(["Quantity": "x"])], "0 unreadable lines against 1"),
    ])
    func `Forms that disagree leave the invoice incomplete`(others: [BilledLine], difference: String) throws {
        let disk = try snapshot([
            "reconciliation/part-0.json": LineFiles.blob([one, one]), "r.csv": LineFiles.portal(others),
        ])
        let invoice = try readSnapshot(disk).invoice
        let reason = "v2 export and portal file disagree: " + difference
        #expect(invoice.problems == [ReadingProblem(reason: reason, location: "invoices/G1")])
        #expect(invoice.lines == 2 && invoice.rejectedLines == 0)
    }

    @Test func `The same lines written differently agree`() throws {
        let page = BilledLine([
            "ChargeType": "\"Purchase\"", "Subtotal": "\"20.00\"", "BillableQuantity": "2.0",
            "ChargeEndDate": "\"2026-10-31T23:59:59.9999999Z\"",
        ])
        let disk = try snapshot([
            "reconciliation/part-0.json": LineFiles.blob([one]), pagesFolder + "page-0001.json": LineFiles.page([page]),
        ])
        #expect(try readSnapshot(disk).invoice.isComplete)
    }

    @Test func `Daily usage is delivered beside the charges, once`() throws {
        let usage = BilledLine(["Subtotal": nil, "BillingPreTaxTotal": "0.486031696515249", "UnitType": "\"1 Hour\""])
        let disk = try snapshot([
            "reconciliation/part-0.json": LineFiles.blob([one]), "usage/part-0.json": LineFiles.blob([usage, usage]),
            "lineitems/onetime-usagelineitems/page-0001.json": LineFiles.page([usage]),
            "lineitems/azure-usagelineitems/page-0001.json": LineFiles.page([usage]),
        ])
        let (sink, reading, invoice) = try readSnapshot(disk)
        #expect(sink.lines.map { $0.item.form } == [.exportV2, .ratedUsage, .ratedUsage])
        #expect(invoice.lines == 1 && invoice.usageLines == 2 && invoice.isComplete && invoice.usageIsComplete)
        #expect(
            reading.findings.map(\.message) == [
                "not read: unrated usage carries no money", "not read: the v2 export has the daily usage",
            ])
    }
}

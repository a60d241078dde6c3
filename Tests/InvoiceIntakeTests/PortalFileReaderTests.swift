import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct PortalFileReaderTests {
    private func read(_ text: String) throws -> (lines: [ReadLine], invoice: InvoiceReading) {
        let disk = try SnapshotOnDisk().write(text, to: "invoices/G1/ReconFile.csv")
        var sink = CollectingSink()
        let reading = try SnapshotReader(directory: disk.path).read(into: &sink)
        return (sink.lines, try #require(reading.invoices.first))
    }

    @Test func `A file as the portal writes it`() throws {
        let text =
            "\u{FEFF}" + """
                PartnerId,CustomerId,InvoiceNumber,OrderId,OrderDate,ProductId,SkuId,AvailabilityId,ChargeType,UnitPrice,\
                Quantity,Subtotal,TaxTotal,Total,Currency,ChargeStartDate,ChargeEndDate,EffectiveUnitPrice,ProductName,\
                ProductQualifiers,Tier2MpnId,ProductCategory\r
                p,9060D13D-C5ED-482E-B059-A15A38CBB28E,G1,"0ET2qaZvJlonglong, 6dc5c039750a",2/8/2026,CFQ7,0001,A1,New,12.5,3,\
                37.5,7.13,44.63,EUR,2/8/2026 12:00:00 AM,2/28/2026,12.5,"Office ""365"",\nE5","[""AddOn""]",0,x\r

                """
        let (lines, invoice) = try read(text)
        let line = try #require(lines.first)
        #expect(invoice.isComplete && invoice.lines == 1 && invoice.form == .portalCSV)
        #expect(line[.customerID] == "9060d13d-c5ed-482e-b059-a15a38cbb28e")
        #expect(line[.orderID] == "0ET2qaZvJlonglong" && line[.alternateID] == "6dc5c039750a")
        #expect(line[.productName] == "Office \"365\",\nE5" && line[.resellerMPN].isEmpty)
        #expect(line.item.orderDate == "2026-02-08" && line.item.period == BillingPeriod("2026-02-08", "2026-02-28"))
        #expect(line.item.traits.contains(.addOn) && line.item.total == "44.63")
        #expect(line.item.source.line == 2)
    }

    @Test func `Rows that cannot be read are rejected alone`() throws {
        let rows = [
            BilledLine().csv, "too,few,cells\r\n", BilledLine(["Subtotal": "1e5"]).csv, "\r\n",
            BilledLine(["OrderId": "a\"b"]).csv.replacing("ab", with: "a\"b"), BilledLine().csv,
        ]
        let (lines, invoice) = try read(BilledLine.csvHeader() + rows.joined())
        #expect(lines.map { $0.item.source.line } == [2, 7])
        #expect(
            invoice.rejected.map { "\($0.source.line): \($0.reason)" } == [
                "3: 3 cells under 17 columns", "4: Subtotal is no number: 1e5",
                "6: a quotation mark inside a field that does not begin with one",
            ])
        #expect(invoice.rejected.first?.rawText == "too,few,cells")
        #expect(invoice.lines == 5 && invoice.rejectedLines == 3 && invoice.isComplete)
    }

    @Test func `A legacy licence file shows by its columns`() throws {
        let text = """
            CustomerId,OrderId,SubscriptionId,OfferId,OfferName,ChargeType,UnitPrice,Quantity,Amount,Subtotal,Tax,\
            TotalForCustomer,Currency
            C,567735045559164136,4KIKawEAAAAAAAEA,AAA5B3F0-0EE2-431B-A42F-3F18F3C6D540,EXCHANGE,Cycle fee,4,3,12,12,2.28,14.28,EUR

            """
        let line = try #require(try read(text).lines.first)
        #expect(line.item.traits == [.legacy] && line.item.kind == .recurring && line.item.chargeType == .legacyCycle)
        #expect(line[.productID] == "aaa5b3f0-0ee2-431b-a42f-3f18f3c6d540" && line.item.tax == "2.28")
    }

    @Test(arguments: [
        ("", "no header row"), ("a;b;c\n1;2;3\n", "no reconciliation file: it has no column Subtotal"),
        ("Subtotal,Quantity\n1,2\n", "no reconciliation file: it has no column Currency"),
    ])
    func `What is no reconciliation file leaves the invoice incomplete`(text: String, reason: String) throws {
        let (lines, invoice) = try read(text)
        #expect(lines.isEmpty)
        #expect(invoice.problems == [ReadingProblem(reason: reason, location: "invoices/G1/ReconFile.csv")])
    }

    @Test func `Two columns of one field may not contradict each other`() throws {
        var text = BilledLine.csvHeader().replacing("\r\n", with: ",TotalForCustomer\r\n")
        for cell in ["23.80", "", "23.81"] { text += BilledLine().csv.replacing("\r\n", with: ",\(cell)\r\n") }
        let (lines, invoice) = try read(text)
        #expect(lines.count == 2)
        #expect(invoice.rejected.map(\.reason) == ["Total is given twice with different values"])
    }
}

import BillingModel
import Testing

@testable import InvoiceIntake

/// The documents that Microsoft publishes, read as they are.
@Suite struct PublicSamplesTests {
    private func read(
        _ pages: [(folder: String, fixture: String)]
    ) throws -> (sink: CollectingSink, reading: SnapshotReading) {
        let disk = try SnapshotOnDisk().write(#"{"items":[]}"#, to: "invoices.json")
        for (index, page) in pages.enumerated() {
            try disk.write(
                SnapshotOnDisk.fixture(page.fixture),
                to: "invoices/1234000000/lineitems/\(page.folder)/page-000\(index + 1).json")
        }
        var sink = CollectingSink()
        let reading = try SnapshotReader(directory: disk.path).read(into: &sink)
        return (sink, reading)
    }

    @Test func `Legacy licences`() throws {
        let (sink, reading) = try read([("office-billinglineitems", "office-billing.json")])
        let line = try #require(sink.lines.first)
        #expect(sink.lines.count == 2)
        #expect(line[.customerID] == "74221236-d09c-4870-ac1d-33e155e9aebe")
        #expect(line[.subscriptionID] == "4KIKawEAAAAAAAEA")
        #expect(line[.legacySubscriptionGUID] == "1f58acd7-fe51-4705-9567-d009c9ada150")
        #expect(line.texts.text(line.item.item) == "aaa5b3f0-0ee2-431b-a42f-3f18f3c6d540")
        #expect(line[.orderID] == "567735045559164136" && line[.resellerMPN].isEmpty)
        #expect(line[.productName] == "EXCHANGE ONLINE (PLAN 2)")
        #expect(line.item.traits == [.legacy] && line.item.kind == .recurring && line.item.billingFrequency == .monthly)
        #expect(line.item.quantity == "3" && line.item.form == .pageOffice)
        // The published page says that another one follows.
        #expect(reading.invoices.first?.problems.map(\.reason) == ["the last page says that another one follows"])
    }

    @Test func `Legacy usage`() throws {
        let (sink, _) = try read([("azure-billinglineitems", "azure-billing.json")])
        let line = try #require(sink.lines.first)
        #expect(sink.lines.count == 2)
        #expect(line.item.subtotal == "63.33" && line.item.tax == "6.34" && line.item.total == "69.67")
        #expect(line.item.billableQuantity == "745" && line.item.quantity == "745" && line.item.unitPrice == "0.085")
        #expect(line.texts.text(line.item.item) == "505db374-df8a-44df-9d8c-13c14b61dee1:7UD-00001")
        #expect(line[.customerName] == "601 tests" && line[.meterDescription] == "S1" && line[.unitType] == "1 Hour")
        #expect(line.item.traits == [.legacy, .usage, .bothQuantities] && line.item.kind == .usage)
        #expect(line.item.chargeType == .legacyUsage)
        #expect(sink.lines[1].item.billableQuantity == "0.000882" && sink.lines[1].item.subtotal == .zero)
    }

    @Test func `New commerce over two pages`() throws {
        let (sink, reading) = try read([
            ("onetime-billinglineitems", "onetime-billing.json"),
            ("onetime-billinglineitems", "onetime-billing-next.json"),
        ])
        #expect(sink.lines.map { "\($0.item.total)" } == ["470.67", "28.72", "1577.24"])
        #expect(sink.lines.map { $0.item.source.line } == [1, 2, 1])
        let line = try #require(sink.lines.first)
        #expect(line[.customerID] == "9060d13d-c5ed-482e-b059-a15a38000000" && line[.alternateID] == "1234278124b8")
        #expect(line[.publisher] == "Test Networks Inc" && line.item.traits.contains(.otherPublisher))
        #expect(line.item.billableQuantity == "0.0159369774" && line.item.quantity == "1")
        #expect(line.item.subscriptionStart == "2019-01-03" && line.item.chargeStart == nil)
        let invoice = try #require(reading.invoices.first)
        #expect(invoice.isComplete && invoice.lines == 3 && invoice.invoice.isHeaderless)
        #expect(invoice.invoice.currency == CurrencyCode("USD"))
    }

    @Test func `Daily rated usage keeps all its digits and is no charge`() throws {
        let (sink, reading) = try read([("onetime-usagelineitems", "rated-usage.json")])
        #expect(sink.lines.map { $0.item.form } == [.ratedUsage, .ratedUsage])
        #expect(sink.lines[0].item.subtotal == "0.486031696515249" && sink.lines[0].item.kind == .usage)
        #expect(sink.lines[1].item.effectiveUnitPrice == "0.1999968000511991808131")
        #expect(sink.lines[0][.meterDescription].hasPrefix("Test Test on Windows - "))
        #expect(sink.lines[0].item.traits.contains(.foreignInvoice))
        let invoice = try #require(reading.invoices.first)
        #expect(invoice.lines == 0 && invoice.usageLines == 2 && invoice.form == nil)
        #expect(invoice.isComplete && !invoice.usageIsComplete)
    }

    @Test func `A v2 manifest`() throws {
        let disk = try SnapshotOnDisk().write(SnapshotOnDisk.fixture("manifest.json"), to: "manifest.json")
        var reader = DocumentReader(limits: .standard)
        #expect(reader.load(path: disk.path + "/manifest.json").failure == nil)
        let manifest = ExportManifest(reader)
        #expect(manifest.names == ["part-00049-b016029b-a7a7-4c46-9b5e-c925ac317ac6.c000.json.gz"])
        #expect(manifest.problems.isEmpty)
    }
}

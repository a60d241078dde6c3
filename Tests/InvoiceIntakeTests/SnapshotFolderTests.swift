import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct SnapshotFolderTests {
    private let one = BilledLine()

    @Test func `Without headers every folder is a headerless invoice in the currency of its first line`() throws {
        let disk = try SnapshotOnDisk().write(
            LineFiles.portal([BilledLine(["Currency": "gbp"])]), to: "invoices/G1/r.csv")
        try disk.write(LineFiles.portal([one]), to: "invoices/OneTime-G0/r.csv")
        let (_, reading, _) = try readSnapshot(disk)
        #expect(reading.headersMissing)
        #expect(reading.invoices.map(\.invoice.id) == ["G0", "G1"])
        #expect(reading.invoices.allSatisfy { $0.invoice.isHeaderless && $0.invoice.totalCharges == .zero })
        #expect(reading.invoices.map(\.invoice.currency) == [CurrencyCode("EUR"), CurrencyCode("GBP")])
        #expect(reading.invoices[0].invoice.period == BillingPeriod("2026-10-01", "2026-10-31"))
    }

    @Test func `Headers that cannot be read are missing, and it is told`() throws {
        let disk = try SnapshotOnDisk().write("{\"items\":[", to: "invoices.json").write(
            LineFiles.portal([one]), to: "invoices/G1/r.csv")
        let (_, reading, invoice) = try readSnapshot(disk)
        #expect(reading.headersMissing && invoice.invoice.isHeaderless)
        #expect(
            reading.findings.map { "\($0.location): \($0.message)" } == ["invoices.json: not a whole JSON document"])
    }

    @Test func `A folder that is no snapshot is an error, an absent one too`() throws {
        let disk = try SnapshotOnDisk().write("x", to: "file.txt")
        var sink = CollectingSink()
        #expect(throws: IntakeError.notASnapshot(path: disk.path)) {
            try SnapshotReader(directory: disk.path).read(into: &sink)
        }
        #expect(throws: IntakeError.unreadable(path: disk.path + "/absent", reason: "no such folder")) {
            try SnapshotReader(directory: disk.path + "/absent").read(into: &sink)
        }
    }

    @Test func `Folders and files that a run leaves aside are told`() throws {
        let disk = try snapshot([
            "r.csv": LineFiles.portal([one]), "notes.txt": "x", "statement.pdf": "%PDF-1.4", "more/x.json": "{}",
        ])
        try disk.write(LineFiles.portal([one]), to: "invoices/unbilled/r.csv")
        try disk.write(LineFiles.portal([one]), to: "invoices/not an id/r.csv")
        try disk.write("x", to: "invoices/G1/lineitems/other-things/page-0001.json")
        try disk.write("x", to: "invoices/G1/" + pagesFolder + "readme.json")
        let (sink, reading, _) = try readSnapshot(disk)
        #expect(sink.lines.count == 1 && reading.invoices.count == 1)
        #expect(
            reading.findings.map { "\($0.weight) \($0.location): \($0.message)" } == [
                "note invoices/G1/lineitems/onetime-billinglineitems/readme.json: not read: no page-NNNN.json",
                "warning invoices/G1/lineitems/other-things: not read: no known provider and type of line items",
                "note invoices/G1/more: not read: an unknown folder",
                "note invoices/G1/notes.txt: not read: an unknown file",
                "warning invoices/not an id: not read: the folder's name is no plain invoice id",
                "note invoices/unbilled: the open period is not read as billed",
            ])
    }

    @Test func `A link that leads out of the snapshot is not followed, one inside is`() throws {
        let outside = try SnapshotOnDisk().write(LineFiles.portal([one]), to: "r.csv")
        let disk = try snapshot(["r.csv": LineFiles.portal([one])])
        try disk.link("invoices/G1/s.csv", to: outside.path + "/r.csv")
        try disk.link("invoices/G1/t.csv", to: "nowhere")
        try disk.write(LineFiles.portal([BilledLine(["OrderId": "O2"])]), to: "shared/u.csv")
        try disk.link("invoices/G1/u.csv", to: "../../shared/u.csv")
        let (sink, _, invoice) = try readSnapshot(disk)
        #expect(sink.lines.map { $0[.orderID] } == ["O1", "O2"])
        #expect(
            invoice.problems.map { "\($0.location): \($0.reason)" } == [
                "invoices/G1/s.csv: not read: a link that leads out of the snapshot is not followed",
                "invoices/G1/t.csv: not read: a link that leads nowhere",
            ])
    }

    @Test func `Two folders of one invoice: the first is read, and the invoice is not whole`() throws {
        let disk = try snapshot(["r.csv": LineFiles.portal([one])]).write(
            LineFiles.portal([one, one]), to: "invoices/OneTime-G1/r.csv")
        let (sink, reading, invoice) = try readSnapshot(disk)
        #expect(sink.lines.count == 1 && reading.invoices.count == 1)
        #expect(invoice.problems.map(\.location) == ["invoices/OneTime-G1"])
    }

    @Test func `A file beside its own .gz is read once`() throws {
        let disk = try snapshot(["r.csv": LineFiles.portal([one])])
        try disk.write(StoredGzip.member(LineFiles.portal([one])), to: "invoices/G1/r.csv.gz")
        let (sink, reading, _) = try readSnapshot(disk)
        #expect(sink.lines.count == 1)
        #expect(reading.findings.map(\.message) == ["not read: the same file lies here without .gz"])
    }

    @Test func `Invoices come by id, lines in batches over all of them`() throws {
        let disk = try SnapshotOnDisk()
        for id in ["G3", "G1", "G2"] {
            let lines = (0..<1_500).map { BilledLine(["OrderId": "\"\(id)-\($0)\"", "InvoiceNumber": "\"\(id)\""]) }
            try disk.write(LineFiles.blob(lines), to: "invoices/\(id)/reconciliation/part-0.json")
        }
        let (sink, reading, _) = try readSnapshot(disk)
        #expect(sink.batchSizes == [2_000, 2_000, 500])
        #expect(
            sink.lines.map { $0[.orderID] } == ["G1", "G2", "G3"].flatMap { id in (0..<1_500).map { "\(id)-\($0)" } })
        #expect(sink.lines.map { Int($0.item.invoice.index) } == (0..<4_500).map { $0 / 1_500 })
        #expect(reading.invoices.map(\.lines) == [1_500, 1_500, 1_500])
    }

    @Test func `What the sink throws stops the reading`() throws {
        struct Full: Error {}
        struct FullSink: LineSink {
            mutating func take(_ batch: consuming LineBatch) throws { throw Full() }
        }
        var sink = FullSink()
        let disk = try snapshot(["r.csv": LineFiles.portal([one])])
        #expect(throws: Full.self) { try SnapshotReader(directory: disk.path).read(into: &sink) }
    }

    @Test func `Documents count from the first index given`() throws {
        var sink = CollectingSink()
        let disk = try snapshot(["r.csv": LineFiles.portal([one])])
        let reading = try SnapshotReader(directory: disk.path, firstDocument: DocumentIndex(5)).read(into: &sink)
        #expect(reading.documents.map(\.name) == ["invoices.json", "invoices/G1/r.csv"])
        #expect(sink.lines.map { $0.item.source.document.index } == [6])
    }

    @Test func `A listing names every file that a run reads, and tells when one changed`() throws {
        let disk = try snapshot([
            "r.csv": LineFiles.portal([one]), "reconciliation/manifest.json": "{}", "notes.txt": "x",
        ])
        try disk.write("{}", to: "balance.json")
        let before = try SnapshotListing(directory: disk.path)
        #expect(
            before.files.map(\.path) == [
                "balance.json", "invoices.json", "invoices/G1/r.csv", "invoices/G1/reconciliation/manifest.json",
            ])
        #expect(try SnapshotListing(directory: disk.path) == before)
        try disk.write(LineFiles.portal([one, one]), to: "invoices/G1/r.csv")
        #expect(try SnapshotListing(directory: disk.path) != before)
    }
}

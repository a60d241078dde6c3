import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct SnapshotCompletenessTests {
    private let one = BilledLine()

    private func problems(_ files: KeyValuePairs<String, String>) throws -> [String] {
        try readSnapshot(snapshot(files)).invoice.problems.map { "\($0.location): \($0.reason)" }
    }

    @Test func `Every blob of the manifest has to be there, with or without .gz`() throws {
        let folder = "reconciliation/"
        let manifest = LineFiles.manifest(["a.json.gz", "b.json", "c.json.gz", "d.json"])
        let disk = try snapshot([
            folder + "manifest.json": manifest, folder + "a.json": LineFiles.blob([one]),
            folder + "c.json.gz": LineFiles.blob([one, one]),
            folder + "e.json": LineFiles.blob([one]),
        ])
        try disk.write(StoredGzip.member(LineFiles.blob([one, one, one])), to: "invoices/G1/reconciliation/b.json.gz")
        let (sink, reading, invoice) = try readSnapshot(disk)
        #expect(sink.lines.count == 6)
        #expect(
            invoice.problems == [
                ReadingProblem(
                    reason: "a blob that the manifest names is missing", location: "invoices/G1/reconciliation/d.json")
            ])
        #expect(
            reading.findings.map { "\($0.location): \($0.message)" } == [
                "invoices/G1/reconciliation/e.json: not read: the manifest does not name it"
            ])
    }

    @Test(arguments: [
        (
            LineFiles.manifest(["../../invoices.json"]),
            #"the manifest names a blob that is no plain file name: "../../invoices.json""#
        ),
        (LineFiles.manifest(["/etc/passwd"]), #"the manifest names a blob that is no plain file name: "/etc/passwd""#),
        (LineFiles.manifest([""]), #"the manifest names a blob that is no plain file name: """#),
        (LineFiles.manifest(["a.json"], count: 2), "the manifest says 2 blobs and names 1"),
        ("{\"id\":1}", "the manifest lists no blobs"), ("{", "not a whole JSON document"),
        ("[]", "the manifest lists no blobs"),
    ])
    func `A manifest that cannot be trusted leaves the invoice incomplete`(manifest: String, reason: String) throws {
        let found = try problems([
            "reconciliation/manifest.json": manifest, "reconciliation/a.json": LineFiles.blob([one]),
        ])
        #expect(found == ["invoices/G1/reconciliation/manifest.json: " + reason])
    }

    @Test func `Page numbers run from 1 without a gap, and the last page says so`() throws {
        let location = "invoices/G1/lineitems/onetime-billinglineitems"
        let lines = [BilledLine(["OrderId": "\"O1\""]), BilledLine(["OrderId": "\"O2\""])]
        #expect(
            try problems([
                pagesFolder + "page-0001.json": LineFiles.page([lines[0]], next: true),
                pagesFolder + "page-0002.json": LineFiles.page([lines[1]]),
            ]).isEmpty)
        #expect(
            try problems([
                pagesFolder + "page-0002.json": LineFiles.page([lines[0]]),
                pagesFolder + "page-0004.json": LineFiles.page([lines[1]], next: true),
            ]) == [
                "\(location): page 1 is missing", "\(location): page 3 is missing",
                "\(location)/page-0004.json: the last page says that another one follows",
            ])
        let token = "{\"items\":[\(one.json)],\"continuationToken\":\"abc\"}"
        #expect(try problems([pagesFolder + "page-1.json": token]).count == 1)
        #expect(try problems([pagesFolder + "page-1.json": token.replacing("abc", with: "")]).isEmpty)
        let last = "{\"items\":[\(one.json)],\"continuationToken\":\"abc\",\"links\":{\"self\":{\"uri\":\"/x\"}}}"
        #expect(try problems([pagesFolder + "page-1.json": last]).isEmpty)
    }

    @Test func `A page that is cut gives no line and is a problem`() throws {
        let page = LineFiles.page([one, one])
        let disk = try snapshot([
            pagesFolder + "page-0001.json": String(page.dropLast(20)),
            pagesFolder + "page-0002.json": LineFiles.page([one]),
        ])
        let (sink, _, invoice) = try readSnapshot(disk)
        #expect(sink.lines.count == 1)
        #expect(invoice.problems.map(\.reason) == ["not a whole JSON document"])
    }

    @Test func `A bad item of a page is rejected alone, with its own text`() throws {
        let bad = BilledLine(["Currency": "\"?\""])
        let (sink, _, invoice) = try readSnapshot(
            snapshot([pagesFolder + "page-0001.json": LineFiles.page([one, bad, one])]))
        #expect(sink.lines.map { $0.item.source.line } == [1, 3])
        #expect(invoice.rejected.map(\.reason) == ["Currency is no currency: ?"])
        #expect(invoice.rejected.map(\.rawText) == [bad.json] && invoice.isComplete)
    }

    @Test func `A page or blob that repeats another byte for byte is dropped with a note, wherever it stands`() throws {
        let page = LineFiles.page([one])
        let disk = try snapshot([
            pagesFolder + "page-0001.json": page,
            pagesFolder + "page-0002.json": LineFiles.page([BilledLine(["OrderId": "\"O2\""])]),
            pagesFolder + "page-0003.json": page,
        ])
        let (sink, reading, invoice) = try readSnapshot(disk)
        #expect(sink.lines.map { $0[.orderID] } == ["O1", "O2"])
        #expect(invoice.isComplete)
        #expect(
            reading.findings.map { "\($0.location): \($0.message)" } == [
                "invoices/G1/lineitems/onetime-billinglineitems/page-0003.json: dropped: it repeats page-0001.json byte for byte"
            ])
        // Equal lines inside different pages are lines.
        let lines = try readSnapshot(
            snapshot([
                pagesFolder + "page-0001.json": LineFiles.page([one]),
                pagesFolder + "page-0002.json": LineFiles.page([one, one]),
            ]))
        #expect(lines.sink.lines.count == 3)
    }

    @Test func `A truncated blob gives the lines before the cut and is a problem, wherever it is cut`() throws {
        let lines = (1...40).map { BilledLine(["OrderId": "\"O\($0)\""]) }
        let whole = StoredGzip.member(LineFiles.blob(lines))
        for length in stride(from: 15, to: whole.count, by: 997) {
            let disk = try SnapshotOnDisk().write(oneHeader, to: "invoices.json")
            try disk.write(Array(whole[..<length]), to: "invoices/G1/reconciliation/part-0.json.gz")
            let (sink, _, invoice) = try readSnapshot(disk)
            #expect(invoice.problems.map(\.reason) == ["the gzip stream ends early"])
            #expect(sink.lines.map { $0[.orderID] } == (1...40).map { "O\($0)" }.prefix(sink.lines.count).map { $0 })
            #expect(invoice.rejectedLines == 0 && sink.lines.count <= 40)
        }
    }

    @Test func `A header with charges and no lines is not whole; a voided one and one without charges are`() throws {
        #expect(try problems([:]) == ["invoices/G1: the header has charges of 23.80 EUR, but there are no lines"])
        for changed in [
            oneHeader.replacing("23.80", with: "0"),
            oneHeader.replacing("\"id\"", with: "\"documentType\":\"void_note\",\"id\""),
        ] {
            #expect(try readSnapshot(SnapshotOnDisk().write(changed, to: "invoices.json")).invoice.isComplete)
        }
    }

    @Test func `Manifest without blobs: another form feeds, and the gap is told`() throws {
        let disk = try snapshot([
            "reconciliation/manifest.json": LineFiles.manifest(["a.json"]), "r.csv": LineFiles.portal([one]),
        ])
        let (sink, _, invoice) = try readSnapshot(disk)
        #expect(sink.lines.count == 1 && invoice.form == .portalCSV && !invoice.isComplete)
    }
}

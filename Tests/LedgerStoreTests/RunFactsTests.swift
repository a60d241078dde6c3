import BillingModel
import Testing

@testable import LedgerStore

@Suite("Runs, documents, headers, rejected lines")
struct RunFactsTests {
    @Test("A completed run is found by its key alone")
    func completed() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Night([("G1", [Line()])]))
        let ledger = try test.open()
        func key(
            version: String = "1.0", asOf: CalendarDate = "2026-10-10", rules: String = "rules",
            options: String = "options", input: String = "input"
        ) -> RunKey {
            RunKey(toolVersion: version, asOf: asOf, rulesDigest: rules, optionsDigest: options, inputDigest: input)
        }
        let run = try #require(try ledger.completedRun(key()))
        #expect(run.exitStatus == 0)
        #expect(run.reportDigests == ["discrepancies.csv": "abc"])
        #expect(run == (try ledger.lastRuns().first))
        for other in [
            key(version: "1.1"), key(asOf: "2026-10-11"), key(rules: "x"), key(options: "x"), key(input: "x"),
        ] {
            #expect(try ledger.completedRun(other) == nil)
        }
    }

    @Test("A document is entered when it is new or brought something, and named by each run that read it")
    func documents() throws {
        let test = try TestLedger()
        var night = Night([("G1", [Line("order-1")])], orders: [Order()])
        try test.night("2026-10-10", night)
        try test.night("2026-10-11", night)
        #expect(
            try test.texts("SELECT name FROM source_documents ORDER BY document_no") == ["part-1.json", "orders.csv"])
        #expect(try test.number("SELECT count(*) FROM run_documents") == 4)

        // The same bytes under the same name that bring a line after all (an invoice not read whole before).
        night.invoices[0].lines.append(Line("order-2"))
        try test.night("2026-10-12", night)
        #expect(
            try test.texts("SELECT name FROM source_documents ORDER BY document_no")
                == ["part-1.json", "orders.csv", "part-1.json"])

        // Other bytes.
        night.documents[1] = SourceDocument(name: "orders.csv", digest: "d9", byteCount: 20)
        try test.night("2026-10-13", night)
        #expect(try test.texts("SELECT digest FROM source_documents WHERE name = 'orders.csv'") == ["d2", "d9"])
    }

    @Test("A header is kept in versions: an unchanged one adds nothing")
    func headers() throws {
        let test = try TestLedger()
        let ledger = try test.open()
        var voided = Invoice.test("G1", total: "90.00")
        voided.standing = .voided(by: "G2")
        let nights: [(header: Invoice, posted: Int)] = [
            (.test("G1"), 1), (.test("G1"), 0), (.test("G1", total: "90.00"), 1), (voided, 1), (voided, 0),
            (.test("G1"), 1),
        ]
        let first: CalendarDate = "2026-10-10"
        for (index, night) in nights.enumerated() {
            let run = try ledger.beginRun(.test(first.adding(days: index)))
            try run.register(invoices: ["G1"])
            try run.record(headers: [night.header])
            #expect(try run.finishReading { _ in false }.headersPosted == night.posted, "night \(index)")
            try run.commit(.test)
        }
        #expect(
            try test.texts("SELECT total_charges || ' ' || standing FROM invoice_headers ORDER BY header_no")
                == ["100.00 active", "90.00 active", "90.00 voided", "100.00 active"])
    }

    @Test("A rejected line is kept once")
    func rejected() throws {
        let test = try TestLedger()
        let ledger = try test.open()
        func line(_ number: Int, _ raw: String) -> RejectedLineFact {
            RejectedLineFact(
                invoice: InvoiceIndex(0), source: SourceLocation(document: DocumentIndex(0), line: number),
                reason: "subtotal is no number", raw: raw)
        }
        let nights: [(lines: [RejectedLineFact], posted: Int)] = [
            ([line(1, "{"), line(2, "{")], 2), ([line(1, "{"), line(2, "{")], 0), ([line(1, "{}")], 1),
            ([line(3, "")], 1),
        ]
        for (index, night) in nights.enumerated() {
            let run = try ledger.beginRun(.test("2026-10-10"))
            try run.register(invoices: ["G1"])
            try run.post(rejected: night.lines)
            try run.seal(documents: [SourceDocument(name: "part-1.json", digest: "d", byteCount: 3)])
            #expect(try run.finishReading { _ in false }.rejectedLinesPosted == night.posted, "night \(index)")
            try run.commit(.test)
        }
        #expect(try test.texts("SELECT raw FROM rejected_lines ORDER BY rejected_no") == ["{", "{", "{}", ""])
    }

    @Test("File identities are those of the last run")
    func files() throws {
        let test = try TestLedger()
        let ledger = try test.open()
        let old = FileIdentity(path: "a", size: 1, modified: 2, changed: 3, inode: 4, digest: "x")
        let new = FileIdentity(path: "b", size: 1, modified: -2, changed: 3, inode: .max, digest: "y")
        for files in [[old], [new]] {
            let run = try ledger.beginRun(.test("2026-10-10"))
            try run.replaceFileIdentities(files)
            try run.commit(.test)
        }
        #expect(try ledger.fileIdentities() == [new])
    }
}

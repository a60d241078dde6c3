import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct InvoiceHeadersTests {
    private func read(_ bytes: [UInt8]) throws -> (invoices: [Invoice], findings: [String]) {
        let disk = try SnapshotOnDisk().write(bytes, to: "invoices.json")
        var sink = CollectingSink()
        let reading = try SnapshotReader(directory: disk.path).read(into: &sink)
        return (reading.invoices.map(\.invoice), reading.findings.map { "\($0.location): \($0.message)" })
    }

    private func read(_ items: String) throws -> (invoices: [Invoice], findings: [String]) {
        try read(Array("{\"items\":[\(items)]}".utf8))
    }

    /// A header in the wire's words.
    private static func header(
        _ id: String, _ documentType: String = "invoice", amends: String? = nil, total: String = "100",
        nested: String = ""
    ) -> String {
        """
        {"id":"\(id)","invoiceDate":"2026-10-08T01:22:47.603895Z","totalCharges":\(total),"paidAmount":0,\
        "currencyCode":"EUR","documentType":"\(documentType)"\(amends.map { ",\"amendsOf\":\"\($0)\"" } ?? ""),\
        "amendments":[\(nested)]}
        """
    }

    @Test func `The published collection: a legacy invoice, and one that its amendment replaces`() throws {
        let (invoices, findings) = try read(SnapshotOnDisk.fixture("invoices-collection.json"))
        #expect(invoices.map(\.id) == ["D02005YFHI", "G000024130", "G000024131"])
        #expect(invoices.map(\.standing) == [.active, .superseded(by: "G000024131"), .active])
        #expect(invoices[0].isLegacy && invoices[0].paidAmount == "1000" && invoices[0].currency == CurrencyCode("GBP"))
        #expect(invoices[1].documentType == .voidNote && invoices[1].totalCharges == "586366")
        #expect(invoices[2].documentType == .adjustmentNote && invoices[2].amends == "G000024130")
        #expect(invoices[2].totalCharges == "107661.12" && invoices[2].date == "2018-02-08")
        #expect(invoices[2].period == BillingPeriod("2018-01-01", "2018-01-31"))
        #expect(findings.contains("invoices.json: more invoices follow on another page, which is not here"))
    }

    @Test func `A single invoice and a bare array are lists too`() throws {
        let (single, _) = try read(SnapshotOnDisk.fixture("invoice-by-id.json"))
        #expect(single.map(\.id) == ["G000024135"])
        #expect(single.map(\.period) == [BillingPeriod("2018-02-01", "2018-02-28")])
        #expect(try read(Array("[\(Self.header("G2")),\(Self.header("G1"))]".utf8)).invoices.map(\.id) == ["G1", "G2"])
    }

    @Test func `A byte order mark and non-breaking spaces between tokens are white space, inside texts they stay`()
        throws
    {
        let text = "\u{FEFF}{\u{A0}\"items\":\u{A0}[\n\u{A0}\u{A0}" + Self.header("G1", "no\u{A0}te \\\" x") + "]}"
        let (invoices, _) = try read(Array(text.utf8))
        #expect(invoices.map(\.documentType) == [.unrecognised("no\u{A0}te \" x")])
    }

    @Test(
        arguments: [
            ("0.1999968000511991808131", "0.1999968000511991808131"), ("\"586366.10\"", "586366.10"),
            ("-0.01", "-0.01"),
            ("90071992547.409931", "90071992547.409931"),
        ] as [(String, Amount)])
    func `Totals are exact to the last digit`(token: String, total: Amount) throws {
        #expect(try read(Self.header("G1", total: token)).invoices.map(\.totalCharges) == [total])
    }

    @Test(
        arguments: [
            // The void note voids what it amends and goes with it; one that amends nothing is the voided original.
            ([header("G1"), header("G2", "void_note", amends: "G1")], [.voided(by: "G2"), .voidingNote]),
            ([header("G1", "VoidNote")], [.voided(by: nil)]),
            // An adjustment with a positive total replaces, nested or not; a negative one stands beside.
            ([header("G1", nested: header("G2", "adjustment_note"))], [.superseded(by: "G2"), .active]),
            ([header("G1"), header("G2", "adjustment_note", amends: "g1")], [.superseded(by: "G2"), .active]),
            ([header("G1"), header("G2", "adjustment_note", amends: "G1", total: "-5")], [.active, .active]),
            ([header("G1"), header("G2", "adjustment_note", amends: "G1", total: "0")], [.active, .active]),
            ([header("G1"), header("G2", "credit_note", amends: "G1")], [.active, .active]),
            // A voided adjustment replaces nothing.
            (
                [header("G1"), header("G2", "adjustment_note", amends: "G1"), header("G3", "void_note", amends: "G2")],
                [.active, .voided(by: "G3"), .voidingNote]
            ),
            // A replacement that is replaced in its turn has replaced its original all the same.
            (
                [
                    header("G1"), header("G2", "adjustment_note", amends: "G1"),
                    header("G3", "adjustment_note", amends: "G2"),
                ], [.superseded(by: "G2"), .superseded(by: "G3"), .active]
            ),
            // A void invoice stays void whatever amends it.
            (
                [header("G1"), header("G2", "void_note", amends: "G1"), header("G3", "adjustment_note", amends: "G1")],
                [.voided(by: "G2"), .voidingNote, .active]
            ),
            // Nested and top-level is one document.
            (
                [header("G1", nested: header("G2", "void_note")), header("OneTime-G2", "void_note")],
                [.voided(by: "G2"), .voidingNote]
            ),
        ] as [([String], [Invoice.Standing])])
    func `How documents stand`(headers: [String], standing: [Invoice.Standing]) throws {
        for order in [headers, headers.reversed()] {
            let (invoices, _) = try read(order.joined(separator: ","))
            #expect(invoices.map(\.standing) == standing)
        }
    }

    @Test(arguments: [
        (header("../G1"), "the header of ../G1 is left out: id is no plain id: ../G1"),
        (header(""), "the header of an invoice is left out: id is missing"),
        (header("G9", total: "\"1e5\""), "the header of G9 is left out: totalCharges is no amount: 1e5"),
        (
            header("G9").replacing("EUR", with: "EURO"),
            "the header of G9 is left out: currencyCode is no currency: EURO"
        ),
        (
            header("G9").replacing("2026-10-08T01:22:47.603895Z", with: "0001-01-01"),
            "the header of G9 is left out: invoiceDate is no date: 0001-01-01"
        ),
        ("17", "JSON, but not an object"),
    ])
    func `A header that cannot be read is told, and the others are read`(bad: String, message: String) throws {
        let (invoices, findings) = try read([Self.header("G1"), bad, Self.header("G2")].joined(separator: ","))
        #expect(invoices.map(\.id) == ["G1", "G2"])
        #expect(findings.contains("invoices.json#2: " + message))
    }

    @Test func `Two different headers of one id: the first counts, and it is told`() throws {
        let (invoices, findings) = try read(Self.header("G1") + "," + Self.header("g1", total: "101"))
        #expect(invoices.map(\.totalCharges) == ["100"])
        #expect(findings.contains("invoices.json#2: g1 is listed twice and differently; the first one counts"))
    }
}

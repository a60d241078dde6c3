import BillingModel
import MatchingEngine
import Testing

/// Whole documents: control totals, completeness, voids, replacements, balances.
struct DocumentFindingsTests {
    private static func facts(
        _ id: String = "G1", header: Amount, lines: [(String, Amount)], standing: Invoice.Standing = .active,
        edit: (inout InvoiceReadingFacts) -> Void = { _ in }
    ) -> InvoiceReadingFacts {
        let invoice = Invoice(
            id: id, date: "2026-02-08", period: nil, currency: eur, totalCharges: header, standing: standing)
        let totals = lines.map { code, total in
            var row = ControlTotals(
                invoiceID: id, invoiceDate: "2026-02-08", documentType: "invoice", currency: Drafts.currency(code))
            row.linesRead = 1
            row.subtotal = total
            row.total = total
            if code == "EUR" { row.headerTotal = header }
            return row
        }
        var facts = InvoiceReadingFacts(invoice: invoice, totals: totals)
        edit(&facts)
        return facts
    }

    private func found(_ facts: InvoiceReadingFacts) -> [String] {
        var findings = DocumentFindings(rules: ReconciliationRules())
        findings.check(facts)
        return findings.discrepancies.map(Reseller.text)
    }

    @Test("Header against lines, tolerance 0.05")
    func header() {
        #expect(found(DocumentFindingsTests.facts(header: "1937.44", lines: [("EUR", "1937.44")])) == [])
        #expect(found(DocumentFindingsTests.facts(header: "1937.44", lines: [("EUR", "1937.49")])) == [])
        #expect(
            found(DocumentFindingsTests.facts(header: "2122.45", lines: [("EUR", "1937.44")])) == [
                "header_total_mismatch 2122.45 1937.44"
            ])
    }

    @Test("A line that names another currency is the fault, not the sum")
    func currency() {
        #expect(
            found(DocumentFindingsTests.facts(header: "100.00", lines: [("EUR", "90.00"), ("USD", "10.00")])) == [])
        #expect(
            found(DocumentFindingsTests.facts(header: "100.00", lines: [("EUR", "80.00"), ("USD", "10.00")])) == [
                "header_total_mismatch 100.00 80.00"
            ])
    }

    @Test("An incomplete invoice is not judged by its sum")
    func incomplete() {
        let rejected = RejectedLineFacts(location: "part-0.json#7", reason: "no JSON object", raw: "{")
        #expect(
            found(DocumentFindingsTests.facts(header: "100.00", lines: [("EUR", "90.00")]) { $0.rejected = [rejected] })
                == ["line_rejected - -"])
        #expect(
            found(
                DocumentFindingsTests.facts(header: "100.00", lines: [("EUR", "90.00")]) {
                    $0.gaps = [(reason: "a blob is missing", location: "manifest.json")]
                }) == ["lines_incomplete - -"])
    }

    @Test("Voided and replaced")
    func voided() {
        let old = DocumentFindingsTests.facts(
            "G1", header: "10000.00", lines: [("EUR", "9000.00")], standing: .voided(by: "G2"))
        #expect(found(old) == ["invoice_voided - -"])
        // The published form: the original itself is flagged as void note, and an adjustment replaces it.
        let flagged = Invoice(
            id: "G1", date: "2026-02-08", period: nil, currency: eur, totalCharges: "10000.00",
            documentType: .voidNote, standing: .superseded(by: "G3"))
        #expect(found(InvoiceReadingFacts(invoice: flagged, totals: [])) == ["invoice_voided - -"])
        var findings = DocumentFindings(rules: ReconciliationRules())
        findings.checkReplacement(
            DocumentFindingsTests.facts("G3", header: "9400.00", lines: [("EUR", "9400.00")]),
            of: DocumentFindingsTests.facts(
                "G1", header: "10000.00", lines: [("EUR", "10000.00")], standing: .superseded(by: "G3")))
        #expect(findings.discrepancies.map(Reseller.text) == ["rebill_difference 10000.00 9400.00"])
    }

    @Test(
        "Balances, tolerance 0.05",
        arguments: [("300.00", []), ("300.05", []), ("300.06", ["balance_mismatch 300.00 300.06"])])
    func balance(_ reported: String, _ expected: [String]) {
        var findings = DocumentFindings(rules: ReconciliationRules())
        let open = Invoice(
            id: "G1", date: "2026-02-08", period: nil, currency: eur, totalCharges: "500.00", paidAmount: "-150.00")
        let credit = Invoice(
            id: "G2", date: "2026-02-09", period: nil, currency: eur, totalCharges: "-50.00", documentType: .creditNote)
        let void = Invoice(
            id: "G3", date: "2026-02-09", period: nil, currency: eur, totalCharges: "999.00", standing: .voided(by: nil)
        )
        findings.checkBalances(
            [
                ReportedBalanceFacts(
                    currency: eur, invoiceType: nil, amount: Amount(stringLiteral: reported), location: "b")
            ],
            [open, credit, void])
        #expect(findings.discrepancies.map(Reseller.text) == expected)
    }

    @Test("Tolerated differences beyond the limit") func material() {
        var findings = DocumentFindings(rules: ReconciliationRules())
        let invoice = Invoice(id: "G1", date: "2026-02-08", period: nil, currency: eur, totalCharges: "500.00")
        findings.reportMaterial("10.00", invoice, currency: eur, isWhole: true)
        findings.reportMaterial("-10.01", invoice, currency: eur, isWhole: true)
        #expect(findings.discrepancies.map(Reseller.text) == ["tolerated_difference_material 0.00 -10.01"])
    }
}

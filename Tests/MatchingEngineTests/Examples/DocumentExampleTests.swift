import BillingModel
import MatchingEngine
import Testing

/// Worked examples of the billing rules, section 7, about documents, balances and what stands beside each other.
struct DocumentExampleTests {
    private static func invoice(
        _ id: String, _ total: Amount, currency: String = "EUR", type: String = "OneTime",
        _ document: DocumentType = .invoice, standing: Invoice.Standing = .active
    ) -> Invoice {
        Invoice(
            id: id, date: "2019-09-08", period: nil, currency: Drafts.currency(currency), totalCharges: total,
            documentType: document, invoiceType: type, standing: standing)
    }

    private static func totals(_ invoice: Invoice, _ subtotal: Amount, tax: Amount = .zero) -> InvoiceReadingFacts {
        var row = ControlTotals(
            invoiceID: invoice.id, invoiceDate: invoice.date, documentType: "invoice", currency: invoice.currency)
        row.linesRead = 1
        row.subtotal = subtotal
        row.tax = tax
        row.total = subtotal + tax
        row.headerTotal = invoice.totalCharges
        return InvoiceReadingFacts(invoice: invoice, totals: [row])
    }

    private func found(_ check: (inout DocumentFindings) -> Void) -> [String] {
        var findings = DocumentFindings(rules: ReconciliationRules())
        check(&findings)
        return findings.discrepancies.map(Reseller.text)
    }

    @Test("7.19 GBP 202,955.87 recurring and 548,138.52 one-time are 751,094.39; CHF 1,230.33 apart")
    func balances() {
        let invoices = [
            Self.invoice("D1", "202955.87", currency: "GBP", type: "Recurring"),
            Self.invoice("G1", "548138.52", currency: "GBP"), Self.invoice("G2", "1230.33", currency: "CHF"),
        ]
        func reported(_ code: String, _ type: String?, _ amount: Amount) -> ReportedBalanceFacts {
            ReportedBalanceFacts(
                currency: Drafts.currency(code), invoiceType: type, amount: amount, location: "summary.json")
        }
        let parts = [
            reported("GBP", "Recurring", "202955.87"), reported("GBP", "OneTime", "548138.52"),
            reported("GBP", nil, "751094.39"), reported("CHF", nil, "1230.33"),
        ]
        #expect(found { $0.checkBalances(parts, invoices) } == [])
        #expect(
            found { $0.checkBalances([reported("GBP", nil, "752324.72")], invoices) } == [
                "balance_mismatch 751094.39 752324.72"
            ])
    }

    @Test("7.20 the flagged original and its adjustment are not two active invoices")
    func amended() {
        let original = Self.invoice(
            "G000024130", "586366.00", currency: "CHF", .voidNote, standing: .superseded(by: "G000024131"))
        let note = Self.invoice("G000024131", "107661.12", currency: "CHF", .adjustmentNote)
        #expect(found { $0.check(Self.totals(original, "586366.00")) } == ["invoice_voided - -"])
        #expect(
            found {
                $0.checkBalances(
                    [
                        ReportedBalanceFacts(
                            currency: Drafts.currency("CHF"), invoiceType: nil, amount: "107661.12", location: "b")
                    ], [original, note])
            } == [])
    }

    @Test("7.32 the header ties with a credit among the lines; 2,122.45 would mean a line of 185.01 is missing")
    func headerTie() {
        #expect(
            found { $0.check(Self.totals(Self.invoice("G1", "1937.44"), "1601.19", tax: "336.25")) } == [])
        #expect(
            found { $0.check(Self.totals(Self.invoice("G1", "2122.45"), "1601.19", tax: "336.25")) } == [
                "header_total_mismatch 2122.45 1937.44"
            ])
    }

    @Test("7.33 original, void and replacement count once: net 9,400.00")
    func creditAndRebill() {
        let original = Self.totals(Self.invoice("G1", "10000.00", standing: .superseded(by: "G3")), "10000.00")
        let replacement = Self.totals(Self.invoice("G3", "9400.00", .adjustmentNote), "9400.00")
        #expect(found { $0.checkReplacement(replacement, of: original) } == ["rebill_difference 10000.00 9400.00"])
        // The lines of the original are excluded: the charge on the replacement is no duplicate of them.
        var reseller = Reseller([
            purchase("P", "2026-01-20", qty: 10, price: 1000),
            line("P", .new, "2026-01-20"..."2026-01-20", qty: 10, price: 1000, sub: ""),
            line("P", .new, "2026-01-20"..."2026-01-20", qty: 10, price: 1000, sub: "", on: "2026-02"),
        ])
        reseller.adjust = { facts in
            let old = facts.invoice
            guard old.id.hasPrefix("G2026-01") else { return }
            facts.invoice = Invoice(
                id: old.id, date: old.date, period: old.period, currency: old.currency, totalCharges: old.totalCharges,
                standing: .superseded(by: "G2026-02"))
        }
        #expect(reseller.findings() == [])
        #expect(reseller.buckets() == ["matched 1 10000.00", "excluded 1 10000.00"])
    }

    @Test(
        "Reservations and neighbours",
        arguments: [
            ClassCase(
                "7.35 a reservation given back after ten months: no window of the book calls for the 2,288.00",
                [
                    purchase("R1", "2021-01-10", qty: 1, price: 3600),
                    order("R1", "2021-11-10", .cancel, qty: 0, price: 3600, cycle: .oneTime, sub: ""),
                    line("R1", .new, "2021-01-10"..."2021-01-10", qty: 1, price: 3600, sub: ""),
                    line("R1", .cancel, "2021-11-10"..."2021-11-10", qty: -1, price: 2288, unitPrice: 3600, sub: ""),
                ], "orphan_credit 0.00 -2288.00"),
            ClassCase(
                "7.36 the gap of 15 April",
                [
                    order("O1", "2026-03-15", qty: 10, price: "31.00"),
                    line("O1", .new, "2026-03-15"..."2026-04-14", qty: 10, price: "31.00"),
                    line("O1", .cycleCharge, "2026-04-16"..."2026-05-15", qty: 10, price: "31.00"),
                ], "period_gap 10.30 0.00"),
            ClassCase(
                "7.36 the overlap of 14 April",
                [
                    order("O1", "2026-03-15", qty: 10, price: "31.00"),
                    line("O1", .new, "2026-03-15"..."2026-04-14", qty: 10, price: "31.00"),
                    line("O1", .cycleCharge, "2026-04-14"..."2026-05-13", qty: 10, price: "31.00"),
                ], "period_overlap 0.00 10.30"),
        ])
    func linesOfExamples(_ row: ClassCase) { row.check() }
}

import BillingModel
import MatchingEngine
import Testing

/// `invoice_missing`: charges that were expected in a month without any invoice, added up per month and currency.
struct InvoiceMissingTests {
    /// The months and what was expected in them, as `2026-02 EUR 548.00`.
    private static func awaited(_ asOf: CalendarDate, covering: [String], _ entries: [Reseller.Entry]) -> [String] {
        var reseller = Reseller(entries, covering: covering)
        reseller.asOf = asOf
        return reseller.outcome().awaited.map { "\($0.key.month) \($0.key.currency) \($0.value.amount)" }.sorted()
    }

    @Test(
        "February's invoice is not there",
        arguments: [
            ("2026-03-08", []), ("2026-03-09", ["2026-02 EUR 548.00"]), ("2026-04-30", ["2026-02 EUR 548.00"]),
        ] as [(String, [String])])
    func afterTheEighth(_ asOf: String, _ months: [String]) {
        let entries = [tenSeats(), january(), march()]
        #expect(Self.awaited(CalendarDate(stringLiteral: asOf), covering: [], entries) == months)
    }

    @Test("nothing is missing before the first month with an invoice, nor where one is there without lines")
    func present() {
        #expect(Self.awaited("2026-06-09", covering: ["2026-04"], [tenSeats(), march()]) == ["2026-05 EUR 548.00"])
        #expect(
            Self.awaited("2026-05-08", covering: ["2026-02", "2026-04"], [tenSeats(), january(), march()]) == [])
    }

    @Test("an invoice in another currency does not stand for it")
    func otherCurrency() {
        let entries = [tenSeats(), january(), march()]
        #expect(Self.awaited("2026-03-20", covering: ["2026-02 USD"], entries) == ["2026-02 EUR 548.00"])
    }

    @Test("a voided invoice is there")
    func voided() {
        var reseller = Reseller([tenSeats(), january(), march()], covering: ["2026-02"])
        reseller.asOf = "2026-04-01"
        reseller.adjust = { facts in
            let old = facts.invoice
            guard old.id.hasPrefix("G2026-02") else { return }
            facts.invoice = Invoice(
                id: old.id, date: old.date, period: old.period, currency: old.currency, totalCharges: old.totalCharges,
                standing: .voided(by: nil))
        }
        #expect(reseller.outcome().awaited.isEmpty)
    }
}

import BillingModel
import MatchingEngine
import Testing

@testable import ReconciliationJob

@Suite struct InvoiceTallyTests {
    private func line(
        _ subtotal: Amount, tax: Amount = .zero, rate: ExactDecimal = .one, usage: Bool = false
    ) -> LineItem {
        var line = LineItem(currency: CurrencyCode("EUR") ?? CurrencyCode(letters: 0))
        line.subtotal = subtotal
        line.tax = tax
        line.total = subtotal + tax
        if usage {
            line.traits = [.usage]
            line.pricingCurrency = CurrencyCode("USD") ?? CurrencyCode(letters: 0)
            line.exchangeRate = rate
        }
        return line
    }

    private func tally(_ lines: [LineItem]) -> InvoiceTally {
        var tally = InvoiceTally(tolerances: Tolerances())
        for line in lines { tally.add(line) }
        tally.settle()
        return tally
    }

    @Test func `kinds and credits add up to the subtotal`() throws {
        var recurring = line("10.00")
        recurring.kind = .recurring
        let sums = try #require(
            tally([line("5.00"), recurring, line("2.50", usage: true), line("-4.00")]).totals.values.first)
        #expect(sums.oneTime == "5.00" && sums.recurring == "10.00" && sums.usage == "2.50" && sums.credits == "-4.00")
        #expect(sums.oneTime + sums.recurring + sums.usage + sums.credits == sums.subtotal)
        #expect(sums.linesRead == 4)
    }

    @Test func `the tax rate needs three lines and a majority`() {
        let two = [line("100.00", tax: "19.00"), line("50.00", tax: "9.50")]
        #expect(tally(two).prevailingTaxRate(InvoiceIndex(0)) == nil)
        #expect(tally(two + [line("10.00", tax: "1.90")]).prevailingTaxRate(InvoiceIndex(0)) == "0.19")
        let split = two + [line("10.00", tax: "1.90"), line("10.00"), line("20.00"), line("30.00")]
        #expect(tally(split).prevailingTaxRate(InvoiceIndex(0)) == nil)
    }

    @Test func `of two equally common rates the one with more money prevails`() {
        let pair = CurrencyPair(
            pricing: CurrencyCode("USD") ?? CurrencyCode(letters: 0),
            billing: CurrencyCode("EUR") ?? CurrencyCode(letters: 0))
        let lines = [line("1.00", rate: "0.84", usage: true), line("9.00", rate: "0.85", usage: true)]
        #expect(tally(lines).prevailingRates(InvoiceIndex(0)) == [pair: "0.85"])
        #expect(tally([lines[0]]).prevailingRates(InvoiceIndex(0)).isEmpty)
    }
}

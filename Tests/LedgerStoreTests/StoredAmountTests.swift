import BillingModel
import Testing

@testable import LedgerStore

@Suite("Amounts in the ledger")
struct StoredAmountTests {
    static let amounts: [Amount] = [
        "0", "0.01", "-0.01", "12.34", "-9.4297", "1.00005", "-1.00005", "0.0000000000000000000001",
        "-0.0000000000000000000001", "123456789.1234567890123456789012", "-999999999999.9999999999999999999999",
        "1000000000000", "-1000000000000",
    ]

    @Test("Three whole numbers of one sign hold it to the last digit", arguments: amounts)
    func split(amount: Amount) {
        let stored = StoredAmount(amount)
        #expect(stored.amount == amount)
        for part in [stored.main, stored.middle, stored.low] { #expect(part == 0 || (part > 0) == (amount.signum > 0)) }
        #expect(abs(stored.middle) < 1_000_000_000)
        #expect(abs(stored.low) < 1_000_000_000)
        #expect(stored.hasFraction == (amount.decimal.scale > 4))
    }

    @Test("Sums by SQL are the exact sums, with 22 decimals and both signs")
    func sums() throws {
        let test = try TestLedger()
        var lines: [Line] = []
        var sum = Amount.zero
        var state: UInt64 = 7
        for index in 0..<500 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            // Every third amount has cents only.
            let units = index % 3 == 0 ? Int128(state % 1_000_000) * 100_000_000_000_000_000_000 : Int128(state) * 7_919
            let amount = Amount(units: index % 5 == 0 ? -units : units)
            sum += amount
            lines.append(Line("order-\(index)", amount).with { $0.tax = Amount(units: amount.units / 7) })
        }
        try test.night("2026-10-10", Night([("G1", lines)]))
        let totals = try #require(try test.open().currentTotals(ofInvoice: "G1")[.eur])
        #expect(totals.subtotal == sum)
        #expect(totals.tax == lines.reduce(into: Amount.zero) { $0 += $1.tax })
        #expect(totals.total == totals.subtotal + totals.tax)
        // Only what is finer than four decimals is in the side table.
        #expect(
            try test.number("SELECT count(*) FROM charge_fractions WHERE field = 'subtotal'")
                == lines.filter { $0.subtotal.decimal.scale > 4 }.count)
    }
}

import BillingModel
import Testing

@testable import LedgerStore

@Suite("What nights came to")
struct NightWorthTests {
    private func post(_ night: NightWorth, to ledger: Ledger) throws {
        let run = try ledger.beginRun(.test(night.asOf))
        try run.replaceNightWorth(night)
        try run.commit(.test)
    }

    @Test("The last nights before a date come oldest first, each as its last run left it")
    func nights() throws {
        let test = try TestLedger()
        let ledger = try test.open()
        let euro = try #require(CurrencyCode("EUR"))
        let dollar = try #require(CurrencyCode("USD"))
        let first = NightWorth(asOf: "2026-10-10", findings: 3, inDispute: [euro: "12.5", dollar: "0.0000000001"])
        let second = NightWorth(asOf: "2026-10-12", findings: 0, inDispute: [:])
        let third = NightWorth(asOf: "2026-10-13", findings: 1, inDispute: [euro: "1"])
        for night in [third, NightWorth(asOf: "2026-10-10", findings: 9, inDispute: [euro: "9"]), second, first] {
            try post(night, to: ledger)
        }
        #expect(try ledger.nights(before: "2026-10-10", limit: 9) == [])
        #expect(try ledger.nights(before: "2026-10-14", limit: 9) == [first, second, third])
        #expect(try ledger.nights(before: "2026-10-13", limit: 1) == [second])
    }
}

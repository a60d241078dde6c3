import BillingModel
import Testing

@testable import LedgerStore

@Suite("Imported rates and statements")
struct OfficialFactsTests {
    private let test: TestLedger

    init() throws { test = try TestLedger() }

    private static func rate(_ day: CalendarDate, _ value: ExactDecimal, _ code: String = "USD") -> ReferenceRate {
        ReferenceRate(
            source: .ecb, currency: CurrencyCode(code) ?? CurrencyCode(letters: 0), days: BillingPeriod(day, day),
            rate: value)
    }

    private func importRates(_ rates: [ReferenceRate], _ digest: String = "r1") throws -> RateImport {
        let run = try test.open().beginRun(.test("2026-10-09"))
        let outcome = try run.post(rates: [(DocumentIndex(0), rates)])
        try run.seal(documents: [SourceDocument(name: "daily.xml", digest: digest, byteCount: 1)])
        try run.commit(.test)
        return outcome
    }

    private static let payment = PaymentFact(
        amount: Amount(units: 100_0000), currency: CurrencyCode("EUR") ?? CurrencyCode(letters: 0), day: "2026-10-20",
        isReversal: false, party: "Microsoft \"Ireland\"", references: ["remittance", "G1\n\\2"], line: 7)

    private func importStatement(_ payments: [PaymentFact]) throws -> StatementImport {
        let run = try test.open().beginRun(.test("2026-10-21"))
        let fact = StatementFact(document: "bank.xml", account: "DE1", id: "S1", sequence: "4", payments: payments)
        let outcome = try run.post(statements: [(DocumentIndex(0), fact)])
        try run.seal(documents: [SourceDocument(name: "bank.xml", digest: "b1", byteCount: 1)])
        try run.commit(.test)
        return outcome
    }

    @Test("A rate is kept once, with the digits that were published")
    func once() throws {
        let rates = [Self.rate("2026-10-08", "1.2500"), Self.rate("2026-10-08", "0.85670", "GBP")]
        #expect(try importRates(rates).posted == 2)
        let again = try importRates(rates, "r2")
        #expect((again.posted, again.known) == (0, 2))
        #expect(try test.open().referenceRates() == rates)
        #expect(try test.texts("SELECT rate FROM reference_rates ORDER BY rate_no") == ["1.25", "0.8567"])
        #expect(try test.sealFault() == nil)
    }

    @Test("A rate that is published again with another value is a revision; the value before does not come back")
    func revision() throws {
        _ = try importRates([Self.rate("2026-10-08", "1.25"), Self.rate("2026-10-09", "1.26")])
        let revised = try importRates([Self.rate("2026-10-08", "1.24")], "r2")
        #expect(revised.revisions.map(\.earlier) == ["1.25"])
        #expect(revised.revisions.map(\.isStale) == [false])
        let stale = try importRates([Self.rate("2026-10-08", "1.25")], "r3")
        #expect(stale.posted == 0)
        #expect(stale.revisions.map(\.isStale) == [true])
        let rates = ReferenceRates(try test.open().referenceRates())
        guard
            case .found(let found) = rates.lookUp(
                from: CurrencyCode(letters: 0x45_55_52), to: Self.rate("2026-10-08", "1").currency, on: "2026-10-08")
        else {
            Issue.record("no rate")
            return
        }
        #expect(found.multiplier == "1.24")
        #expect(try test.number("SELECT supersedes FROM reference_rates WHERE rate_no = 3") == 1)
    }

    @Test("A statement is read back as it was posted; the same one with other payments is left out and named")
    func statement() throws {
        #expect(try importStatement([Self.payment]).posted == 1)
        #expect(try test.open().bankStatements().map(\.payments) == [[Self.payment]])
        #expect(try test.open().bankStatements().map(\.document) == ["bank.xml"])
        let again = try importStatement([Self.payment])
        #expect((again.posted, again.known, again.differing.count) == (0, 1, 0))
        let other = try importStatement([])
        #expect((other.posted, other.differing.count) == (0, 1))
        #expect(try test.open().officialCounts() == (0, 1))
    }

    @Test(
        "What was imported is sealed",
        arguments: [
            ("UPDATE reference_rates SET rate = '1.3' WHERE rate_no = 1", "reference_rates"),
            ("DELETE FROM bank_payments", "bank_payments"),
            ("UPDATE bank_statements SET account = 'DE2'", "bank_statements"),
        ])
    func sealed(_ change: String, _ fault: String) throws {
        _ = try importRates([Self.rate("2026-10-08", "1.25")])
        _ = try importStatement([Self.payment])
        #expect(try test.sealFault() == nil)
        try test.tamper(change)
        #expect(try test.sealFault()?.hasPrefix(fault) == true)
    }
}

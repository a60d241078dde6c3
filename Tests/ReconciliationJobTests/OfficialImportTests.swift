import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// `tieout import`: what was imported counts in every later run, as if its files had been given.
@Suite struct OfficialImportTests {
    private let world: OfficialWorld

    init() throws { world = try OfficialWorld() }

    private func take(rates: [String] = [], statements: [String] = []) throws -> OfficialImport.Summary {
        var options = world.options
        options.rates = rates.map { world.folder / $0 }
        options.statements = statements.map { world.folder / $0 }
        return try OfficialImport(options).run { "2026-11-01T00:00:00Z" }
    }

    @Test func `imported rates and statements count as given ones do, night after night`() throws {
        try world.folder.write("rates.xml", OfficialWorld.rates("1.3000"))
        try world.folder.write("bank.xml", OfficialWorld.statement(["60.00"]))
        var given = world.options
        given.reportingCurrency = CurrencyCode("USD")
        given.paymentTerms = 30
        var bare = given
        given.rates = [world.folder / "rates.xml"]
        given.statements = [world.folder / "bank.xml"]
        given.ledger = world.folder / "other.sqlite"
        let expected = try world.run(given).rows
        #expect(try take(rates: ["rates.xml"]).rates == 2)
        #expect(try take(statements: ["bank.xml"]).payments == 1)
        #expect(try world.run(bare).rows == expected)
        #expect(expected.contains { $0["class"] == "exchange_rate_out_of_tolerance" })
        #expect(expected.contains { $0["class"] == "payment_differs" })
        bare.dryRun = true
        #expect(
            try ReconciliationRun(bare).run(clock: { "" }, progress: { _ in }).bySeverity
                == world.run(given).summary.bySeverity)
    }

    @Test func `importing again changes nothing, another rate for the same day is a revision`() throws {
        try world.folder.write("rates.xml", OfficialWorld.rates("1.2500"))
        _ = try take(rates: ["rates.xml"])
        let again = try take(rates: ["rates.xml", "rates.xml"])
        #expect((again.rates, again.knownRates, again.findings.count) == (0, 4, 0))
        #expect(try RunStatus.last(10, ledger: world.options.ledger).map(\.run) == [1])
        try world.folder.write("later.xml", OfficialWorld.rates("1.3000"))
        let revised = try take(rates: ["later.xml"])
        #expect(revised.findings.map(\.location) == ["later.xml", "later.xml"])
        #expect(revised.findings.allSatisfy { $0.message.contains("kept as a revision") })
        #expect(try world.run(world.options).rows.contains { $0["class"] == "exchange_rate_out_of_tolerance" })
    }

    @Test func `an import between two nights is something new`() throws {
        let before = try world.run(world.options)
        try world.folder.write("rates.xml", OfficialWorld.rates("1.3000"))
        _ = try take(rates: ["rates.xml"])
        #expect(try world.run(world.options).rows.count == before.rows.count + 1)
    }

    @Test func `a file that is cut, or of the other kind, is named and left out; the others are taken in`() throws {
        try world.folder.write("in/a.xml", String(OfficialWorld.rates("1.25").dropLast(30)))
        try world.folder.write("in/b.xml", OfficialWorld.statement(["60.00"]))
        try world.folder.write("in/c.xml", OfficialWorld.rates("1.25"))
        let summary = try take(rates: ["in"])
        #expect(summary.rates == 2)
        #expect(summary.findings.map { String($0.location.prefix(8)) } == ["in/a.xml", "in/b.xml"])
        #expect(summary.exitStatus == .incomplete)
        #expect(throws: JobError.self) { try take(rates: ["nowhere.xml"]) }
    }

    @Test func `a replay imports again what was imported before`() throws {
        try world.folder.write("a/rates.xml", OfficialWorld.rates("1.2500"))
        try world.folder.write("b/rates.xml", OfficialWorld.rates("1.3000"))
        _ = try take(rates: ["a/rates.xml", "b/rates.xml"])
        var options = world.options
        options.keepDocuments = true
        _ = try world.run(options)
        let outcome = try Replay(ledger: options.ledger).run(2, into: world.folder / "again") { _ in }
        #expect(outcome.runs == 2)
        #expect(
            try reportFiles(world.folder / "again") == reportFiles(world.folder / "reports/2026-11-10"))
        #expect(try LedgerVerification.run(ledger: options.ledger).isGood)
    }
}

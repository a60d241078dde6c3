import BillingModel
import Testing

@testable import InvoiceIntake

@Suite struct ReportedBalanceTests {
    private func read(_ files: KeyValuePairs<String, [UInt8]>) throws -> SnapshotReading {
        let disk = try SnapshotOnDisk().write(#"{"items":[]}"#, to: "invoices.json")
        for (name, bytes) in files { try disk.write(bytes, to: name) }
        var sink = CollectingSink()
        return try SnapshotReader(directory: disk.path).read(into: &sink)
    }

    @Test func `The published summary, with its two kinds`() throws {
        let reading = try read(["balance.json": SnapshotOnDisk.fixture("summary.json")])
        let balance = try #require(reading.balances.first)
        #expect(reading.balances.count == 1 && reading.balancesAreWhole && balance.location == "balance.json")
        #expect(balance.currency == CurrencyCode("USD") && balance.amount == "751094.39")
        #expect(balance.details.map(\.invoiceType) == ["Recurring", "OneTime"])
        #expect(balance.details.map(\.amount) == ["202955.87", "548138.52"])
    }

    @Test func `One balance per currency, and a contradiction is told`() throws {
        let summaries =
            #"{"items":[{"balanceAmount":1,"currencyCode":"EUR"},{"balanceAmount":"2.50","currencyCode":"gbp"}]}"#
        let balance = #"{"balanceAmount":1.01,"currencyCode":"EUR"}"#
        let reading = try read(["balance.json": Array(balance.utf8), "summaries.json": Array(summaries.utf8)])
        #expect(
            reading.balances.map { "\($0.location) \($0.amount) \($0.currency)" } == [
                "summaries.json#1 1.00 EUR", "summaries.json#2 2.50 GBP",
            ])
        #expect(
            reading.findings.map(\.message) == ["reports 1.01 EUR, but summaries.json#1 reports 1.00, which counts"])
    }

    @Test(arguments: [
        ("{", "not a whole JSON document"), ("17", "holds no balance"),
        (
            #"{"balanceAmount":"much","currencyCode":"EUR"}"#,
            "a balance without a readable amount and currency is left out"
        ),
    ])
    func `A broken balance is a finding`(text: String, message: String) throws {
        let reading = try read(["balance.json": Array(text.utf8)])
        #expect(reading.balances.isEmpty && !reading.balancesAreWhole)
        #expect(reading.findings.map { "\($0.location): \($0.message)" } == ["balance.json: " + message])
    }
}

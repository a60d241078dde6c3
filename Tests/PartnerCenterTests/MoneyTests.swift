import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("Balance, invoices and lines, one question at a time")
struct MoneyTests {
    @Test("balance and summaries keep their cents")
    func balances() async throws {
        try await SandboxVisit.with { visit in
            let money = MoneyCalls(try visit.client(asUser: true))
            #expect(try await money.balance().cells.prefix(2) == [.text("EUR"), .number("32858.4")])
            #expect(try await money.summaries().count == 3)
        }
    }

    @Test("summaries are refused to an application alone")
    func appOnly() async throws {
        try await SandboxVisit.with { visit in
            let money = MoneyCalls(try visit.client())
            await #expect {
                _ = try await money.summaries()
            } throws: { ($0 as? ServiceError)?.needsUser == true }
        }
    }

    @Test("all documents, those that amend others behind them", arguments: [true, false])
    func invoices(asUser: Bool) async throws {
        try await SandboxVisit.with { visit in
            let money = MoneyCalls(try visit.client(asUser: asUser))
            #expect(try await money.invoices().count == 15)
            // Without a user the service refuses the single invoice: the list has it, too.
            let one = try await money.invoice("G043216510")
            #expect(one.first?.id == "G043216510")
        }
    }

    @Test(
        "lines of an invoice over all its pages",
        arguments: [("G041870113", "onetime", 38), ("D0300ABK21", "office", 3)])
    func lines(_ invoice: String, _ provider: String, _ count: Int) async throws {
        try await SandboxVisit.with {
            $0.largestPage = 2
        } body: { visit in
            var lines: [ListedLine] = []
            try await MoneyCalls(try visit.client()).lines(LineQuery(invoice: invoice, provider: provider)) {
                lines += $0
            }
            #expect(lines.count == count)
        }
    }

    @Test("estimate links and a statement")
    func documents() async throws {
        try await SandboxVisit.with { visit in
            let money = MoneyCalls(try visit.client(asUser: true))
            #expect(try await money.estimateLinks(currency: "EUR").count == 4)
            let path = visit.folder + "/statement.pdf"
            try await money.statement("G041870112", to: path)
            #expect(FileManager.default.contents(atPath: path)?.starts(with: Data("%PDF".utf8)) == true)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: visit.folder).sorted() == [
                    "refresh-token", "statement.pdf",
                ])
        }
    }
}

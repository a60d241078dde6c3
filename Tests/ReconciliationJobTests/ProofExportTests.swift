import BillingModel
import Foundation
import LedgerStore
import Testing

@testable import ReconciliationJob

@Suite("The journal for other programs")
struct ProofExportTests {
    private static var entries: [JournalEntry] {
        get throws {
            let currency = try #require(CurrencyCode("EUR"))
            return [
                JournalEntry(
                    date: "2026-11-08", invoiceID: "G1", documentType: "invoice", description: "Invoice \"G1\"; a=b",
                    currency: currency, isReversal: false,
                    postings: [
                        JournalPosting(
                            account: "Expenses:Cost of goods:=evil  (x)", amount: "10.0000000000000000000001",
                            use: .oneTime),
                        JournalPosting(account: "Expenses:Cost of goods:évil", amount: "0.50", use: .oneTime),
                        JournalPosting(
                            account: "Liabilities:Payables:Microsoft:EUR", amount: "-10.5000000000000000000001",
                            use: .payables),
                    ])
            ]
        }
    }

    private func text(_ format: JournalExport.Format) throws -> String {
        final class Gathered { var all: [UInt8] = [] }
        let bytes = Gathered()
        try JournalExport.write(try Self.entries, format) { (portion) throws(JobError) in bytes.all += portion }
        return String(decoding: bytes.all, as: UTF8.self)
    }

    @Test("hledger")
    func hledger() throws {
        #expect(
            try text(.hledger) == """
                ; The journal of a tieout ledger.
                decimal-mark .

                commodity EUR

                account Expenses:Cost of goods:evil x
                account Expenses:Cost of goods:évil
                account Liabilities:Payables:Microsoft:EUR

                2026-11-08 * (G1) Invoice "G1"- a=b  ; invoice:G1, document_type:invoice
                    Expenses:Cost of goods:evil x  10.0000000000000000000001 EUR
                    Expenses:Cost of goods:évil  0.50 EUR
                    Liabilities:Payables:Microsoft:EUR  -10.5000000000000000000001 EUR

                """)
    }

    @Test("beancount")
    func beancount() throws {
        #expect(
            try text(.beancount) == """
                ; The journal of a tieout ledger.
                option "title" "tieout"
                option "operating_currency" "EUR"

                2026-11-08 open Expenses:Cost-of-goods:Evil-x
                  name: "Expenses:Cost of goods:=evil  (x)"
                2026-11-08 open Expenses:Cost-of-goods:Vil
                  name: "Expenses:Cost of goods:évil"
                2026-11-08 open Liabilities:Payables:Microsoft:EUR

                2026-11-08 * "Invoice \\"G1\\"; a=b"
                  invoice: "G1"
                  document_type: "invoice"
                  Expenses:Cost-of-goods:Evil-x  10.0000000000000000000001 EUR
                  Expenses:Cost-of-goods:Vil  0.50 EUR
                  Liabilities:Payables:Microsoft:EUR  -10.5000000000000000000001 EUR

                """)
    }

    @Test("CSV, in the form of the reports")
    func csv() throws {
        #expect(
            try text(.csv)
                == [
                    "\u{FEFF}entry,date,invoice_id,document_type,reversal,description,account,debit,credit,currency",
                    "1,2026-11-08,G1,invoice,false,\"Invoice \"\"G1\"\"; a=b\",Expenses:Cost of goods:=evil  (x),"
                        + "10.0000000000000000000001,,EUR",
                    "1,2026-11-08,G1,invoice,false,\"Invoice \"\"G1\"\"; a=b\",Expenses:Cost of goods:évil,0.50,,EUR",
                    "1,2026-11-08,G1,invoice,false,\"Invoice \"\"G1\"\"; a=b\",Liabilities:Payables:Microsoft:EUR,,"
                        + "10.5000000000000000000001,EUR",
                    "",
                ].joined(separator: "\r\n"))
    }

    @Test("Accounts that would look alike are told apart, whatever else there is")
    func collisions() {
        let alone = AccountNames(["Expenses:Café", "Expenses:Cafè"], clean: AccountNames.beancount)
        #expect(Set([alone["Expenses:Café"], alone["Expenses:Cafè"]]).count == 2)
        let more = AccountNames(["Expenses:A", "Expenses:Café", "Expenses:Cafè"], clean: AccountNames.beancount)
        #expect(more["Expenses:Café"] == alone["Expenses:Café"])
        #expect(more["Expenses:A"] == "Expenses:A")
    }

    @Test("The same ledger gives the same bytes", arguments: JournalExport.Format.allCases)
    func deterministic(format: JournalExport.Format) throws {
        #expect(try ProofWorkshop().journal(format) == ProofWorkshop().journal(format))
    }
}

/// What the control totals of the sample come to, for the documents that stand: account and currency with its sum.
private func expectedBalances(_ workshop: ProofWorkshop) throws -> [String: Amount] {
    let books = try Ledger(reading: workshop.ledger).books()
    let active = Set(books.documents.filter { $0.standing == .active }.map(\.invoiceID))
    var sums: [String: Amount] = [:]
    for row in books.lastTotals where active.contains(row.invoiceID) {
        sums["Expenses:Cost of goods:One-time \(row.currency)", default: .zero] += row.oneTime
        sums["Expenses:Cost of goods:Recurring \(row.currency)", default: .zero] += row.recurring
        sums["Expenses:Cost of goods:Usage \(row.currency)", default: .zero] += row.usage
        sums["Expenses:Cost of goods:Credits \(row.currency)", default: .zero] += row.credits
        sums["Assets:Tax receivable \(row.currency)", default: .zero] += row.tax
        sums["Liabilities:Payables \(row.currency)", default: .zero] += -(row.headerTotal ?? row.total)
    }
    return sums
}

@Suite("The real programs agree with the control totals of the sample")
struct ProofRealProgramsTests {
    private static let hledgerPath = ProofWorkshop.installed("hledger")
    private static let beanCheckPath = ProofWorkshop.installed("bean-check")

    @Test("hledger", .enabled(if: hledgerPath != nil, "hledger is not installed: apt-get install hledger"))
    func hledger() throws {
        let program = try #require(Self.hledgerPath)
        let workshop = try ProofWorkshop()
        try Data(try workshop.journal(.hledger).utf8).write(to: workshop.folder.appendingPathComponent("j.hledger"))
        let check = try workshop.run(program, ["-f", "j.hledger", "check", "--strict", "ordereddates"])
        #expect(check.status == 0 && check.output.isEmpty, "\(check.output)")
        let expected = try expectedBalances(workshop)
        #expect(!expected.isEmpty)
        for (account, amount) in expected.sorted(by: { $0.key < $1.key }) {
            let (name, currency) = (String(account.dropLast(4)), String(account.suffix(3)))
            let balance = try workshop.run(
                program,
                ["-f", "j.hledger", "balance", "--depth", "0", "-O", "csv", "^\(name)(:|$)", "cur:\(currency)"])
            let figure = balance.output.split(separator: "\"").last { $0.contains(currency) }
                .map { String($0).replacing(" \(currency)", with: "") }
            let held = try figure.flatMap { ExactDecimal($0.replacing(",", with: "")) }.map { try Amount($0) } ?? .zero
            #expect(held == amount, "\(account): \(balance.output)")
        }
    }

    @Test("beancount", .enabled(if: beanCheckPath != nil, "bean-check is not installed: pip install beancount"))
    func beancount() throws {
        let program = try #require(Self.beanCheckPath)
        let workshop = try ProofWorkshop()
        // Its balance assertion takes the accounts below an account with it.
        var journal = try workshop.journal(.beancount)
        var opened = Set(
            journal.split(separator: "\n").filter { $0.contains(" open ") }.map { String($0.dropFirst(16)) })
        for (account, amount) in try expectedBalances(workshop).sorted(by: { $0.key < $1.key }) {
            let name = account.dropLast(4).split(separator: ":").map(AccountNames.beancount).joined(separator: ":")
            if opened.insert(name).inserted { journal += "1970-01-01 open \(name)\n" }
            journal += "2099-12-31 balance \(name)  \(amount) ~ 0 \(account.suffix(3))\n"
        }
        try Data(journal.utf8).write(to: workshop.folder.appendingPathComponent("j.beancount"))
        let check = try workshop.run(program, ["j.beancount"])
        #expect(check.status == 0 && check.output.isEmpty, "\(check.output)")
    }
}

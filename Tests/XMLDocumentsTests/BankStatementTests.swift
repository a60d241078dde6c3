import BillingModel
import Testing
import XMLDocuments

struct BankStatementTests {
    private func statements(_ name: String) throws -> [BankStatement] {
        guard case .statements(let list) = try XMLDocument.read(path: PublicDocument.path(name)) else { return [] }
        return list
    }

    @Test("Version 02: the sign is the indicator's")
    func version2() throws {
        let list = try statements("camt/genkgo-camt053.v2.multi.statement.xml")
        #expect(list.map(\.account) == ["NL26VAYB8060476890", "NL26VAYB8060476890"])
        #expect(list.map { $0.entries.map(\.amount.value) } == [["8.85"], ["-7"]])
        #expect(list[1].entries[0].booked == "2014-12-31")
        #expect(list[1].entries[0].transactions[0].endToEndID == "000000002")
    }

    @Test("Version 08: the status is wrapped, so are the parties")
    func version8() throws {
        let list = try statements("camt/genkgo-camt053.v8.xml")
        let transaction = try #require(list.first?.entries.first?.transactions.first)
        #expect(transaction.debtor == "NAME NAME")
        #expect(transaction.creditorReferences == ["4654654654654654"])
        #expect(list[0].balances.map(\.code) == ["OPBD", "CLBD", "OPAV", "CLAV"])
    }
}

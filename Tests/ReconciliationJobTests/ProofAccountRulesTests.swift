import BillingModel
import Foundation
import Testing

@testable import ReconciliationJob

@Suite("accounts.yaml")
struct ProofAccountRulesTests {
    private func load(_ text: String) throws -> AccountRules {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("accounts-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { #expect(throws: Never.self) { try FileManager.default.removeItem(at: folder) } }
        try Data(text.utf8).write(to: folder.appendingPathComponent("accounts.yaml"))
        return try AccountRules.load(directory: folder.path)
    }

    @Test("The shipped file says what is built in, and the one supplier for legacy invoices")
    func shipped() throws {
        var expected = AccountRules()
        expected.suppliers = [
            AccountRules.Supplier(name: "Microsoft legacy", publisher: nil, invoiceType: "Recurring")
        ]
        #expect(try AccountRules.load(directory: ProofWorkshop.repository + "/rules") == expected)
    }

    @Test("What it says is taken; the rest stays")
    func taken() throws {
        let rules = try load(
            """
            accounts: {tax: "Assets:Input VAT:{currency}"}
            rounding_limit: 0.10
            default_supplier: Microsoft Ireland
            suppliers: [{name: Market, publisher: Contoso}]
            products: [{product: P1, name: Office}]
            """)
        #expect(rules.accounts[.tax] == "Assets:Input VAT:{currency}")
        #expect(rules.accounts[.rounding] == "Expenses:Rounding")
        #expect(rules.roundingLimit == "0.10")
        #expect(rules.defaultSupplier == "Microsoft Ireland")
        #expect(rules.suppliers == [AccountRules.Supplier(name: "Market", publisher: "Contoso", invoiceType: nil)])
        #expect(rules.products == ["P1": "Office"])
    }

    @Test(
        "What cannot be taken is refused with its line",
        arguments: [
            ("acounts: {}", "1: unknown key 'acounts'"),
            ("accounts: {tax: Tax}", "1: 'tax': an account begins with Assets, Liabilities"),
            ("accounts: {tax: 'Assets:'}", "1: 'tax': there is an empty name"),
            ("accounts: {tax: 'Assets:{product}'}", "1: 'tax': {product} is not known here; known are {currency}"),
            ("accounts: {usage: 'Expenses:{product'}", "1: 'usage': a brace is not closed"),
            ("rounding_limit: -1", "1: 'rounding_limit' must not be negative"),
            ("suppliers: [{name: A}]", "1: a supplier needs 'publisher' or 'invoice_type'"),
            ("products:\n- {product: P, name: A}\n- {product: P, name: B}", "3: the product 'P' is there twice"),
        ])
    func refused(text: String, problem: String) throws {
        let error = try #require(throws: RulesError.self) { try load(text) }
        #expect(error.problems.count == 1)
        #expect(error.description.hasPrefix("accounts.yaml:" + problem), "\(error)")
    }
}

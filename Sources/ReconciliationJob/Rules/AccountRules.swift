package import BillingModel
internal import Yams

/// `accounts.yaml`: to which accounts the journal books what was billed.
package struct AccountRules: Sendable, Equatable {
    /// What a posting of the journal is for.
    package enum Use: String, Sendable, CaseIterable {
        case payables
        case oneTime = "one_time"
        case recurring, usage, credits, tax, rounding, unexplained

        /// The names in braces that an account of this use may have.
        var placeholders: [String] {
            switch self {
            case .payables: ["supplier", "currency"]
            case .oneTime, .recurring, .usage, .credits: ["product", "product_name", "publisher", "currency"]
            case .tax, .rounding, .unexplained: ["currency"]
            }
        }
    }

    /// Whom lines are owed to that have everything the entry names.
    package struct Supplier: Sendable, Equatable {
        package var name: String
        /// How the publisher begins, in any case.
        package var publisher: String?
        /// The header's type, in any case.
        package var invoiceType: String?
    }

    /// Account templates.
    package var accounts: [Use: String] = [
        .payables: "Liabilities:Payables:{supplier}:{currency}",
        .oneTime: "Expenses:Cost of goods:One-time:{product}",
        .recurring: "Expenses:Cost of goods:Recurring:{product}",
        .usage: "Expenses:Cost of goods:Usage:{product}",
        .credits: "Expenses:Cost of goods:Credits:{product}",
        .tax: "Assets:Tax receivable",
        .rounding: "Expenses:Rounding",
        .unexplained: "Assets:Invoice differences",
    ]
    /// Up to here a difference between header and lines is rounding.
    package var roundingLimit: Amount = "0.05"
    package var defaultSupplier = "Microsoft"
    package var suppliers: [Supplier] = []
    /// Names by ProductId.
    package var products: [String: String] = [:]

    package init() {}

    /// The rules of a folder, or the built-in ones when it has no `accounts.yaml`. All rule files are checked.
    package static func load(directory: String?) throws(RulesError) -> AccountRules {
        guard let directory else { return AccountRules() }
        let files = try RulesLoader.load(directory: directory).files
        guard let file = files.first(where: { $0.name == fileName }) else { return AccountRules() }
        var problems: [RuleProblem] = []
        guard let root = RuleSyntax.tree(file.text, file: fileName, problems: &problems) else {
            if problems.isEmpty { return AccountRules() }
            throw RulesError(problems)
        }
        var reader = RuleFileReader(file: fileName)
        let rules = AccountRules(root, &reader)
        if !reader.problems.isEmpty { throw RulesError(reader.problems) }
        return rules
    }

    static let fileName = "accounts.yaml"

    /// For ``RulesLoader``, which reads every file: says what is wrong with this one.
    static func check(
        _ root: Node, _ reader: inout RuleFileReader, into rules: inout ReconciliationRules,
        examples: inout [RuleExample]
    ) {
        _ = AccountRules(root, &reader)
    }
}

extension AccountRules {
    private static let keys = ["accounts", "rounding_limit", "default_supplier", "suppliers", "products"]
    /// The five kinds of account that every bookkeeping program knows.
    private static let roots = ["Assets", "Liabilities", "Equity", "Income", "Expenses"]

    fileprivate init(_ root: Node, _ reader: inout RuleFileReader) {
        self.init()
        guard let file = reader.entry(root, keys: AccountRules.keys) else { return }
        if let entry = reader.entry("accounts", of: file, keys: Use.allCases.map(\.rawValue)) {
            for use in Use.allCases {
                guard let text = reader.text(use.rawValue, of: entry) else { continue }
                if let problem = AccountRules.problem(in: text, for: use) {
                    reader.report(entry.line, "'\(use.rawValue)': \(problem)")
                }
                accounts[use] = text
            }
        }
        if let limit = reader.amount("rounding_limit", of: file) { roundingLimit = limit }
        if let name = reader.text("default_supplier", of: file) { defaultSupplier = name }
        for node in reader.list("suppliers", of: file) {
            guard let entry = reader.entry(node, keys: ["name", "publisher", "invoice_type"]),
                let name = reader.requiredText("name", of: entry)
            else { continue }
            let supplier = Supplier(
                name: name, publisher: reader.text("publisher", of: entry),
                invoiceType: reader.text("invoice_type", of: entry))
            if supplier.publisher == nil, supplier.invoiceType == nil {
                reader.report(entry.line, "a supplier needs 'publisher' or 'invoice_type', or everything is owed to it")
            }
            suppliers.append(supplier)
        }
        readProducts(file, &reader)
    }

    private mutating func readProducts(_ file: RuleEntry, _ reader: inout RuleFileReader) {
        for node in reader.list("products", of: file) {
            guard let entry = reader.entry(node, keys: ["product", "name"]),
                let product = reader.requiredText("product", of: entry).map(RuleIdentifiers.customer),
                let name = reader.requiredText("name", of: entry)
            else { continue }
            if products.updateValue(name, forKey: product) != nil {
                reader.report(entry.line, "the product '\(product)' is there twice")
            }
        }
    }

    /// What is wrong with an account, in words.
    private static func problem(in account: String, for use: Use) -> String? {
        let names = account.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard let root = names.first, roots.contains(root), names.count > 1 else {
            return "an account begins with \(roots.joined(separator: ", ")) and has a name behind the colon"
        }
        if names.contains(where: { $0.allSatisfy(\.isWhitespace) }) { return "there is an empty name between colons" }
        for piece in account.split(separator: "{", omittingEmptySubsequences: false).dropFirst() {
            guard let end = piece.firstIndex(of: "}") else { return "a brace is not closed" }
            let name = String(piece[..<end])
            if !use.placeholders.contains(name) {
                return "{\(name)} is not known here; known are "
                    + use.placeholders.map { "{\($0)}" }.joined(separator: ", ")
            }
        }
        return nil
    }
}

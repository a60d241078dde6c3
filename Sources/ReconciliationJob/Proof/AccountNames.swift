internal import Crypto
internal import Foundation

/// Accounts as a bookkeeping program takes them: no two accounts get the same name, and an account's name depends on
/// nothing but itself and the accounts that look like it.
struct AccountNames {
    /// By account.
    private let names: [String: String]

    /// Of all accounts of a journal.
    init(_ accounts: some Sequence<String>, clean: (Substring) -> String) {
        var names: [String: String] = [:]
        var owners: [String: Int] = [:]
        for account in Set(accounts) {
            let name = account.split(separator: ":").map(clean).joined(separator: ":")
            names[account] = name
            owners[name, default: 0] += 1
        }
        for (account, name) in names where owners[name, default: 0] > 1 && account != name {
            names[account] = name + "-" + AccountNames.mark(account)
        }
        self.names = names
    }

    subscript(account: String) -> String { names[account] ?? account }

    /// In the order in which they are declared.
    var sorted: [(account: String, name: String)] {
        names.map { ($0.key, $0.value) }.sorted { $0.name < $1.name }
    }

    private static func mark(_ account: String) -> String {
        SHA256.hash(data: Data(account.utf8)).prefix(3).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
            .joined()
    }
}

extension AccountNames {
    /// hledger takes nearly everything; two blanks end a name, and brackets, signs and semicolons mean something.
    static func hledger(_ name: Substring) -> String {
        let special = Set("()[]{};*!|=@\"")
        let text = name.map { $0.isWhitespace || special.contains($0) || $0.isControl ? " " : String($0) }.joined()
        let words = text.split(separator: " ").joined(separator: " ")
        return words.isEmpty ? "unnamed" : words
    }

    /// beancount takes letters, digits and hyphens, beginning with a capital letter or a digit.
    static func beancount(_ name: Substring) -> String {
        let text = name.unicodeScalars.map { scalar in
            scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)) ? String(scalar) : "-"
        }.joined()
        let words = text.split(separator: "-").joined(separator: "-")
        guard let first = words.first else { return "Unnamed" }
        return first.uppercased() + words.dropFirst()
    }
}

extension Character {
    fileprivate var isControl: Bool { unicodeScalars.contains { $0.properties.generalCategory == .control } }
}

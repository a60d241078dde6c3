internal import BillingModel

/// The journal as beancount reads it (language syntax): every account opened on the first day, figures with every digit
/// they have, ids as metadata.
enum BeancountJournal {
    static func pieces(_ entries: [JournalEntry]) -> some Sequence<String> {
        let names = AccountNames(entries.flatMap { $0.postings.map(\.account) }, clean: AccountNames.beancount)
        return [header(entries, names)] + entries.map { text($0, names) }
    }

    private static func header(_ entries: [JournalEntry], _ names: AccountNames) -> String {
        var lines = ["; The journal of a tieout ledger.", "option \"title\" \"tieout\""]
        lines += Set(entries.map(\.currency)).sorted().map { "option \"operating_currency\" \"\($0)\"" } + [""]
        if let first = entries.map(\.date).min() {
            for (account, name) in names.sorted {
                lines.append("\(first) open \(name)")
                if account != name { lines.append("  name: \(quoted(account))") }
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ entry: JournalEntry, _ names: AccountNames) -> String {
        var lines = ["", "\(entry.date) * \(quoted(entry.description))", "  invoice: \(quoted(entry.invoiceID))"]
        if !entry.documentType.isEmpty { lines.append("  document_type: \(quoted(entry.documentType))") }
        lines += entry.postings.map { "  \(names[$0.account])  \($0.amount) \(entry.currency)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func quoted(_ text: String) -> String {
        let escaped = text.map { character in
            switch character {
            case "\"", "\\": "\\" + String(character)
            case let other where other.isNewline: " "
            default: String(character)
            }
        }
        return "\"" + escaped.joined() + "\""
    }
}

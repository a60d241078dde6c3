internal import BillingModel

/// The journal as hledger reads it (manual, *journal format*): declared accounts and currencies, so that `hledger check
/// --strict` passes, and amounts with every digit they have.
enum HledgerJournal {
    static func pieces(_ entries: [JournalEntry]) -> some Sequence<String> {
        let names = AccountNames(entries.flatMap { $0.postings.map(\.account) }, clean: AccountNames.hledger)
        return [header(entries, names)] + entries.map { text($0, names) }
    }

    private static func header(_ entries: [JournalEntry], _ names: AccountNames) -> String {
        var lines = ["; The journal of a tieout ledger.", "decimal-mark .", ""]
        // Without a format: a format would round what is compared.
        lines += Set(entries.map(\.currency)).sorted().map { "commodity \($0)" } + [""]
        lines += names.sorted.map { "account \($0.name)" }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func text(_ entry: JournalEntry, _ names: AccountNames) -> String {
        let tags = [("invoice", entry.invoiceID), ("document_type", entry.documentType)]
            .filter { !$0.1.isEmpty }.map { "\($0.0):\(word($0.1))" }
        let title = "\(entry.date) * (\(word(entry.invoiceID))) \(word(entry.description))"
        var lines = ["", title + "  ; " + tags.joined(separator: ", ")]
        lines += entry.postings.map { "    \(names[$0.account])  \($0.amount) \(entry.currency)" }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Ids and descriptions without what would end them: comments, parentheses, bars, tags and new lines.
    private static func word(_ text: String) -> String {
        let special = Set(";()|:")
        return text.map { special.contains($0) ? "-" : ($0.isNewline ? " " : String($0)) }.joined()
    }
}

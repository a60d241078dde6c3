package import BillingModel
package import LedgerStore

/// Books documents by the account rules (billing rules 3.1): cost of goods by kind and product, credits and tax against
/// what is owed to each supplier, so that an entry comes to the header's total to the last digit.
package struct JournalBooking {
    /// What costs are added up by.
    private struct Cost: Hashable {
        let account: String
        let use: AccountRules.Use
    }

    private let rules: AccountRules
    private let books: Books
    private let documents: [String: JournalDocument]

    package init(_ books: Books, rules: AccountRules) {
        self.rules = rules
        self.books = books
        documents = Dictionary(books.documents.map { ($0.invoiceID, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// All entries: by date, document and currency, a reversal behind what it takes back.
    ///
    /// A document that was voided or replaced is booked and taken back, on the day of the document that did so; a note
    /// that voids a document is booked by taking that one back, and not by its own figures. So every document that was
    /// ever billed stands in the journal, and the balances are those of the active ones.
    package func entries() -> [JournalEntry] {
        let voiding = Set(books.documents.filter { $0.standing == .voided }.compactMap(\.standingBy))
        var entries: [JournalEntry] = []
        for document in books.documents {
            if document.standing == .voidingNote, voiding.contains(document.invoiceID) { continue }
            let booked = self.entries(document)
            entries += booked
            if document.standing != .active { entries += booked.map { reversal(of: $0, document) } }
        }
        return entries.sorted { a, b in
            (a.date, a.invoiceID, a.isReversal ? 1 : 0, a.currency)
                < (b.date, b.invoiceID, b.isReversal ? 1 : 0, b.currency)
        }
    }

    private func entries(_ document: JournalDocument) -> [JournalEntry] {
        let currencies = Set(document.sums.map(\.currency) + (document.header.map { [$0.currency] } ?? []))
        return currencies.sorted().compactMap { entry(document, $0) }
    }

    private func entry(_ document: JournalDocument, _ currency: CurrencyCode) -> JournalEntry? {
        let sums = document.sums.filter { $0.currency == currency }
        var costs: [Cost: Amount] = [:]
        var payables: [String: Amount] = [:]
        var tax = Amount.zero
        var owed = Amount.zero
        for sum in sums {
            let use = use(sum.kind)
            costs[Cost(account: account(use, currency, sum), use: use), default: .zero] += sum.subtotal
            payables[payable(to: supplier(of: sum, document), currency), default: .zero] += sum.total
            tax += sum.tax
            owed += sum.total
        }
        if let header = document.header, header.currency == currency {
            let supplier = supplier(publisher: "", document)
            payables[payable(to: supplier, currency), default: .zero] += header.totalCharges - owed
            owed = header.totalCharges
        }
        let difference = owed - tax - costs.values.reduce(.zero, +)
        var postings = costs.sorted { ($0.key.account, $0.key.use.rawValue) < ($1.key.account, $1.key.use.rawValue) }
            .map { JournalPosting(account: $0.key.account, amount: $0.value, use: $0.key.use) }
        postings.append(JournalPosting(account: account(.tax, currency), amount: tax, use: .tax))
        let use: AccountRules.Use = difference.magnitude <= rules.roundingLimit ? .rounding : .unexplained
        postings.append(JournalPosting(account: account(use, currency), amount: difference, use: use))
        postings += payables.sorted { $0.key < $1.key }
            .map { JournalPosting(account: $0.key, amount: -$0.value, use: .payables) }
        // Nothing is booked where nothing is at stake.
        postings.removeAll { $0.amount.isZero }
        if postings.isEmpty { return nil }
        return JournalEntry(
            date: document.header?.date ?? document.firstSeen, invoiceID: document.invoiceID,
            documentType: document.header?.documentType ?? "", description: description(document), currency: currency,
            isReversal: false, postings: postings)
    }

    private func reversal(of entry: JournalEntry, _ document: JournalDocument) -> JournalEntry {
        let by = document.standingBy.map { " by \($0)" } ?? ""
        let date = document.standingBy.flatMap { documents[$0]?.header?.date } ?? entry.date
        let reason =
            switch document.standing {
            case .active: ""
            case .voided: ", voided\(by)"
            case .superseded: ", replaced\(by)"
            case .voidingNote: ", whose document is not here"
            }
        return JournalEntry(
            date: max(date, entry.date), invoiceID: entry.invoiceID, documentType: entry.documentType,
            description: "Reversal of \(entry.invoiceID)\(reason)", currency: entry.currency, isReversal: true,
            postings: entry.postings.map { JournalPosting(account: $0.account, amount: -$0.amount, use: $0.use) })
    }

    private func description(_ document: JournalDocument) -> String {
        switch document.header.map({ DocumentType(wireValue: $0.documentType) }) {
        case nil: "Lines of \(document.invoiceID), which has no header"
        case .voidNote: "Void note \(document.invoiceID)"
        case .adjustmentNote: "Adjustment note \(document.invoiceID)"
        case .creditNote: "Credit note \(document.invoiceID)"
        case .invoice, .unrecognised: "Invoice \(document.invoiceID)"
        }
    }

}

extension JournalBooking {
    // MARK: Accounts

    private func use(_ kind: JournalKind) -> AccountRules.Use {
        switch kind {
        case .oneTime: .oneTime
        case .recurring: .recurring
        case .usage: .usage
        case .credits: .credits
        }
    }

    private func supplier(of sum: JournalSum, _ document: JournalDocument) -> String {
        supplier(publisher: sum.publisher, document)
    }

    private func supplier(publisher: String, _ document: JournalDocument) -> String {
        let type = document.header?.invoiceType.lowercased()
        let fitting = rules.suppliers.first { supplier in
            (supplier.publisher.map { publisher.lowercased().hasPrefix($0.lowercased()) } ?? true)
                && (supplier.invoiceType.map { $0.lowercased() == type } ?? true)
        }
        return fitting?.name ?? rules.defaultSupplier
    }

    private func payable(to supplier: String, _ currency: CurrencyCode) -> String {
        account(.payables, ["supplier": supplier, "currency": currency.description])
    }

    private func account(_ use: AccountRules.Use, _ currency: CurrencyCode, _ sum: JournalSum) -> String {
        account(
            use,
            [
                "product": rules.products[sum.productID] ?? sum.productID,
                "product_name": books.productNames[sum.productID] ?? sum.productID,
                "publisher": sum.publisher, "currency": currency.description,
            ])
    }

    private func account(_ use: AccountRules.Use, _ currency: CurrencyCode) -> String {
        account(use, ["currency": currency.description])
    }

    /// Fills the names in, in one pass, so that a name with braces stays a name; a colon inside one would start another
    /// account below.
    private func account(_ use: AccountRules.Use, _ names: [String: String]) -> String {
        let pieces = (rules.accounts[use] ?? use.rawValue).split(separator: "{", omittingEmptySubsequences: false)
        var account = String(pieces.first ?? "")
        for piece in pieces.dropFirst() {
            let parts = piece.split(separator: "}", maxSplits: 1, omittingEmptySubsequences: false)
            let name = (names[String(parts.first ?? "")] ?? "").split(separator: ":").joined(separator: "-")
            account += name.allSatisfy(\.isWhitespace) ? "unnamed" : name
            account += parts.dropFirst().joined()
        }
        return account
    }
}

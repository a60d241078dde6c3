internal import BillingModel
internal import LedgerStore

/// Proves the journal: every entry balances, and what is owed for a document is what its header says.
struct JournalCheck {
    let entries: Int
    /// The first thing that is wrong, in words.
    let fault: String?

    init(_ books: Books, _ rules: AccountRules) {
        let entries = JournalBooking(books, rules: rules).entries()
        self.entries = entries.count
        if let entry = entries.first(where: { !$0.balance.isZero }) {
            fault = "the entry of \(entry.invoiceID) in \(entry.currency) is out of balance by \(entry.balance)"
            return
        }
        var owed: [String: Amount] = [:]
        for entry in entries where !entry.isReversal {
            for posting in entry.postings where posting.use == .payables {
                owed["\(entry.invoiceID) \(entry.currency)", default: .zero] += posting.amount
            }
        }
        fault =
            books.documents.lazy.compactMap { document in
                guard let header = document.header, document.standing != .voidingNote else { return nil }
                let booked = -(owed["\(document.invoiceID) \(header.currency)"] ?? .zero)
                return booked == header.totalCharges
                    ? nil : "invoice \(document.invoiceID) comes to \(header.totalCharges), \(booked) is booked as owed"
            }.first
    }
}

package import BillingModel

/// An account and what is booked to it: debits are positive.
package struct JournalPosting: Sendable, Equatable {
    /// A path with colons, as the rules have it; each export makes it fit its format.
    package let account: String
    package let amount: Amount
    /// What it is for; rules may book several uses to one account.
    package let use: AccountRules.Use
}

/// A document in one currency, as it is booked: its postings add up to zero.
package struct JournalEntry: Sendable, Equatable {
    package let date: CalendarDate
    package let invoiceID: String
    /// As the reports write it; empty for lines without a header.
    package let documentType: String
    /// For people.
    package let description: String
    package let currency: CurrencyCode
    /// The entry takes back another one of the same document.
    package let isReversal: Bool
    package let postings: [JournalPosting]

    /// Zero in every entry that can be trusted.
    package var balance: Amount { postings.reduce(.zero) { $0 + $1.amount } }
}

package import BillingModel

/// One statement of one account (camt.053, `Stmt`).
package struct BankStatement: Sendable, Equatable {
    package var id = Stated("", line: 0)
    /// IBAN, or whatever the bank numbers its accounts by.
    package var account = ""
    package var sequence = ""
    package var balances: [StatementBalance] = []
    /// Booked entries only; pending ones are counted.
    package var entries: [StatementEntry] = []
    package var pendingEntries = 0
}

/// `Bal`: OPBD opening, CLBD closing, PRCD the previous closing.
package struct StatementBalance: Sendable, Equatable {
    package var code = ""
    package var currency: CurrencyCode
    /// Negative when the account is overdrawn.
    package var amount: Amount
    package var line: Int32
}

/// `Ntry`: one booking, which may bundle several payments.
package struct StatementEntry: Sendable, Equatable {
    /// From the account's side: money out is negative.
    package var amount = Stated(ExactDecimal.zero, line: 0)
    package var currency: CurrencyCode
    package var isReversal = false
    package var booked: CalendarDate?
    package var valued: CalendarDate?
    /// The bank's own reference.
    package var reference = ""
    package var transactions: [StatementTransaction] = []
    /// Stated for the entry as a whole.
    package var exchange: StatedExchange?
}

/// `TxDtls`: one payment of an entry.
package struct StatementTransaction: Sendable, Equatable {
    /// From the account's side; `nil` where the bank gives none (the entry's then, if it is the only one).
    package var amount: ExactDecimal?
    package var currency: CurrencyCode?
    package var exchange: StatedExchange?
    /// It says itself whether money came or went.
    package var hasDirection = false
    package var endToEndID = ""
    package var paymentInformationID = ""
    package var transactionID = ""
    package var servicerReference = ""
    package var debtor = ""
    package var creditor = ""
    /// `RfrdDocInf/Nb`: documents that the payment names.
    package var documents: [String] = []
    /// `CdtrRefInf/Ref`.
    package var creditorReferences: [String] = []
    /// The unstructured parts, joined: banks break them at 140 characters.
    package var remittance = ""
    package var line: Int32 = 0
}

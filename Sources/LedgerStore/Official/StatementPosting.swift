package import BillingModel
internal import GRDB

/// A bank statement as the ledger keeps it: what it is known by, and its payments.
package struct StatementFact: Sendable, Equatable {
    /// The name of the file that it came in.
    package let document: String
    package let account: String
    package let id: String
    package let sequence: String
    package let payments: [PaymentFact]

    package init(document: String, account: String, id: String, sequence: String, payments: [PaymentFact]) {
        self.document = document
        self.account = account
        self.id = id
        self.sequence = sequence
        self.payments = payments
    }
}

/// One payment of a statement.
package struct PaymentFact: Sendable, Equatable {
    /// What was paid; negative when it came back.
    package let amount: Amount
    package let currency: CurrencyCode
    package let day: CalendarDate?
    package let isReversal: Bool
    package let party: String
    /// Texts that may name an invoice, each after the rung that it stands on.
    package let references: [String]
    /// The line of the file.
    package let line: Int

    package init(
        amount: Amount, currency: CurrencyCode, day: CalendarDate?, isReversal: Bool, party: String,
        references: [String], line: Int
    ) {
        self.amount = amount
        self.currency = currency
        self.day = day
        self.isReversal = isReversal
        self.party = party
        self.references = references
        self.line = line
    }
}

extension PaymentFact {
    init(_ row: Row) throws {
        let stored = StoredText(row: row, table: "bank_payments")
        self.init(
            amount: try stored.requiredAmount("amount"),
            currency: try stored.required(stored.currency("currency"), "currency"), day: try stored.date("booked_on"),
            isReversal: row["is_reversal"], party: stored.text("party"),
            references: try TextListJSON.read(stored.text("reference_texts"), column: "reference_texts"),
            line: row["line"])
    }
}

/// What became of the statements of an import.
package struct StatementImport: Sendable, Equatable {
    package fileprivate(set) var posted = 0
    package fileprivate(set) var payments = 0
    /// Statements that the ledger has.
    package fileprivate(set) var known = 0
    /// Of those, the ones that have other payments there: by account, id and number they are the same statement.
    package fileprivate(set) var differing: [StatementFact] = []

    package init() {}
}

extension RunPosting {
    /// Adds the statements that the ledger does not have. One that it has stays as it was first imported. Comes before
    /// ``seal(documents:)``, which enters the documents.
    package func post(
        statements: [(document: DocumentIndex, fact: StatementFact)]
    ) throws(LedgerError) -> StatementImport {
        try add { database in
            var outcome = StatementImport()
            for (document, fact) in statements {
                let found = try Int64.fetchOne(
                    database,
                    sql: """
                        SELECT statement_no FROM bank_statements
                        WHERE account = ? AND statement_id = ? AND sequence = ?
                        """, arguments: [fact.account, fact.id, fact.sequence])
                if let found {
                    outcome.known += 1
                    let payments = try Row.fetchAll(
                        database, sql: "SELECT * FROM bank_payments WHERE statement_no = ? ORDER BY payment_no",
                        arguments: [found]
                    ).map { try PaymentFact($0) }
                    if payments != fact.payments { outcome.differing.append(fact) }
                    continue
                }
                try insert(fact, document, database)
                outcome.posted += 1
                outcome.payments += fact.payments.count
            }
            return outcome
        }
    }

    private func insert(_ fact: StatementFact, _ document: DocumentIndex, _ database: Database) throws {
        try database.execute(
            sql: """
                INSERT INTO bank_statements (run_no, document_no, account, statement_id, sequence)
                VALUES (?, ?, ?, ?, ?)
                """, arguments: [runNumber, note(document), fact.account, fact.id, fact.sequence])
        let statement = database.lastInsertedRowID
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO bank_payments
                    (statement_no, line, amount, currency, booked_on, is_reversal, party, reference_texts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for payment in fact.payments {
            try insert.execute(arguments: [
                statement, payment.line, payment.amount.description, payment.currency.description,
                payment.day?.description, payment.isReversal, payment.party, TextListJSON.write(payment.references),
            ])
        }
    }
}

extension LedgerSchema {
    /// What official documents say that were imported: published rates, and the payments of bank statements. Facts:
    /// rows are added, never changed.
    ///
    /// A rate that was published again with another value is a row of its own that names the one it supersedes. Days
    /// are ISO text, rates and amounts decimal text. `reference_texts` is a JSON array: the rung that a text stands on,
    /// then the text, and so on.
    static let officialTables = """
        CREATE TABLE reference_rates (
            rate_no INTEGER PRIMARY KEY,
            run_no INTEGER NOT NULL REFERENCES runs,
            document_no INTEGER NOT NULL REFERENCES source_documents,
            source TEXT NOT NULL,
            currency TEXT NOT NULL,
            first_day TEXT NOT NULL,
            last_day TEXT NOT NULL,
            rate TEXT NOT NULL,
            supersedes INTEGER UNIQUE REFERENCES reference_rates
        ) STRICT;
        CREATE TABLE bank_statements (
            statement_no INTEGER PRIMARY KEY,
            run_no INTEGER NOT NULL REFERENCES runs,
            document_no INTEGER NOT NULL REFERENCES source_documents,
            account TEXT NOT NULL,
            statement_id TEXT NOT NULL,
            sequence TEXT NOT NULL,
            UNIQUE (account, statement_id, sequence)
        ) STRICT;
        CREATE TABLE bank_payments (
            payment_no INTEGER PRIMARY KEY,
            statement_no INTEGER NOT NULL REFERENCES bank_statements,
            line INTEGER NOT NULL,
            amount TEXT NOT NULL,
            currency TEXT NOT NULL,
            booked_on TEXT,
            is_reversal INTEGER NOT NULL,
            party TEXT NOT NULL,
            reference_texts TEXT NOT NULL
        ) STRICT;
        """

    static let officialTableNames = ["reference_rates", "bank_statements", "bank_payments"]
}

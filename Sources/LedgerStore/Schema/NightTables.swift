extension LedgerSchema {
    /// What each night came to, kept so that a later night shows the trend without adding up every earlier finding.
    /// Derived like the findings themselves: a run of the same date replaces its rows and no others.
    static let nightTables = """
        CREATE TABLE night_findings (
            as_of TEXT PRIMARY KEY,
            standing INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE night_disputes (
            as_of TEXT NOT NULL,
            currency TEXT NOT NULL,
            in_dispute TEXT NOT NULL,
            PRIMARY KEY (as_of, currency)
        ) STRICT, WITHOUT ROWID;
        """
}

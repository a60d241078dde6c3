extension LedgerSchema {
    /// The seals of runs (`Seal`), and which rows of which table each of them covers. Digests are hexadecimal.
    static let sealTables = """
        CREATE TABLE seals (
            run_no INTEGER PRIMARY KEY REFERENCES runs,
            form_version INTEGER NOT NULL,
            previous TEXT NOT NULL,
            digest TEXT NOT NULL
        ) STRICT;
        CREATE TABLE seal_parts (
            run_no INTEGER NOT NULL REFERENCES seals,
            position INTEGER NOT NULL,
            part TEXT NOT NULL,
            last INTEGER NOT NULL,
            row_count INTEGER NOT NULL,
            digest TEXT NOT NULL,
            row_marks BLOB NOT NULL,
            PRIMARY KEY (run_no, position)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX restatements_by_run ON restatements (run_no);
        CREATE INDEX withdrawals_by_run ON withdrawals (run_no);
        """

    /// The tables whose rows stay as they were written.
    static let factTableNames = SealPart.facts + ["charge_fractions", "seals", "seal_parts"]
    private static let factTablesBesideSeals = [
        "charge_fractions", "charge_fingerprints", "order_event_fingerprints", "seals", "seal_parts",
    ]

    /// Refuses to change or to delete a fact, whoever asks, from SQLite's own shell too.
    ///
    /// Triggers cost nothing where rows are only added. An `INSERT OR REPLACE` fires the one against deleting when
    /// `recursive_triggers` is on, as it is on this program's connections; elsewhere the seals show it.
    static var appendOnlyTriggers: String {
        appendOnlyTriggers(SealPart.of(version: 1).map(\.table) + factTablesBesideSeals)
    }

    /// The same for tables that a later migration adds.
    static func appendOnlyTriggers(_ tables: [String]) -> String {
        tables.map { table in
            ["UPDATE", "DELETE"].map { change in
                """
                CREATE TRIGGER \(table)_refuse_\(change.lowercased()) BEFORE \(change) ON \(table) BEGIN
                    SELECT RAISE(ABORT, '\(table) is append-only: facts are added, never changed');
                END;
                """
            }.joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

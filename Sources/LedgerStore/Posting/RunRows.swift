internal import BillingModel
internal import GRDB

extension RunPosting {
    /// Adds the row of a run and returns its number.
    static func insert(_ start: RunStart, _ database: Database) throws -> Int64 {
        try database.execute(
            sql: """
                INSERT INTO runs (tool_version, as_of, rules_digest, options_digest, options, started_at)
                VALUES (?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                start.toolVersion, start.asOf.description, start.rulesDigest, start.optionsDigest, start.options,
                start.startedAt,
            ])
        return database.lastInsertedRowID
    }

    static func insert(_ outcome: RunOutcome, run: Int64, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO run_outcomes (run_no, input_digest, exit_status, ended_at) VALUES (?, ?, ?, ?)",
            arguments: [run, outcome.inputDigest, outcome.exitStatus, outcome.endedAt])
        for (name, digest) in outcome.reportDigests {
            try database.execute(
                sql: "INSERT INTO run_reports (run_no, name, digest) VALUES (?, ?, ?)", arguments: [run, name, digest])
        }
    }

    /// SQLite's own check of references, off while rows are posted, for the tables that are small enough.
    static func checkReferences(_ database: Database) throws {
        for table in LedgerSchema.referencesCheckedAtCommit {
            if try Row.fetchOne(database, sql: "PRAGMA foreign_key_check(\(table))") != nil {
                throw LedgerError.danglingReference(table: table)
            }
        }
    }
}

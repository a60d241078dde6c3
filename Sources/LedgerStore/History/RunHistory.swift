package import BillingModel
internal import GRDB

/// What decides a run's reports: runs with equal keys write equal bytes.
package struct RunKey: Sendable, Equatable {
    package let toolVersion: String
    package let asOf: CalendarDate
    package let rulesDigest: String
    package let optionsDigest: String
    package let inputDigest: String

    package init(
        toolVersion: String, asOf: CalendarDate, rulesDigest: String, optionsDigest: String, inputDigest: String
    ) {
        self.toolVersion = toolVersion
        self.asOf = asOf
        self.rulesDigest = rulesDigest
        self.optionsDigest = optionsDigest
        self.inputDigest = inputDigest
    }
}

/// A run that was committed.
package struct RunRecord: Sendable, Equatable {
    package let runNumber: Int64
    package let key: RunKey
    package let options: String
    package let startedAt: String
    package let endedAt: String
    package let exitStatus: Int
    /// Name of each report file and its digest.
    package let reportDigests: [String: String]
}

extension Ledger {
    /// The last run of this key, its record proved; `nil` when there was none.
    package func completedRun(_ key: RunKey) throws(LedgerError) -> RunRecord? {
        try access { database in
            let run = try RunRecord.fetch(
                """
                WHERE r.tool_version = ? AND r.as_of = ? AND r.rules_digest = ? AND r.options_digest = ?
                    AND o.input_digest = ?
                ORDER BY r.run_no DESC LIMIT 1
                """,
                [key.toolVersion, key.asOf.description, key.rulesDigest, key.optionsDigest, key.inputDigest], database
            ).first
            if let run { try proving(database) { try FoundationProof.checkRecord(of: run.runNumber, $0) } }
            return run
        }
    }

    /// The last runs, newest first.
    package func lastRuns(_ count: Int = 1) throws(LedgerError) -> [RunRecord] {
        try access { try RunRecord.fetch("ORDER BY r.run_no DESC LIMIT ?", [count], $0) }
    }
}

extension RunRecord {
    static func fetch(
        _ condition: String, _ arguments: StatementArguments, _ database: Database
    ) throws -> [RunRecord] {
        let rows = try Row.fetchAll(
            database, sql: "SELECT * FROM runs r JOIN run_outcomes o USING (run_no) \(condition)", arguments: arguments)
        return try rows.map { row in
            let stored = StoredText(row: row, table: "runs")
            let run: Int64 = row["run_no"]
            let reports = try Row.fetchAll(
                database, sql: "SELECT name, digest FROM run_reports WHERE run_no = ?", arguments: [run])
            return RunRecord(
                runNumber: run,
                key: RunKey(
                    toolVersion: stored.text("tool_version"), asOf: try stored.requiredDate("as_of"),
                    rulesDigest: stored.text("rules_digest"), optionsDigest: stored.text("options_digest"),
                    inputDigest: stored.text("input_digest")),
                options: stored.text("options"), startedAt: stored.text("started_at"), endedAt: stored.text("ended_at"),
                exitStatus: row["exit_status"],
                reportDigests: Dictionary(uniqueKeysWithValues: reports.map { ($0[0] as String, $0[1] as String) }))
        }
    }
}

internal import GRDB

/// The numbered migrations of the ledger file. A migration that was released is never edited; a change is a new one.
enum LedgerSchema {
    /// `TieO`, in the header of the file: tells a ledger from other people's databases.
    static let applicationID: Int32 = 0x5469_654F

    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 facts, dictionaries, findings") { database in
            try database.execute(sql: "PRAGMA application_id = \(applicationID)")
            try database.execute(sql: runTables)
            try database.execute(sql: dictionaryTables)
            try database.execute(sql: factTables)
            try database.execute(sql: findingTables)
            try database.execute(sql: views)
        }
        // References are checked as rows come in: nothing here changes a row that is there.
        migrator.registerMigration("2 append-only, seals, journal", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: sealTables)
            try RunSealing.sealEverything(database)
            try database.execute(sql: appendOnlyTriggers)
            try database.execute(sql: journalViews)
        }
        migrator.registerMigration("3 night totals", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: nightTables)
        }
        migrator.registerMigration("4 where decisions come from", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: decisionSources)
            try database.execute(sql: appendOnlyTriggers(["decision_sources"]))
        }
        migrator.registerMigration("5 imported rates and statements", foreignKeyChecks: .immediate) { database in
            try database.execute(sql: officialTables)
            try database.execute(sql: appendOnlyTriggers(officialTableNames))
        }
        return migrator
    }

    /// The tables whose references are checked before each commit, in place of SQLite's check at each insert: looking
    /// up four references for every charge takes 0.55 s per million rows, half as long again as writing them.
    ///
    /// Not among them are the tables with many rows (`charges`, `charge_fractions`, `order_events`, findings, imported
    /// rates and payments), whose references are numbers that the same run handed out or read; `PRAGMA
    /// foreign_key_check` covers them too.
    static let referencesCheckedAtCommit = [
        "run_outcomes", "run_reports", "run_documents", "source_documents", "invoices", "invoice_headers", "postings",
        "charge_fingerprints", "order_event_fingerprints", "restatements", "withdrawals", "rejected_lines", "decisions",
        "decision_sources", "bank_statements",
    ]
}

internal import GRDB

/// Which journal SQLite keeps while a run writes.
///
/// Measured with a million rows of 26 columns (157 MB): through the write-ahead log 1.08 s + 0.33 s for commit and
/// checkpoint, with a 48 MB page cache (a small one makes it twice that); with a rollback journal 0.92 s + 0.06 s and
/// 8 MB, because pages added behind the end of the file need no journal and are written once. So the first load of an
/// empty ledger, which nobody can want to read meanwhile, takes the rollback journal. All other runs write a log, which
/// leaves readers of the committed state undisturbed. Both leave the ledger as it was when the process dies.
enum LedgerJournal {
    /// The two ways of writing a run.
    enum Mode {
        case firstLoad, appending
    }

    static func begin(_ database: Database) throws -> Mode {
        let isEmpty =
            try Bool.fetchOne(
                database,
                sql: "SELECT NOT EXISTS (SELECT 1 FROM charges) AND NOT EXISTS (SELECT 1 FROM order_events)") ?? false
        let mode = try isEmpty && leaveWriteAheadLog(database) ? Mode.firstLoad : .appending
        try database.execute(sql: "PRAGMA cache_size = \(mode == .firstLoad ? -8_192 : -49_152)")
        try database.execute(sql: "PRAGMA foreign_keys = OFF")
        try database.execute(sql: "BEGIN IMMEDIATE")
        return mode
    }

    /// Whether the rollback journal is in use now. It is not to be had while another connection is open, which is no
    /// reason to wait or to fail: the log serves as well.
    private static func leaveWriteAheadLog(_ database: Database) throws -> Bool {
        try database.execute(sql: "PRAGMA busy_timeout = 0")
        var mode: String?
        do {
            mode = try String.fetchOne(database, sql: "PRAGMA journal_mode = DELETE")
        } catch ResultCode.SQLITE_BUSY {
            mode = "wal"
        }
        try database.execute(sql: "PRAGMA busy_timeout = \(LedgerFile.busyMilliseconds)")
        return mode == "delete"
    }

    /// Takes back what the transaction did. Some errors, a full disk among them, make SQLite do so by itself.
    static func rollBack(_ mode: Mode, _ database: Database) throws {
        if database.isInsideTransaction { try database.execute(sql: "ROLLBACK") }
        try end(mode, database)
    }

    /// After commit or rollback: everything into the one file, and back to the ordinary settings.
    static func end(_ mode: Mode, _ database: Database) throws {
        switch mode {
        case .firstLoad: try useWriteAheadLog(database)
        case .appending:
            // Answers "busy" instead of failing while someone reads; the next run's checkpoint does it then.
            _ = try Row.fetchOne(database, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try database.execute(sql: "PRAGMA foreign_keys = ON")
    }

    static func useWriteAheadLog(_ database: Database) throws {
        _ = try String.fetchOne(database, sql: "PRAGMA journal_mode = WAL")
        // A run's log is brought home once, at its end.
        _ = try Int.fetchOne(database, sql: "PRAGMA wal_autocheckpoint = 0")
    }
}

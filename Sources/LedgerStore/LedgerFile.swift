internal import GRDB
internal import Glibc

/// Opening the file: permissions, settings, recognition and migration.
enum LedgerFile {
    /// A person's short look with `sqlite3` is waited for; a run that cannot write says so soon.
    static let busyMilliseconds = 5_000

    /// Sees to it that the file is there and can be written, before SQLite makes one with the mode of the day; the
    /// files that SQLite lays beside it inherit its mode.
    static func prepare(_ path: String, creating: Bool) throws(LedgerError) {
        let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC | (creating ? O_CREAT : 0), 0o600)
        if descriptor < 0 {
            if errno == ENOENT, !creating { throw .missing(path: path) }
            throw .unwritable(path: path, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
    }

    /// Opens and migrates. Throws GRDB's errors and ``LedgerError``.
    static func open(_ path: String) throws -> DatabaseQueue {
        let queue = try DatabaseQueue(path: path, configuration: configuration)
        try queue.inDatabase { database in
            try recognise(database, path: path)
            if try LedgerSchema.migrator.hasBeenSuperseded(database) { throw LedgerError.newerSchema(path: path) }
        }
        try LedgerSchema.migrator.migrate(queue)
        try queue.inDatabase { try LedgerJournal.useWriteAheadLog($0) }
        return queue
    }

    /// A file without tables is a new ledger; otherwise the header must say that tieout made it.
    private static func recognise(_ database: Database, path: String) throws {
        let tables = try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") ?? 0
        let application = try Int32.fetchOne(database, sql: "PRAGMA application_id") ?? 0
        if application == LedgerSchema.applicationID || (tables == 0 && application == 0) { return }
        throw LedgerError.notALedger(path: path, reason: "it is a database of another program")
    }

    private static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .timeout(Double(busyMilliseconds) / 1_000)
        // A run's transaction stays open from batch to batch.
        configuration.allowsUnsafeTransactions = true
        configuration.prepareDatabase { database in
            // 8 KiB measured a little faster than 4 and 16 for appending; it takes effect on a new file only.
            try database.execute(sql: "PRAGMA page_size = 8192")
            // FULL, not NORMAL: a run is one commit, so it costs one fsync a night, and after a power failure the
            // ledger must not lack a run whose reports are out.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        return configuration
    }
}

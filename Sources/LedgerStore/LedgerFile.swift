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
            // Before the migrator makes its own table: a process that dies in between must not leave a stranger.
            if try Int32.fetchOne(database, sql: "PRAGMA application_id") != LedgerSchema.applicationID {
                try database.execute(sql: "PRAGMA application_id = \(LedgerSchema.applicationID)")
            }
        }
        try LedgerSchema.migrator.migrate(queue)
        try queue.inDatabase { try LedgerJournal.useWriteAheadLog($0) }
        return queue
    }

    /// Opens a ledger for looking at it: nothing is created, migrated or written.
    ///
    /// SQLite needs a place for its shared memory beside the file even then. On a medium that gives it none, a ledger
    /// without a write-ahead log is read as the unchanging file that it is.
    static func openReading(_ path: String) throws -> DatabaseQueue {
        try prepareReading(path)
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(Double(busyMilliseconds) / 1_000)
        configuration.allowsUnsafeTransactions = true
        do {
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { try checkVersion($0, path: path) }
            return queue
        } catch ResultCode.SQLITE_CANTOPEN where !hasLog(path) {
            let queue = try DatabaseQueue(path: immutable(path), configuration: configuration)
            try queue.inDatabase { try checkVersion($0, path: path) }
            return queue
        }
    }

    private static func prepareReading(_ path: String) throws(LedgerError) {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            throw errno == ENOENT
                ? .missing(path: path) : .unreadableFile(path: path, reason: String(cString: strerror(errno)))
        }
        close(descriptor)
    }

    /// The schema has to be this version's own; nothing is migrated.
    private static func checkVersion(_ database: Database, path: String) throws {
        // Reading means rolling back what a dead process left half written, which needs the right to write.
        do {
            try recognise(database, path: path)
        } catch ResultCode.SQLITE_READONLY {
            throw LedgerError.interrupted(path: path)
        }
        if try LedgerSchema.migrator.hasBeenSuperseded(database) { throw LedgerError.newerSchema(path: path) }
        if try !LedgerSchema.migrator.hasCompletedMigrations(database) { throw LedgerError.olderSchema(path: path) }
    }

    private static func hasLog(_ path: String) -> Bool {
        var status = stat()
        return stat(path + "-wal", &status) == 0 && status.st_size > 0
    }

    /// As a URI, in which some characters of a path would mean something.
    private static func immutable(_ path: String) -> String {
        let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-".utf8)
        let escaped = path.utf8.reduce(into: "") { text, byte in
            text += plain.contains(byte) ? String(UnicodeScalar(byte)) : "%" + HexText.write([byte])
        }
        return "file:" + escaped + "?immutable=1"
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
            // With it, replacing a row counts as deleting it, which the triggers refuse.
            try database.execute(sql: "PRAGMA recursive_triggers = ON")
            // FULL, not NORMAL: a run is one commit, so it costs one fsync a night, and after a power failure the
            // ledger must not lack a run whose reports are out.
            try database.execute(sql: "PRAGMA synchronous = FULL")
        }
        return configuration
    }
}

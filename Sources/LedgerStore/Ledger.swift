internal import BillingModel
internal import GRDB

/// The append-only record of what was billed, what was ordered and what was found: one SQLite file.
///
/// For one thread. A process that writes takes the ``LedgerLock`` first. Everything a run adds goes through the
/// ``RunPosting`` of ``beginRun(_:)`` and becomes visible at its commit; the other functions read what is committed.
package final class Ledger {
    package let path: String
    private let queue: DatabaseQueue

    /// Opens a ledger, migrated to the schema of this version.
    ///
    /// - Parameter creating: Whether a missing file is created, mode 0600, or refused.
    package init(path: String, creating: Bool = true) throws(LedgerError) {
        self.path = path
        try LedgerFile.prepare(path, creating: creating)
        do {
            queue = try LedgerFile.open(path)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Opens a ledger for looking at it: nothing is created, migrated or written, and no lock is taken. The ledger must
    /// have been brought to the schema of this version by a run.
    package init(reading path: String) throws(LedgerError) {
        self.path = path
        do {
            queue = try LedgerFile.openReading(path)
        } catch {
            throw LedgerError(error, path: path)
        }
    }

    /// Begins the transaction of a run. One at a time; the lock of the file is the caller's affair.
    package func beginRun(_ start: RunStart) throws(LedgerError) -> RunPosting {
        try access { try RunPosting(start, in: self, $0) }
    }

    /// Reads the ledger as it is committed at one moment, whatever a run commits meanwhile.
    func snapshot<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        try access { database in
            try database.execute(sql: "BEGIN DEFERRED")
            let result = Swift.Result { try body(database) }
            try database.execute(sql: "ROLLBACK")
            return try result.get()
        }
    }

    /// Runs a piece of work on the connection, errors turned into the ledger's own.
    func access<Result>(_ body: (Database) throws -> Result) throws(LedgerError) -> Result {
        do {
            return try queue.inDatabase(body)
        } catch {
            throw LedgerError(error, path: path)
        }
    }
}

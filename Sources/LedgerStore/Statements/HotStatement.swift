internal import GRDB
internal import GRDBSQLite

/// A prepared statement on GRDB's own connection, for the inserts that run a million times a night.
///
/// GRDB's statements take Swift values one by one through an existential; here a row is bound from plain memory that
/// the caller keeps still until ``run()`` (SQLite is told that it is static and copies nothing).
struct HotStatement: ~Copyable {
    private let handle: OpaquePointer
    /// The first code other than `SQLITE_OK` of the binds since the last ``run()``.
    private var bindFailure = SQLITE_OK

    init(_ sql: String, on database: Database) throws(LedgerError) {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v3(
            database.sqliteConnection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
        guard code == SQLITE_OK, let statement else {
            throw LedgerError(code, on: database.sqliteConnection)
        }
        handle = statement
    }

    deinit { sqlite3_finalize(handle) }

    /// Parameters count from 1.
    @inline(__always)
    mutating func bind(_ value: Int64, at parameter: Int32) {
        note(sqlite3_bind_int64(handle, parameter, value))
    }

    @inline(__always)
    mutating func bindNull(at parameter: Int32) {
        note(sqlite3_bind_null(handle, parameter))
    }

    /// Empty text is stored as `NULL`.
    @inline(__always)
    mutating func bind(_ text: UnsafeRawBufferPointer, at parameter: Int32) {
        if text.isEmpty {
            note(sqlite3_bind_null(handle, parameter))
        } else {
            let characters = text.baseAddress?.assumingMemoryBound(to: CChar.self)
            note(sqlite3_bind_text(handle, parameter, characters, Int32(truncatingIfNeeded: text.count), nil))
        }
    }

    /// The memory stays where it is until the row has been written.
    mutating func bind(blob: UnsafeRawBufferPointer, at parameter: Int32) {
        note(sqlite3_bind_blob64(handle, parameter, blob.baseAddress, UInt64(blob.count), nil))
    }

    /// Copied, for the rare rows whose texts are Swift strings; empty text stays text.
    mutating func bind(_ text: String, at parameter: Int32) {
        let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
        if text.isEmpty {
            note(sqlite3_bind_text(handle, parameter, "", 0, transient))
            return
        }
        var text = text
        let code = text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                sqlite3_bind_text(handle, parameter, characters.baseAddress, Int32(bytes.count), transient)
            }
        }
        note(code)
    }

    /// Runs a statement that returns no row.
    @inline(__always)
    mutating func run() throws(LedgerError) {
        let code = bindFailure == SQLITE_OK ? sqlite3_step(handle) : bindFailure
        if code != SQLITE_DONE { throw failed(code) }
        sqlite3_reset(handle)
    }

    /// The first column of the one row that the statement returns, `nil` when it returns none.
    mutating func integer() throws(LedgerError) -> Int64? {
        let code = bindFailure == SQLITE_OK ? sqlite3_step(handle) : bindFailure
        switch code {
        case SQLITE_ROW:
            let value = sqlite3_column_int64(handle, 0)
            sqlite3_reset(handle)
            return value
        case SQLITE_DONE:
            sqlite3_reset(handle)
            return nil
        default: throw failed(code)
        }
    }

    /// Rows that the last ``run()`` inserted, changed or deleted.
    var changes: Int { Int(sqlite3_changes(sqlite3_db_handle(handle))) }

    /// The row number of the last insert.
    var insertedRow: Int64 { sqlite3_last_insert_rowid(sqlite3_db_handle(handle)) }

    @inline(__always)
    private mutating func note(_ code: Int32) {
        if code != SQLITE_OK, bindFailure == SQLITE_OK { bindFailure = code }
    }

    private mutating func failed(_ code: Int32) -> LedgerError {
        let error = LedgerError(code, on: sqlite3_db_handle(handle))
        bindFailure = SQLITE_OK
        sqlite3_reset(handle)
        return error
    }
}

internal import GRDB
internal import GRDBSQLite

/// Reads the rows of a query where SQLite has them, for scans over every row of the ledger: no Swift value is made of
/// a column that nobody asks for.
struct RowScan: ~Copyable {
    private let handle: OpaquePointer
    /// SQLite would begin again from the first row.
    private var isOver = false

    /// Parameters are whole numbers, in the order of `?1`, `?2`, …
    init(_ sql: String, _ arguments: [Int64] = [], on database: Database) throws(LedgerError) {
        var statement: OpaquePointer?
        let code = sqlite3_prepare_v2(database.sqliteConnection, sql, -1, &statement, nil)
        guard code == SQLITE_OK, let statement else {
            throw LedgerError(code, on: database.sqliteConnection)
        }
        handle = statement
        for (position, argument) in arguments.enumerated() {
            sqlite3_bind_int64(statement, Int32(position + 1), argument)
        }
    }

    deinit { sqlite3_finalize(handle) }

    /// Goes to the next row; `false` after the last one, however often it is asked.
    @inline(__always)
    mutating func next() throws(LedgerError) -> Bool {
        if isOver { return false }
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE:
            isOver = true
            return false
        case let code: throw LedgerError(code, on: sqlite3_db_handle(handle))
        }
    }

    var columnCount: Int32 { sqlite3_column_count(handle) }

    func name(of column: Int32) -> String {
        sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
    }

    /// `SQLITE_INTEGER`, `SQLITE_TEXT` and so on.
    @inline(__always)
    func type(_ column: Int32) -> Int32 { sqlite3_column_type(handle, column) }

    /// Columns count from 0.
    @inline(__always)
    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// The bytes of a text or a blob, valid until ``next()``; empty for `NULL`.
    @inline(__always)
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        // The pointer first: asking for it decides in which form the length is counted.
        let start = type(column) == SQLITE_BLOB ? sqlite3_column_blob(handle, column) : text(column)
        return UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    func string(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }

    @inline(__always)
    private func text(_ column: Int32) -> UnsafeRawPointer? {
        sqlite3_column_text(handle, column).map { UnsafeRawPointer($0) }
    }
}

extension LedgerError {
    /// Asks the connection what its last error was.
    init(_ code: Int32, on connection: OpaquePointer?) {
        self.init(
            resultCode: code,
            message: sqlite3_errmsg(connection).map { String(cString: $0) } ?? "no message",
            path: sqlite3_db_filename(connection, "main").map { String(cString: $0) } ?? "")
    }
}

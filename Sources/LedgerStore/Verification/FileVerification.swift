internal import GRDB
internal import Glibc

extension Ledger {
    /// The file's length, which SQLite does not look at, and SQLite's own check of pages, indexes and types. `nil` when
    /// nothing is found.
    package func verifyFile() throws(LedgerError) -> LedgerFault? {
        try snapshot { database in
            let page = try Int.fetchOne(database, sql: "PRAGMA page_size") ?? 1
            var status = stat()
            if stat(path, &status) == 0, Int(status.st_size) % page != 0 {
                return LedgerFault("the file", "ends in the middle of a page: it has been cut off")
            }
            let found = try String.fetchOne(database, sql: "PRAGMA integrity_check(1)") ?? "no answer"
            return found == "ok" ? nil : LedgerFault("the file", found)
        }
    }

    /// SQLite's shorter check: pages and rows, without comparing every index. `nil` when it finds nothing.
    package func verifyFileQuickly() throws(LedgerError) -> LedgerFault? {
        try snapshot { database in
            let found = try String.fetchOne(database, sql: "PRAGMA quick_check(1)") ?? "no answer"
            return found == "ok" ? nil : LedgerFault("the file", found)
        }
    }

    /// Every row that another row names is there. `nil` when nothing is missing.
    package func verifyReferences() throws(LedgerError) -> LedgerFault? {
        try snapshot { database in
            guard let row = try Row.fetchOne(database, sql: "PRAGMA foreign_key_check") else { return nil }
            let parent: String = row["parent"]
            return LedgerFault(row["table"], row: row["rowid"], "names a row of \(parent) that is not there")
        }
    }

    /// Tables, views and the triggers that keep facts as they are: those of this version, and no others. SQLite's own
    /// statistics (`ANALYZE`) may be there.
    package func verifySchema() throws(LedgerError) -> LedgerFault? {
        try snapshot { database in
            let model = try DatabaseQueue()
            try LedgerSchema.migrator.migrate(model)
            let expected = try model.inDatabase(Ledger.schema)
            let found = try Ledger.schema(database)
            for (name, text) in expected.sorted(by: { $0.key < $1.key }) where found[name] != text {
                return LedgerFault("the schema", "\(name) is \(found[name] == nil ? "missing" : "not as it was made")")
            }
            let stranger = found.keys.sorted().first { expected[$0] == nil }
            return stranger.map { LedgerFault("the schema", "\($0) is not of this version") }
        }
    }

    private static func schema(_ database: Database) throws -> [String: String] {
        let rows = try Row.fetchAll(
            database,
            sql: "SELECT type || ' ' || name, sql FROM sqlite_schema WHERE substr(name, 1, 7) <> 'sqlite_'")
        return Dictionary(rows.map { ($0[0] as String, $0[1] as String) }, uniquingKeysWith: { first, _ in first })
    }
}

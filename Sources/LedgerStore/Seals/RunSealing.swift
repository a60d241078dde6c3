internal import Foundation
internal import GRDB

/// Seals what was appended since the last seal; the last thing that a run does before its commit.
enum RunSealing {
    /// Seals a run whose charges and order rows were digested while they were posted.
    static func seal(
        run: Int64, charges: SealStream.Result, orderEvents: SealStream.Result, _ database: Database
    ) throws {
        try seal(run: run, version: Seal.currentVersion, database) { part, _, _ in
            switch part.form {
            case .charges: charges
            case .orderEvents: orderEvents
            case .columns, .night: nil
            }
        }
    }

    /// Seals everything that a ledger of a version without seals holds, as it is found and in the first form; nothing
    /// in an empty one.
    static func sealEverything(_ database: Database) throws {
        guard let run = try Int64.fetchOne(database, sql: "SELECT max(run_no) FROM runs") else { return }
        let dictionaries = try StoredDictionaries(database)
        try seal(run: run, version: 1, database) { part, first, last in
            switch part.form {
            case .charges:
                try StoredSealing.charges(after: first, through: last, dictionaries, database) { _, _, _ in }
            case .orderEvents:
                try StoredSealing.orderEvents(after: first, through: last, dictionaries, database) { _, _ in }
            case .columns, .night: nil
            }
        }
    }

    private static func seal(
        run: Int64, version: Int64, _ database: Database,
        digest: (_ part: SealPart, _ after: Int64, _ through: Int64) throws -> SealStream.Result?
    ) throws {
        let before = try Row.fetchOne(database, sql: "SELECT run_no, digest FROM seals ORDER BY run_no DESC LIMIT 1")
        let previousRun: Int64 = before?["run_no"] ?? 0
        let previous = try before.map { row in
            guard let bytes = HexText.read(row["digest"]) else {
                throw LedgerError.unreadable(table: "seals", reason: "the digest of run \(previousRun)")
            }
            return bytes
        }
        let lasts = try Dictionary(
            Row.fetchAll(
                database, sql: "SELECT part, last FROM seal_parts WHERE run_no = ?", arguments: [previousRun]
            ).map { ($0["part"] as String, $0["last"] as Int64) }, uniquingKeysWith: max)
        let parts = try SealPart.of(version: version).map { part in
            let first = part.form == .night ? run - 1 : lasts[part.table] ?? 0
            let last =
                part.number == "run_no"
                ? run : try Int64.fetchOne(database, sql: "SELECT max(\(part.number)) FROM \(part.table)") ?? first
            if let result = try digest(part, first, last) {
                return Seal.Part(
                    table: part.table, last: last, rows: result.rows, digest: result.digest, marks: [])
            }
            let reading = try PartReading(of: part, after: first, through: last, database)
            return Seal.Part(
                table: part.table, last: last, rows: reading.result.rows, digest: reading.result.digest,
                marks: reading.marks)
        }
        try Seal(version: version, run: run, previous: previous ?? Seal.none, parts: parts).insert(database)
    }
}

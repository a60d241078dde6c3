import BillingModel
import GRDB
import Testing

@testable import LedgerStore

@Suite("Ledgers of older versions")
struct LedgerMigrationTests {
    /// A ledger as version 1 left it, with two nights in it.
    private func versionOne() throws -> TestLedger {
        let test = try TestLedger.ofTwoNights()
        try DatabaseQueue(path: test.path).inDatabase { database in
            let added = try Row.fetchAll(
                database,
                sql: """
                    SELECT type, name FROM sqlite_schema
                    WHERE type = 'trigger' OR name IN ('current_amounts', 'journal_sums', 'journal_documents',
                        'restatements_by_run', 'withdrawals_by_run', 'seal_parts', 'seals',
                        'night_findings', 'night_disputes', 'decision_sources', 'bank_payments',
                        'bank_statements', 'reference_rates')
                    ORDER BY type = 'table', name
                    """)
            for object in added {
                try database.execute(sql: "DROP \(object["type"] as String) \(object["name"] as String)")
            }
            try database.execute(sql: "DELETE FROM grdb_migrations WHERE identifier NOT LIKE '1 %'")
        }
        return test
    }

    private static let schema = "SELECT type || ' ' || name || ' ' || ifnull(sql, '') FROM sqlite_schema ORDER BY 1"

    @Test("The ledger that is migrated here is version 1's to the letter")
    func isVersionOne() throws {
        let genuine = try DatabaseQueue()
        try LedgerSchema.migrator.migrate(genuine, upTo: "1 facts, dictionaries, findings")
        let expected = try genuine.read { try String.fetchAll($0, sql: Self.schema) }
        #expect(try versionOne().texts(Self.schema) == expected)
    }

    @Test("Its runs are sealed as they are found, and the next run goes on from there")
    func sealed() throws {
        let test = try versionOne()
        _ = try test.open()
        let verification = try Ledger(reading: test.path).verifySeals()
        #expect(verification.seals.map(\.run) == [2])
        #expect(verification.charges == 6)
        #expect(verification.orderEvents == 4)
        #expect(verification.fault == nil)
        try test.night("2026-10-12", Night([("G1", [Line("order-1", "13.00")]), ("G3", [Line("order-x")])]))
        #expect(try Ledger(reading: test.path).verifySeals().seals.map(\.run) == [2, 3])
        #expect(try test.sealFault() == nil)
        try test.tamper("UPDATE charges SET tax = tax + 1 WHERE charge_no = 2")
        #expect(
            try test.sealFault() == "charges row 2: is not what was posted: its fields and its fingerprint disagree")
    }

    @Test("It has everything that a new ledger has")
    func schema() throws {
        let test = try versionOne()
        _ = try test.open()
        #expect(try Ledger(reading: test.path).verifySchema() == nil)
        let new = try TestLedger.ofTwoNights()
        #expect(try Ledger(reading: test.path).books() == Ledger(reading: new.path).books())
    }

    @Test("It is not migrated by looking at it")
    func refused() throws {
        let test = try versionOne()
        #expect(throws: LedgerError.olderSchema(path: test.path)) { try Ledger(reading: test.path) }
        #expect(try test.number("SELECT count(*) FROM grdb_migrations") == 1)
    }

    @Test("A version 1 ledger without a run has nothing to seal")
    func empty() throws {
        let test = try TestLedger()
        let queue = try DatabaseQueue(path: test.path)
        try LedgerSchema.migrator.migrate(queue, upTo: "1 facts, dictionaries, findings")
        try queue.close()
        _ = try test.open()
        #expect(try Ledger(reading: test.path).verifySeals().seals == [])
        try test.night("2026-10-12", Night([("G1", [Line()])]))
        #expect(try test.sealFault() == nil)
    }
}

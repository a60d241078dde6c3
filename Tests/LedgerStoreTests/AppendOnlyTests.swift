import BillingModel
import GRDB
import Testing

@testable import LedgerStore

@Suite("Facts are added, never changed")
struct AppendOnlyTests {
    @Test("Changing or deleting a fact is refused, in every table", arguments: LedgerSchema.factTableNames)
    func refused(table: String) throws {
        let test = try TestLedger.ofTwoNights()
        let queue = try DatabaseQueue(path: test.path)
        let column = try #require(try test.texts("SELECT name FROM pragma_table_info('\(table)') LIMIT 1").first)
        // A trigger fires for a row, so there has to be one.
        if table.hasPrefix("decision") { try insertDecision(queue) }
        if LedgerSchema.officialTableNames.contains(table) { try insertOfficial(queue) }
        for sql in ["UPDATE \(table) SET \(column) = \(column)", "DELETE FROM \(table)"] {
            #expect { try queue.write { try $0.execute(sql: sql) } } throws: { error in
                (error as? DatabaseError)?.message == "\(table) is append-only: facts are added, never changed"
            }
        }
    }

    @Test("Replacing a fact is deleting it, on the ledger's own connection")
    func replaced() throws {
        let test = try TestLedger.ofTwoNights()
        #expect(throws: LedgerError.self) {
            try test.open().access { database in
                try database.execute(sql: "INSERT OR REPLACE INTO customers VALUES (1, 'customer-1', 'Someone Else')")
            }
        }
        #expect(try test.texts("SELECT name FROM customers WHERE customer_no = 1") == ["Alpine Dental Group"])
    }

    @Test("What is derived is replaced by a later run of its date, which seals it anew")
    func derived() throws {
        let test = try TestLedger.ofTwoNights()
        let run = try test.open().beginRun(.test("2026-10-11"))
        try run.replaceDiscrepancies([])
        try run.replaceControlTotals([])
        try run.replaceNightWorth(NightWorth(asOf: "2026-10-11", findings: 0, inDispute: [:]))
        try run.replaceFileIdentities([])
        try run.commit(.test)
        #expect(try test.sealFault() == nil)
        try DatabaseQueue(path: test.path).write { try $0.execute(sql: "UPDATE night_findings SET standing = 1") }
        #expect(try test.sealFault() == "night_findings: the rows of 2026-10-11 are not what run 3 sealed")
    }

    @Test("Every table is either a fact or derived")
    func complete() throws {
        let test = try TestLedger()
        _ = try test.open()
        let derived = [
            "control_totals", "discrepancies", "file_identities", "night_disputes", "night_findings", "nights",
        ]
        let tables = try test.texts(
            """
            SELECT name FROM sqlite_schema
            WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations' ORDER BY name
            """)
        #expect(tables == (LedgerSchema.factTableNames + derived).sorted())
    }

    private func insertDecision(_ queue: DatabaseQueue) throws {
        try queue.write {
            try $0.execute(sql: "INSERT INTO decisions VALUES (1, 1, 'D', 'accepted', '', NULL, '2026-10-11')")
            try $0.execute(sql: "INSERT INTO decision_sources VALUES (1, 1, 2, 'anna')")
        }
    }

    private func insertOfficial(_ queue: DatabaseQueue) throws {
        try queue.write {
            try $0.execute(
                sql: """
                    INSERT INTO reference_rates VALUES (1, 1, 1, 'ecb', 'USD', '2026-10-08', '2026-10-08', '1.25', NULL);
                    INSERT INTO bank_statements VALUES (1, 1, 1, 'DE1', 'S1', '4');
                    INSERT INTO bank_payments VALUES (1, 1, 7, '1', 'EUR', '2026-10-20', 0, '', '[]');
                    """)
        }
    }
}

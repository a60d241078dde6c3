import BillingModel
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("The ledgers of earlier schemas, with data in them")
struct OldLedgersTests {
    private static let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    /// A ledger as that schema's program left it.
    private func ledger(ofSchema number: Int) throws -> TestLedger {
        let test = try TestLedger()
        let text = try String(
            contentsOf: Self.fixtures.appendingPathComponent("schema-\(number).sql"), encoding: .utf8)
        var configuration = Configuration()
        configuration.foreignKeysEnabled = false
        let queue = try DatabaseQueue(path: test.path, configuration: configuration)
        try queue.inDatabase { try $0.execute(sql: text) }
        try queue.close()
        return test
    }

    /// Every row of the tables that schema 1 had, as text.
    private func facts(_ test: TestLedger) throws -> [String] {
        try DatabaseQueue(path: test.path).read { database in
            try SealPart.of(version: 1).flatMap { part in
                try Row.fetchAll(database, sql: "SELECT * FROM \(part.table) ORDER BY 1, 2").map {
                    "\(part.table) \($0)"
                }
            }
        }
    }

    @Test("Each is migrated with nothing lost, proved, and goes on", arguments: 1...4)
    func migrated(schema: Int) throws {
        let test = try ledger(ofSchema: schema)
        #expect(try test.number("SELECT count(*) FROM grdb_migrations") == schema)
        let before = try facts(test)
        #expect(before.count > 100)
        _ = try test.open()
        #expect(try test.number("SELECT count(*) FROM grdb_migrations") == LedgerSchema.migrator.migrations.count)
        #expect(try facts(test) == before)
        try expectProved(test, seals: schema == 1 ? 1 : 2)

        let ledger = try test.open()
        try ledger.proveFoundation(before: "2026-11-12")
        var findings = 0
        try ledger.forEachPreviousFinding(before: "2026-11-12") { _, _ in findings += 1 }
        #expect(findings > 1)
        #expect(try ledger.earlierInvoices(before: "2026-11-12").map(\.id) == ["G041870114", "G043377940"])
        try test.night("2026-11-12", Night([("G1", [Line("order-1")])], orders: [Order("order-1")]))
        try expectProved(test, seals: schema == 1 ? 2 : 3)
        #expect(
            try test.number("SELECT form_version FROM seals ORDER BY run_no DESC LIMIT 1") == Int(Seal.currentVersion))
    }

    private func expectProved(_ test: TestLedger, seals: Int) throws {
        let ledger = try Ledger(reading: test.path)
        let verification = try ledger.verifySeals()
        #expect(verification.fault == nil)
        #expect(verification.seals.count == seals)
        #expect(try ledger.verifySchema() == nil)
        #expect(try ledger.verifyFile() == nil)
        #expect(try ledger.verifyReferences() == nil)
    }

    @Test("What was changed in one of them is found all the same", arguments: 2...4)
    func tampered(schema: Int) throws {
        let test = try ledger(ofSchema: schema)
        _ = try test.open()
        try test.tamper("UPDATE charges SET subtotal = subtotal + 1 WHERE charge_no = 3")
        #expect(
            try test.sealFault() == "charges row 3: is not what was posted: its fields and its fingerprint disagree")
    }
}

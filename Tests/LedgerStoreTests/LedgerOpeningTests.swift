import BillingModel
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("Opening a ledger")
struct LedgerOpeningTests {
    @Test("A missing file becomes an empty ledger that only its owner can read")
    func creates() throws {
        let test = try TestLedger()
        _ = try test.open()
        let mode = try FileManager.default.attributesOfItem(atPath: test.path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try test.number("SELECT count(*) FROM charges") == 0)
        #expect(try test.number("PRAGMA application_id") == Int(LedgerSchema.applicationID))
        #expect(try test.texts("PRAGMA journal_mode") == ["wal"])
    }

    @Test("Every table is STRICT")
    func strict() throws {
        let test = try TestLedger()
        _ = try test.open()
        let loose = try test.texts(
            """
            SELECT name FROM pragma_table_list
            WHERE schema = 'main' AND type = 'table' AND NOT strict
                AND name NOT LIKE 'sqlite_%' AND name <> 'grdb_migrations'
            """)
        #expect(loose == [])
    }

    @Test("The views for people can be read")
    func views() throws {
        let test = try TestLedger()
        try test.night(
            "2026-11-10", Night([("G1", [Line("order-1", "-1234.5")])], orders: [Order("order-1", quantity: "3")]))
        #expect(
            try test.texts("SELECT subtotal || ' ' || charge_start || ' ' || source FROM charge_lines")
                == ["-1234.5000 2026-10-15 part-1.json#1"])
        #expect(
            try test.texts("SELECT order_id || ' ' || quantity || ' ' || order_date || ' ' || source FROM order_lines")
                == ["order-1 3 2026-01-15 orders.csv#2"])
    }

    @Test("A missing file is refused when it must be there")
    func missing() throws {
        let test = try TestLedger()
        #expect(throws: LedgerError.missing(path: test.path)) { try Ledger(path: test.path, creating: false) }
    }

    @Test("The ledger of a newer version is refused")
    func newer() throws {
        let test = try TestLedger()
        _ = try test.open()
        try DatabaseQueue(path: test.path).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 what comes later')")
        }
        #expect(throws: LedgerError.newerSchema(path: test.path)) { try test.open() }
    }

    @Test("A text file is no ledger")
    func text() throws {
        let test = try TestLedger()
        try Data(repeating: UInt8(ascii: "x"), count: 5_000).write(to: URL(fileURLWithPath: test.path))
        #expect { try test.open() } throws: { error in
            if case LedgerError.notALedger = error { true } else { false }
        }
    }

    @Test("Another program's database is no ledger, and is left alone")
    func foreign() throws {
        let test = try TestLedger()
        try DatabaseQueue(path: test.path).write { try $0.execute(sql: "CREATE TABLE songs (title TEXT)") }
        let before = try Data(contentsOf: URL(fileURLWithPath: test.path))
        #expect { try test.open() } throws: { error in
            if case LedgerError.notALedger = error { true } else { false }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: test.path)) == before)
    }

    @Test("A cut ledger is damaged, not empty")
    func cut() throws {
        let test = try TestLedger()
        try test.night("2026-11-10", Night([("G1", (0..<500).map { Line("order-\($0)") })]))
        let file = try FileHandle(forUpdating: URL(fileURLWithPath: test.path))
        try file.truncate(atOffset: 3 * 8192 + 100)
        try file.close()
        #expect { try test.open() } throws: { error in
            if case LedgerError.corrupt = error { true } else { false }
        }
    }

    @Test("A folder that is none cannot be written")
    func unwritable() throws {
        let test = try TestLedger()
        try Data().write(to: URL(fileURLWithPath: test.path))
        for path in [test.path + "/ledger.sqlite", test.folder.path, test.folder.path + "/none/ledger.sqlite"] {
            #expect { try Ledger(path: path) } throws: { error in
                if case LedgerError.unwritable(path, _) = error { true } else { false }
            }
        }
    }
}

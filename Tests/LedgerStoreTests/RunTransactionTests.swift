import BillingModel
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("A run is there whole or not at all")
struct RunTransactionTests {
    private static var first: Night {
        Night([("G1", (0..<50).map { Line("order-\($0)") })], orders: [Order()])
    }

    private func contents(_ test: TestLedger) throws -> [Int?] {
        try [
            "runs", "run_outcomes", "postings", "charges", "charge_fingerprints", "order_events", "customers", "items",
            "source_documents", "invoice_headers", "discrepancies",
        ].map { try test.number("SELECT count(*) FROM \($0)") }
    }

    @Test("A run that is rolled back, or dropped, leaves nothing", arguments: [true, false])
    func rolledBack(explicitly: Bool) throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Self.first)
        let before = try contents(test)
        do {
            let run = try test.open().beginRun(.test("2026-10-11"))
            try Night([("G2", [Line("order-x")])]).post(to: run)
            if explicitly {
                try run.rollBack()
                #expect(throws: LedgerError.runEnded) { try run.commit(.test) }
            }
        }
        #expect(try contents(test) == before)
    }

    @Test("A reader sees nothing of a run before its commit")
    func isolated() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Self.first)
        let before = try contents(test)
        let run = try test.open().beginRun(.test("2026-10-11"))
        try Night([("G2", [Line("order-x")])]).post(to: run)
        #expect(try contents(test) == before)
        try run.commit(.test)
        #expect(try contents(test) != before)
    }

    @Test("A process killed in the middle of its first load leaves an empty ledger")
    func killedInFirstLoad() async throws {
        let test = try TestLedger()
        let path = test.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try postAndDie(path, lines: 60_000)
        }
        #expect(try test.open().lastRuns() == [])
        #expect(try contents(test).allSatisfy { $0 == 0 })
        #expect(try test.texts("PRAGMA integrity_check") == ["ok"])
        #expect(try test.night("2026-10-10", Self.first).chargesPosted == 50)
    }

    @Test("A process killed in the middle of a later run leaves the ledger as it was")
    func killedLater() async throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Self.first)
        let before = try contents(test)
        let path = test.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            try postAndDie(path, lines: 120_000)
        }
        _ = try test.open()
        #expect(try contents(test) == before)
        #expect(try test.texts("PRAGMA integrity_check") == ["ok"])
    }

    @Test("A first load goes through although someone else has the empty ledger open")
    func readerDuringFirstLoad() throws {
        let test = try TestLedger()
        let reader = try test.open()
        #expect(try reader.lastRuns() == [])
        #expect(try test.night("2026-10-10", Self.first).chargesPosted == 50)
        #expect(try reader.lastRuns().count == 1)
        #expect(try test.texts("PRAGMA journal_mode") == ["wal"])
    }

    @Test("After a run all references hold, and the log is back in the file")
    func references() throws {
        let test = try TestLedger()
        try test.night("2026-10-10", Self.first)
        let ledger = try test.open()
        let run = try ledger.beginRun(.test("2026-10-11"))
        try Night([("G1", [Line("order-1", "11.00001")]), ("G2", [Line()])]).post(to: run)
        let log = { try FileManager.default.attributesOfItem(atPath: test.path + "-wal")[.size] as? Int }
        try run.commit(.test)
        #expect(try log() == 0)
        let dangling = try DatabaseQueue(path: test.path).read { try Row.fetchAll($0, sql: "PRAGMA foreign_key_check") }
        #expect(dangling.isEmpty)
    }

    @Test("A run whose rows name documents that were never sealed is not committed")
    func dangling() throws {
        let test = try TestLedger()
        let run = try test.open().beginRun(.test("2026-10-10"))
        try run.register(invoices: ["G1"])
        try run.post(lines: Line.batch([Line()]))
        _ = try run.finishReading { _ in true }
        #expect(throws: LedgerError.danglingReference(table: "postings")) { try run.commit(.test) }
        #expect(throws: LedgerError.runEnded) { try run.commit(.test) }
        #expect(try test.number("SELECT count(*) FROM charges") == 0)
    }
}

/// Posts enough that SQLite has written pages of the open transaction to the file, and kills its own process.
private func postAndDie(_ path: String, lines: Int) throws {
    let run = try Ledger(path: path).beginRun(.test("2026-10-12"))
    try run.register(invoices: ["G9"])
    for start in stride(from: 0, to: lines, by: 2_000) {
        try run.post(lines: Line.batch((start..<start + 2_000).map { Line("killed-\($0)") }, firstLine: start))
    }
    kill(getpid(), SIGKILL)
}

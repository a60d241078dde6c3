import BillingModel
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("Looking at a ledger without touching it")
struct LedgerReadingTests {
    @Test("What is read is what is there, and not a byte is written")
    func untouched() throws {
        let test = try TestLedger.ofTwoNights()
        let before = try Data(contentsOf: URL(fileURLWithPath: test.path))
        let ledger = try Ledger(reading: test.path)
        #expect(try ledger.lastRuns(9).map(\.runNumber) == [2, 1])
        #expect(try ledger.verifyFile() == nil)
        #expect(throws: LedgerError.self) {
            try ledger.access { try $0.execute(sql: "DELETE FROM discrepancies") }
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: test.path)) == before)
    }

    @Test("No run can begin in it")
    func noRun() throws {
        let test = try TestLedger.ofTwoNights()
        #expect(throws: LedgerError.self) { try Ledger(reading: test.path).beginRun(.test("2026-10-12")) }
        #expect(try Ledger(reading: test.path).verifySeals().seals.count == 2)
    }

    @Test("A run may commit meanwhile: both see whole runs")
    func meanwhile() throws {
        let test = try TestLedger.ofTwoNights()
        let reader = try Ledger(reading: test.path)
        #expect(try reader.verifySeals().seals.count == 2)
        try test.night("2026-10-12", Night([("G3", [Line("order-x")])]))
        #expect(try reader.verifySeals().seals.count == 3)
        #expect(try reader.verifySeals().fault == nil)
    }

    @Test("A missing ledger is not made")
    func missing() throws {
        let test = try TestLedger()
        #expect(throws: LedgerError.missing(path: test.path)) { try Ledger(reading: test.path) }
        #expect(!FileManager.default.fileExists(atPath: test.path))
    }

    @Test("An empty file is no ledger of this version, and stays empty")
    func empty() throws {
        let test = try TestLedger()
        try Data().write(to: URL(fileURLWithPath: test.path))
        #expect(throws: LedgerError.olderSchema(path: test.path)) { try Ledger(reading: test.path) }
        #expect(try Data(contentsOf: URL(fileURLWithPath: test.path)).isEmpty)
    }

    @Test("The ledger of a newer version is refused")
    func newer() throws {
        let test = try TestLedger.ofTwoNights()
        try DatabaseQueue(path: test.path).write {
            try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 what comes later')")
        }
        #expect(throws: LedgerError.newerSchema(path: test.path)) { try Ledger(reading: test.path) }
    }

    @Test("A text file is no ledger")
    func text() throws {
        let test = try TestLedger()
        try Data(repeating: UInt8(ascii: "x"), count: 5_000).write(to: URL(fileURLWithPath: test.path))
        #expect { try Ledger(reading: test.path) } throws: { error in
            if case LedgerError.notALedger = error { true } else { false }
        }
    }
}

import BillingModel
import Foundation
import GRDB
import Testing

@testable import LedgerStore

@Suite("A damaged file is detected, and nothing false is read from it")
struct DamagedFileTests {
    /// Everything that is a fact, as text.
    private func facts(_ path: String) throws -> [String] {
        try DatabaseQueue(path: path).read { database in
            try SealPart.all.flatMap { part in
                try Row.fetchAll(database, sql: "SELECT * FROM \(part.table) ORDER BY 1, 2").map(\.description)
            }
        }
    }

    /// What the checks of the file find, an error of SQLite included; `nil` when all is well.
    private func fault(_ path: String) -> String? {
        do throws(LedgerError) {
            let ledger = try Ledger(reading: path)
            if let fault = try ledger.verifyFile() { return fault.description }
            return try ledger.verifySeals().fault?.description
        } catch {
            return error.description
        }
    }

    @Test("A flipped byte is found wherever it changes a fact", arguments: 1...3)
    func flipped(seed: UInt64) throws {
        let test = try TestLedger.ofTwoNights()
        let file = URL(fileURLWithPath: test.path)
        let whole = try Data(contentsOf: file)
        let before = try facts(test.path)
        // Most of a small ledger is free space in its pages.
        let written = whole.indices.filter { whole[$0] != 0 }
        var random = SplitMix(state: seed)
        var found = 0
        let isLong = ProcessInfo.processInfo.environment["TIEOUT_LONG_TESTS"] == "1"
        for _ in 0..<(isLong ? 2_000 : 12) {
            var data = whole
            let position = written[Int(random.next() % UInt64(written.count))]
            data[position] ^= UInt8(truncatingIfNeeded: random.next() | 1)
            try data.write(to: file)
            if fault(test.path) != nil {
                found += 1
            } else {
                // Free space, a derived row, an index entry's slack: what is read must be what was written.
                #expect(try facts(test.path) == before, "seed \(seed), byte \(position)")
            }
        }
        #expect(found > 0, "seed \(seed)")
    }

    @Test("A cut file is found at every length", arguments: [0.1, 0.5, 0.9, 0.999])
    func cut(share: Double) throws {
        let test = try TestLedger.ofTwoNights()
        let file = URL(fileURLWithPath: test.path)
        let whole = try Data(contentsOf: file)
        // The zeros at the end of an empty table's page are no loss: SQLite reads a short page as one filled with them.
        let end = (whole.lastIndex { $0 != 0 } ?? 0) + 1
        try whole.prefix(Int(Double(end) * share)).write(to: file)
        #expect(fault(test.path) != nil)
    }

    @Test("A log torn anywhere leaves whole runs", arguments: [0.0, 0.3, 0.6, 0.95, 1.0])
    func tornLog(share: Double) throws {
        let test = try TestLedger.ofTwoNights()
        // A reader that stays keeps the second run's pages in the log.
        var staying = Configuration()
        staying.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: test.path, configuration: staying)
        try reader.inDatabase { database in
            try database.execute(sql: "BEGIN")
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM charges")
        }
        let ledger = try test.open()
        // The run's last checkpoint would wait for the reader.
        try ledger.access { try $0.execute(sql: "PRAGMA busy_timeout = 0") }
        let run = try ledger.beginRun(.test("2026-10-12"))
        try Night([("G3", (0..<200).map { Line("order-\($0)") })]).post(to: run)
        try run.commit(.test)
        let copy = try TestLedger()
        let log = try Data(contentsOf: URL(fileURLWithPath: test.path + "-wal"))
        try #require(log.count > 10_000)
        try FileManager.default.copyItem(atPath: test.path, toPath: copy.path)
        try log.prefix(Int(Double(log.count) * share)).write(to: URL(fileURLWithPath: copy.path + "-wal"))
        try reader.inDatabase { try $0.execute(sql: "ROLLBACK") }

        let verification = try Ledger(reading: copy.path).verifySeals()
        #expect(verification.fault == nil)
        #expect(verification.seals.count == (share == 1 ? 3 : 2))
        // The next run finds what is missing and adds it.
        try copy.night("2026-10-12", Night([("G3", (0..<200).map { Line("order-\($0)") })]))
        #expect(try copy.number("SELECT count(*) FROM charges") == 206)
        #expect(try copy.sealFault() == nil)
    }
}

/// A small generator of numbers that are the same everywhere (SplitMix64).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
        return mixed ^ mixed >> 31
    }
}

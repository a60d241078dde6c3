import BillingModel
import GRDB
import Testing

@testable import LedgerStore

@Suite("Seals of runs")
struct SealTests {
    /// Computed by another program from the description of the forms (`Seal`, `SealPart`, `ChargeForm`,
    /// `OrderEventForm`). When this changes, the form has changed, and every ledger in the world fails to verify: a new
    /// form needs a new version, and the old one has to stay.
    @Test("The byte form of version 4 stays as it is")
    func golden() throws {
        let digests = try TestLedger.ofTwoNights().texts("SELECT digest FROM seals ORDER BY run_no")
        #expect(
            digests == [
                "3f1d840481ef8bceacb158f37ee2f57a2ab4b110c71226b912643f0bb53c05e7",
                "66dce85d498ff7b2e1316ee5af745afec7c734dcaef7b231293a7543a1592e5b",
            ])
    }

    @Test("Each seal follows the one before, the first one nothing")
    func chain() throws {
        let test = try TestLedger.ofTwoNights()
        let digests = try test.texts("SELECT digest FROM seals ORDER BY run_no")
        let previous = try test.texts("SELECT previous FROM seals ORDER BY run_no")
        #expect(previous == [String(repeating: "0", count: 64), digests[0]])
        let verification = try Ledger(reading: test.path).verifySeals()
        #expect(verification.seals.map(\.digest) == digests)
        #expect(verification.seals.map(\.run) == [1, 2])
        #expect(verification.charges == 6)
        #expect(verification.orderEvents == 4)
        #expect(verification.fault == nil)
    }

    @Test("The same facts have the same seal, in whatever batches they come", arguments: [1, 7, 2_000])
    func batches(size: Int) throws {
        var night = Night(
            [("G1", (0..<40).map { Line("order-\($0)") }), ("G2", (0..<3).map { Line("other-\($0)") })],
            orders: (0..<40).map { Order("order-\($0)") })
        let whole = try TestLedger()
        try whole.night("2026-10-10", night)
        night.batchSize = size
        let pieces = try TestLedger()
        try pieces.night("2026-10-10", night)
        let digests = "SELECT digest FROM seals"
        #expect(try pieces.texts(digests) == whole.texts(digests))
        #expect(try pieces.sealFault() == nil)
    }

    @Test("A run that adds nothing is sealed too")
    func nothingNew() throws {
        let test = try TestLedger()
        for day in 10...12 {
            try test.night(CalendarDate(dayNumber: Int32(20_000 + day)), Night([("G1", [Line()])], orders: [Order()]))
        }
        let verification = try Ledger(reading: test.path).verifySeals()
        #expect(verification.seals.map(\.run) == [1, 2, 3])
        #expect(verification.charges == 1)
        #expect(verification.fault == nil)
    }

    @Test("A run that is rolled back leaves no trace in the chain")
    func rolledBack() throws {
        let test = try TestLedger.ofTwoNights()
        let before = try test.texts("SELECT digest FROM seals")
        do {
            let run = try test.open().beginRun(.test("2026-10-12"))
            try Night([("G3", [Line("order-x")])]).post(to: run)
        }
        #expect(try test.texts("SELECT digest FROM seals") == before)
        try test.night("2026-10-12", Night([("G3", [Line("order-x")])]))
        #expect(try test.sealFault() == nil)
    }

    @Test("Thousands of rows, over several lists of fingerprints")
    func many() throws {
        let test = try TestLedger()
        try test.night(
            "2026-10-10",
            Night(
                [("G1", (0..<9_001).map { Line("order-\($0)") })], orders: (0..<9_001).map { Order("order-\($0)") }))
        #expect(try test.sealFault() == nil)
        try test.tamper("UPDATE charges SET quantity = 2 WHERE charge_no = 8765")
        #expect(
            try test.sealFault()
                == "charges row 8765: is not what was posted: its fields and its fingerprint disagree")
    }
}

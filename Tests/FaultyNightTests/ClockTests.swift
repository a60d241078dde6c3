import Foundation
import Testing

@Suite("A clock that goes back") struct ClockTests {
    @Test("A run of an earlier day leaves the later night's reports, findings and link as they are")
    func earlierDay() throws {
        let first = try Night.first()
        var night = try Night(after: first)
        #expect(try night.run().status == 0)
        let later = try night.reportBytes()
        night.asOf = "2026-11-09"
        #expect(try night.run().status == 0)
        let both = try night.reportBytes()
        #expect(both.filter { !$0.key.hasPrefix("2026-11-09") } == later)
        #expect(both["latest"] == Data("2026-11-11".utf8))
        // On the earlier day nothing was known yet.
        let rows = try #require(both["2026-11-09/discrepancies.csv"].map { String(decoding: $0, as: UTF8.self) })
        #expect(!rows.contains("2026-11-10,1") && rows.contains(",new,"))
        #expect(try night.fault() == nil)
        // The later night once more: the earlier one is a point of its trend now; its findings are the same.
        night.asOf = "2026-11-11"
        #expect(try night.run().status == 0)
        let again = try night.reportBytes()
        for name in ["discrepancies.csv", "control-totals.csv", "matches.csv"] {
            #expect(again["2026-11-11/" + name] == later["2026-11-11/" + name], "\(name)")
        }
    }

    @Test("A system clock that stands still or goes back stops nothing: files from the future are read again")
    func filesFromTheFuture() throws {
        let first = try Night.first()
        let night = try Night(after: first)
        #expect(try night.run().status == 0)
        let reports = try night.reportBytes()
        let tomorrow = Date(timeIntervalSinceNow: 86_400)
        for name in ["invoices.json", "orders.csv"] {
            try FileManager.default.setAttributes(
                [.modificationDate: tomorrow], ofItemAtPath: night.folder / "source/\(name)")
        }
        let again = try night.run()
        #expect(again.status == 0)
        #expect(!again.errors.contains("nothing has changed"))
        #expect(try night.reportBytes() == reports)
    }
}

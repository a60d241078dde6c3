import BillingModel
import Foundation
import Synchronization
import Testing

@testable import ReconciliationJob

@Suite struct ProgressTests {
    @Test(arguments: [
        (RunMeter.Position(stage: .invoices, unit: .bytes, done: 0, total: 0, rows: 0), 0.1, "reading invoices"),
        (
            RunMeter.Position(stage: .invoices, unit: .bytes, done: 500_000_000, total: 1_500_000_000, rows: 345_678),
            2.0, "reading invoices  33 %  250 MB/s, 172,000 lines/s  0:04 left"
        ),
        (
            RunMeter.Position(stage: .matching, unit: .parts, done: 64, total: 256, rows: 0), 100,
            "matching  25 %  5:00 left"
        ),
        (RunMeter.Position(stage: .matching, unit: .parts, done: 256, total: 256, rows: 0), 1, "matching  100 %"),
        (
            RunMeter.Position(stage: .reporting, unit: .rows, done: 999, total: 99_900, rows: 0), 90,
            "reporting  1 %  11 rows/s"
        ),
        (
            RunMeter.Position(stage: .reporting, unit: .rows, done: 9_999, total: 99_990, rows: 0), 900,
            "reporting  10 %  11 rows/s  2:15:00 left"
        ),
    ])
    func `a line says what is done, how fast and how long it will take`(
        position: RunMeter.Position, seconds: Double, text: String
    ) {
        #expect(ProgressText.line(position, seconds: seconds) == text)
    }

    @Test func `every stage ends where it was to end`() throws {
        let folder = try TemporaryFolder()
        var options = RunOptions(source: Repository.samples, asOf: "2026-11-10")
        options.orders = [Repository.samples + "/orders.csv"]
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        options.xlsx = true
        options.matches = true
        options.splitBy = .accountManager
        let meter = RunMeter()
        var ends: [RunMeter.Position] = []
        _ = try ReconciliationRun(options, meter: meter).run(clock: { "2026-11-10T04:30:00Z" }) { _ in
            if let position = meter.position { ends.append(position) }
        }
        ends.append(try #require(meter.position))
        #expect(ends.map(\.stage) == [.orders, .invoices, .matching, .reporting])
        for end in ends where end.stage != .invoices { #expect(end.done == end.total, "\(end.stage.rawValue)") }
        // What a snapshot holds and nobody reads, such as a note, counts as something to read.
        #expect(ends[1].done > 0 && ends[1].done <= ends[1].total)
        #expect(ends[0].rows == 104)
    }
}

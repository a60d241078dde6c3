import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// The stages of a run one at a time come to what a run comes to.
@Suite struct StepwiseRunTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func options(_ place: String) throws -> RunOptions {
        try FileManager.default.createDirectory(atPath: folder / place, withIntermediateDirectories: true)
        var options = RunOptions(source: Repository.samples, asOf: "2026-11-10")
        options.orders = [Repository.samples + "/orders.csv"]
        options.ledger = folder / "\(place)/ledger.sqlite"
        options.reports = folder / "\(place)/reports"
        options.matches = true
        return options
    }

    private func importSources(_ options: RunOptions) throws -> RunSummary {
        try StepwiseRun.read(options, stop: StopRequest(), meter: nil, progress: { _ in })
    }

    private func match(_ options: RunOptions) throws -> RunSummary {
        try StepwiseRun(ledger: options.ledger).match(
            options, stop: StopRequest(), meter: nil, clock: { "2026-11-10T04:30:00Z" }, progress: { _ in })
    }

    @Test func `import, match and report write what a run writes, byte for byte, from what was kept`() throws {
        var stages = try options("stages")
        let imported = try importSources(stages)
        #expect(imported.lines == 375)
        #expect(imported.orderRows == 104)
        #expect(!FileManager.default.fileExists(atPath: stages.ledger))
        // From here on the sources may be gone.
        (stages.source, stages.orders) = (folder / "gone", [folder / "gone.csv"])
        let matched = try match(stages)
        #expect(matched.reportFolder == nil)
        #expect(!FileManager.default.fileExists(atPath: stages.reports))
        let published = try StepwiseRun(ledger: stages.ledger).publish(stages, endedAt: "2026-11-10T04:31:00Z")
        #expect(published.exitStatus == .ended)

        let whole = try options("whole")
        let run = try ReconciliationRun(whole).run(clock: { "2026-11-10T04:30:00Z" }, progress: { _ in })
        let folder = try #require(run.reportFolder)
        let (one, other) = (try reportFiles(published.folder), try reportFiles(folder))
        #expect(one == other)
        #expect(published.text == run.text)
        #expect(try String(contentsOfFile: stages.reports + "/tieout.prom", encoding: .utf8).contains("last_success"))
    }

    @Test func `a matched night can be replayed, and a later run goes on from it`() throws {
        let stages = try options("stages")
        _ = try importSources(stages)
        _ = try match(stages)
        let replayed = try Replay(ledger: stages.ledger).run(1, into: folder / "again") { _ in }
        #expect(replayed.files == 7)
        var next = stages
        next.asOf = "2026-11-11"
        let second = try ReconciliationRun(next).run(clock: { "2026-11-11T04:30:00Z" }, progress: { _ in })
        #expect(second.text.contains("Since 2026-11-10: 0 new, 0 changed, 0 resolved"))
        // Its reports are out; what waits are those of the night before.
        #expect(throws: JobError.self) {
            try StepwiseRun(ledger: next.ledger).publish(next, endedAt: "2026-11-11T04:31:00Z")
        }
    }

    @Test func `a stage without the one before it says which is missing`() throws {
        let stages = try options("stages")
        let nothing = #expect(throws: JobError.self) { try match(stages) }
        #expect(nothing?.description.contains("run 'tieout import' first") == true)
        #expect(nothing?.exitStatus == .refused)
    }

    @Test func `an import says what could not be read whole`() throws {
        var stages = try options("stages")
        try folder.write("broken/invoices.json", #"{"items":[]}"#)
        try folder.write("broken/balance.json", "{")
        stages.source = folder / "broken"
        let imported = try importSources(stages)
        #expect(imported.exitStatus == .incomplete)
        #expect(imported.findings.contains { $0.location == "balance.json" })
    }
}

import BillingModel
import Foundation
import ReconciliationJob
import Testing

/// What a run leaves for those who operate it: summary, trend, metrics.
@Suite struct OperationsRunTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var options: RunOptions {
        var options = RunOptions(source: Repository.samples, asOf: "2026-11-10")
        options.orders = [Repository.samples + "/orders.csv"]
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        return options
    }

    private func run(_ options: RunOptions, at time: String) throws -> RunSummary {
        try ReconciliationRun(options).run(clock: { time }, progress: { _ in })
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOfFile: folder / name, encoding: .utf8)
    }

    @Test func `the second night is compared with the first`() throws {
        let first = try run(options, at: "2026-11-10T04:30:00Z")
        #expect(first.text.contains("There is no earlier run to compare with."))
        var next = options
        next.asOf = "2026-11-11"
        let second = try run(next, at: "2026-11-11T04:30:00Z")
        let change = "Since 2026-11-10: 0 new, 0 changed, 0 resolved; money in dispute as before."
        #expect(second.text.contains(change))
        #expect(try text("reports/2026-11-11/summary.txt") == second.text)
        let page = try text("reports/2026-11-11/report.html")
        #expect(page.contains(change.replacing("-", with: "\u{2011}")))
        #expect(page.contains("In dispute on 2026-11-10"))
    }

    @Test func `metrics say when a run ended and when the last whole one did, the night's folder says neither`() throws
    {
        _ = try run(options, at: "2026-11-10T04:30:00Z")
        let night = try text("reports/2026-11-10/tieout.prom")
        #expect(!night.contains("timestamp"))
        #expect(try text("reports/tieout.prom").hasSuffix(night))
        #expect(try text("reports/tieout.prom").contains("tieout_last_success_timestamp_seconds 1794285000\n"))

        // A night later nothing has changed; the run itself is news all the same.
        let again = try run(options, at: "2026-11-11T04:30:00Z")
        #expect(try text("reports/tieout.prom").contains("tieout_last_success_timestamp_seconds 1794371400\n"))
        #expect(try again.text == text("reports/2026-11-10/summary.txt"))

        // A run that is not whole leaves the time of the last whole one.
        try FileManager.default.copyItem(atPath: Repository.samples, toPath: folder / "cut")
        let invoices = try FileManager.default.contentsOfDirectory(atPath: folder / "cut/invoices").sorted()
        let manifest = try #require(
            invoices.map { folder / "cut/invoices/\($0)/reconciliation" }
                .first { FileManager.default.fileExists(atPath: $0 + "/manifest.json") })
        for part in try FileManager.default.contentsOfDirectory(atPath: manifest) where part.hasPrefix("part-") {
            try FileManager.default.removeItem(atPath: manifest + "/" + part)
        }
        var cut = options
        cut.source = folder / "cut"
        #expect(try run(cut, at: "2026-11-12T04:30:00Z").exitStatus == .incomplete)
        let metrics = try text("reports/tieout.prom")
        #expect(metrics.contains("tieout_last_run_timestamp_seconds 1794457800\n"))
        #expect(metrics.contains("tieout_last_success_timestamp_seconds 1794371400\n"))
        #expect(metrics.contains("tieout_exit_status 3\n"))
    }

    @Test func `a place that was named for metrics is written for all to read, the reports' own for the owner`() throws
    {
        _ = try run(options, at: "2026-11-10T04:30:00Z")
        var named = options
        named.metrics = folder / "collector/csp.prom"
        _ = try run(named, at: "2026-11-10T04:30:00Z")
        func mode(_ name: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: folder / name)[.posixPermissions] as? Int
        }
        #expect(try mode("reports/tieout.prom") == 0o600)
        #expect(try mode("collector/csp.prom") == 0o644)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder / "collector") == ["csp.prom"])
    }

    @Test func `an option that decides the exit status is no unchanged night`() throws {
        #expect(try run(options, at: "2026-11-10T04:30:00Z").exitStatus == .ended)
        var strict = options
        strict.failOn = .high
        #expect(try run(strict, at: "2026-11-10T04:30:00Z").exitStatus == .discrepancies)
    }
}

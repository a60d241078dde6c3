import ArgumentParser
import BillingModel
import PartnerCenter
import ReconciliationJob

/// Brings an archive up to date and says what came of it.
enum ArchiveFetch {
    /// Fetches into `archive`, which the caller holds for as long as it reads from it.
    ///
    /// - Throws: `ExitCode`, after saying why on standard error, when the fetch could not even begin.
    static func run(
        _ plan: FetchPlan, into archive: ArchiveFolder, asOf: CalendarDate, includesUnbilled: Bool = false
    ) throws -> FetchReport {
        let options = FetchOptions(
            includesUnbilled: includesUnbilled, orderBook: plan.syncsOrders ? plan.orderBook : nil)
        let start = ContinuousClock.now
        let report = try ServiceSession.run(plan.service) { client in
            try await PartnerCenterFetch(client, archive: archive, options: options).run(asOf: asOf) {
                shown($0, since: start)
            }
        }
        Console.show(progress: "")
        try ServiceSession.checkStopped()
        say(report)
        return report
    }

    private static func say(_ report: FetchReport) {
        for note in report.notes { Console.log("note: \(note)", event: "fetch_note") }
        for gap in report.gaps {
            let text = (gap.invoice.map { "\($0): " } ?? "") + gap.reason
            Console.log(
                "incomplete: \(text)", .warning, event: "fetch_gap",
                [
                    .init("invoice", gap.invoice.map { .string($0) } ?? .null),
                    .init("part", .string(gap.part.rawValue)),
                ])
        }
        let counts = [
            ("read", report.fetched.count), ("unchanged", report.unchanged.count), ("incomplete", report.gaps.count),
            ("requests", report.requestCount),
        ]
        Console.log(
            "tieout: " + counts.map { "\($0.1) \($0.0)" }.joined(separator: ", ")
                + " [MS-CorrelationId \(report.correlationID)]", report.isComplete ? .info : .warning, event: "fetch",
            counts.map { .init($0.0, .number("\($0.1)")) })
    }

    /// Opens the archive.
    ///
    /// - Throws: `ExitCode`, after saying why.
    static func open(_ path: String) throws -> ArchiveFolder {
        do throws(FetchError) {
            return try ArchiveFolder(path)
        } catch {
            throw ServiceSession.ended(ServiceSession.status(error), "\(error)")
        }
    }

    /// Documents differ in size, so the time left is what the ones before say of the rest.
    @Sendable private static func shown(_ progress: FetchProgress, since start: ContinuousClock.Instant) {
        guard Console.isInteractive else { return }
        switch progress {
        case .listed(let documents, let toRead):
            Console.show(progress: "tieout: fetching  \(documents) documents, \(toRead) to read")
        case .read(let invoice, let done, let count):
            let seconds = start.duration(to: .now) / .seconds(1)
            let left = done < count ? "  \(ProgressText.clock(seconds / Double(done) * Double(count - done))) left" : ""
            Console.show(progress: "tieout: fetching  \(done) of \(count)  \(invoice)\(left)")
        }
    }
}

import ArgumentParser
import BillingModel
import PartnerCenter
import ReconciliationJob

struct FetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Brings a snapshot folder up to date with what the service has.",
        discussion: """
            Where the service is and who asks stands in the environment (TIEOUT_TENANT_ID, TIEOUT_CLIENT_ID, \
            TIEOUT_CLIENT_SECRET …). What is closed and was read whole is not fetched again. Exit status 3: something \
            could not be had whole; run it again, it goes on where it stopped.
            """
    )

    @Option(help: ArgumentHelp("The folder to bring up to date; made when it is not there.", valueName: "folder"))
    var snapshot: String

    @Option(
        name: .customLong("as-of"), help: ArgumentHelp("The day of the fetch (default: today, UTC).", valueName: "date")
    )
    var asOf: String?

    @Flag(help: "Also the open periods, as far as they are known: four exports per currency.")
    var unbilled = false

    func run() throws {
        var day = Clock.today()
        if let asOf {
            guard asOf.count == 10, case .date(let date) = DateText.read(asOf) else {
                throw ServiceSession.ended(.refused, "'\(asOf)' is no date: write --as-of as YYYY-MM-DD")
            }
            day = date
        }
        let (date, folder, unbilled) = (day, snapshot, unbilled)
        let report = try ServiceSession.run { client in
            try await PartnerCenterFetch(client, archive: folder, includesUnbilled: unbilled).run(asOf: date) {
                progress in
                guard Console.isInteractive else { return }
                switch progress {
                case .listed(let documents, let toRead):
                    Console.error("tieout: \(documents) documents, \(toRead) to read")
                case .read(let invoice, let done, let count): Console.error("tieout: \(invoice) (\(done) of \(count))")
                }
            }
        }
        if !report.isComplete { try ServiceSession.checkStopped() }
        report.notes.forEach { Console.error("note: \($0)") }
        for gap in report.gaps { Console.error("incomplete: " + (gap.invoice.map { "\($0): " } ?? "") + gap.reason) }
        Console.error(
            "tieout: \(report.fetched.count) read, \(report.unchanged.count) unchanged, \(report.gaps.count) incomplete, "
                + "\(report.requestCount) requests [MS-CorrelationId \(report.correlationID)]")
        if !report.isComplete { throw ExitCode(ExitStatus.incomplete.rawValue) }
    }
}

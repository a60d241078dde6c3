import ArgumentParser
import Foundation
import ReconciliationJob

struct ReportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "The last stage of a run alone: publishes the reports of what was matched last.",
        discussion: """
            The reports of 'tieout match' appear as <reports>/<as-of>/, whole, and <reports>/latest points at them. What \
            they contain (--matches, --xlsx, --split-by) was settled there.

            Exit status: that of the match; 2 there is nothing to publish; 4 another run holds the ledger.
            """
    )

    @Option(help: "The ledger file (default: ledger.sqlite).")
    var ledger: String?

    @Option(help: "The folder that reports go to (default: reports).")
    var reports: String?

    @Option(
        help: ArgumentHelp(
            "Where the metrics go for a collector, readable by all (default: tieout.prom in the reports' folder).",
            valueName: "file"))
    var metrics: String?

    @Flag(help: "Print the night in a few lines on standard output.")
    var summary = false

    @Option(help: "A YAML file with any of the options of a run.")
    var config: String?

    func run() throws {
        var given: [RunSetting: [String]] = [:]
        given[.ledger] = ledger.map { [$0] }
        given[.reports] = reports.map { [$0] }
        given[.metrics] = metrics.map { [$0] }
        if summary { given[.summary] = ["true"] }
        let options = try RunConfiguration.resolveStage(
            given: given, environment: ProcessInfo.processInfo.environment, file: config, today: Clock.today())
        Console.use(options.logFormat)
        let published = try StepwiseRun(ledger: options.ledger).publish(options, endedAt: Clock.now())
        Console.error("tieout: the reports as of \(published.asOf) are published")
        if options.summary { print(published.text, terminator: "") } else { print(published.folder) }
        throw ExitCode(published.exitStatus.rawValue)
    }
}

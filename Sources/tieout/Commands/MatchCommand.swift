import ArgumentParser
import Foundation
import ReconciliationJob

struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "The second stage of a run alone: reconciles what was imported last and commits it to the ledger.",
        discussion: """
            Sources and day are those of 'tieout import'; they are not needed any more where they lay. The reports are \
            made and wait beside the ledger until 'tieout report' publishes them.

            Exit status: 0 ran to the end; 1 an open discrepancy reaches --fail-on; 2 usage, configuration or rules \
            refused, or nothing was imported; 3 what was imported had not been read whole; 4 another run holds the ledger.
            """
    )

    @Option(help: "The ledger file, made when it is not there (default: ledger.sqlite).")
    var ledger: String?

    @Option(help: "A folder of rule files (default: the shipped rules).")
    var rules: String?

    @Option(name: .customLong("fail-on"), help: "high, medium, low or never: from which severity on the status is 1.")
    var failOn: String?

    @Flag(help: "The reports are to have matches.csv, a row per matched line.")
    var matches = false

    @Flag(help: "The reports are to have discrepancies.xlsx.")
    var xlsx = false

    @Option(
        name: .customLong("split-by"),
        help: "customer or account_manager: the reports are to have the findings apart, a folder for each.")
    var splitBy: String?

    @Option(
        name: .customLong("reporting-currency"),
        help: ArgumentHelp("Also state differences in this currency, by the reference rates.", valueName: "code"))
    var reportingCurrency: String?

    @Option(
        name: .customLong("payment-terms"),
        help: ArgumentHelp("Days from an invoice's date to when it has to be paid.", valueName: "days"))
    var paymentTerms: String?

    @Option(help: "A YAML file with any of the options of a run.")
    var config: String?

    func run() throws {
        var given: [RunSetting: [String]] = [:]
        given[.ledger] = ledger.map { [$0] }
        given[.rules] = rules.map { [$0] }
        given[.failOn] = failOn.map { [$0] }
        if matches { given[.matches] = ["true"] }
        if xlsx { given[.xlsx] = ["true"] }
        given[.splitBy] = splitBy.map { [$0] }
        given[.reportingCurrency] = reportingCurrency.map { [$0] }
        given[.paymentTerms] = paymentTerms.map { [$0] }
        let options = try RunConfiguration.resolveStage(
            given: given, environment: ProcessInfo.processInfo.environment, file: config, today: Clock.today())
        Console.use(options.logFormat)
        StopSignals.watch()
        let summary = try ProgressLine.watch { meter, progress in
            try StepwiseRun(ledger: options.ledger).match(
                options, stop: StopSignals.request, meter: meter, clock: Clock.now, progress: progress)
        }
        RunReporting.show(summary)
        throw ExitCode(summary.exitStatus.rawValue)
    }
}

import ArgumentParser
import Foundation
import ReconciliationJob

struct ImportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "The first stage of a run alone: reads every source, says what is wrong with it, keeps it.",
        discussion: """
            'tieout fetch', 'import', 'match' and 'report' are the stages of 'tieout run', one at a time. Each begins with \
            what the one before has left beside the ledger; together they write, byte for byte, what 'run' writes. \
            Import reads the snapshot (of '\(FetchPlan.source)': the archive that fetch has filled), the order books and \
            everything else that is given, and keeps it in <ledger>.documents. The ledger is left alone.

            Exit status: 0 everything was read whole; 2 usage, configuration or a source refused; 3 some source could not \
            be read whole; 4 another run holds the ledger.

            'tieout import rates' and 'import statements' take official documents into the ledger, once for all later \
            runs.
            """,
        subcommands: [Rates.self, Statements.self]
    )

    @Option(help: "The snapshot folder with invoices.json and the invoices' lines.")
    var source: String?

    @Option(help: ArgumentHelp("An order book as CSV; may be given several times.", valueName: "file"))
    var orders: [String] = []

    @Option(help: ArgumentHelp("A folder of reviewers' decisions (CSV).", valueName: "dir"))
    var reviews: String?

    @Option(help: ArgumentHelp("Reference rates as XML, a file or a folder; several times.", valueName: "path"))
    var rates: [String] = []

    @Option(help: ArgumentHelp("Bank statements as XML, a file or a folder; several times.", valueName: "path"))
    var statements: [String] = []

    @Option(help: "The ledger file that the documents are kept beside (default: ledger.sqlite).")
    var ledger: String?

    @Option(
        name: .customLong("as-of"), help: ArgumentHelp("The day of the run (default: today, UTC).", valueName: "date"))
    var asOf: String?

    @Option(help: "A YAML file with any of the options of a run.")
    var config: String?

    func run() throws {
        var given: [RunSetting: [String]] = [:]
        given[.source] = source.map { [$0] }
        given[.orders] = orders.isEmpty ? nil : orders
        given[.reviews] = reviews.map { [$0] }
        given[.rates] = rates.isEmpty ? nil : rates
        given[.statements] = statements.isEmpty ? nil : statements
        given[.ledger] = ledger.map { [$0] }
        given[.asOf] = asOf.map { [$0] }
        var options = try RunConfiguration.resolve(
            given: given, environment: ProcessInfo.processInfo.environment, file: config, dryRun: false,
            today: Clock.today())
        Console.use(options.logFormat)
        options.reviewer = NSUserName()
        options = try SnapshotOrders.added(to: options)
        StopSignals.watch()
        let summary = try ProgressLine.watch { meter, progress in
            try StepwiseRun.read(options, stop: StopSignals.request, meter: meter, progress: progress)
        }
        RunReporting.show(imported: summary)
        throw ExitCode(summary.exitStatus.rawValue)
    }
}

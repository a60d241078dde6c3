import ArgumentParser
import BillingModel
import Foundation
import PartnerCenter
import ReconciliationJob

struct RunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Reconciles invoices with an order book and writes the discrepancy reports.",
        discussion: """
            The invoices lie in a snapshot folder, or are fetched into one first: --source \(FetchPlan.source).

            Every option can also come from a configuration file (--config; the option's name with '_' for '-') and from \
            the environment (TIEOUT_ and that name in capitals, such as TIEOUT_AS_OF): options win over the environment, \
            the environment over the file. From there only: webhook, TIEOUT_WEBHOOK, an address that a few figures are \
            posted to when the run is over.

            Exit status: 0 ran to the end; 1 an open discrepancy reaches --fail-on; 2 usage, configuration, rules or \
            ledger refused; 3 incomplete, or refused by the system (no space, no right to write), run it again; \
            4 another run holds the ledger; 70 a defect in tieout itself; 130, 143 ended by SIGINT or SIGTERM, nothing \
            kept.
            """
    )

    @Option(help: "The snapshot folder with invoices.json and the invoices' lines, or '\(FetchPlan.source)'.")
    var source: String?

    @Option(help: ArgumentHelp("An order book as CSV; may be given several times.", valueName: "file"))
    var orders: [String] = []

    @Option(help: ArgumentHelp("A folder of reviewers' decisions (CSV); each file is taken in once.", valueName: "dir"))
    var reviews: String?

    @Option(
        help: ArgumentHelp(
            "Reference rates as XML (ECB, HMRC), a file or a folder; may be given several times.", valueName: "path"))
    var rates: [String] = []

    @Option(
        help: ArgumentHelp(
            "Bank statements as XML (camt.053), a file or a folder; may be given several times.", valueName: "path"))
    var statements: [String] = []

    @Option(
        name: .customLong("reporting-currency"),
        help: ArgumentHelp("Also state differences in this currency, by the reference rates.", valueName: "code"))
    var reportingCurrency: String?

    @Option(
        name: .customLong("payment-terms"),
        help: ArgumentHelp("Days from an invoice's date to when it has to be paid.", valueName: "days"))
    var paymentTerms: String?

    @Option(help: "The ledger file, made when it is not there (default: ledger.sqlite).")
    var ledger: String?

    @Option(help: "The folder that reports go to (default: reports).")
    var reports: String?

    @Option(help: "Where --source \(FetchPlan.source) keeps what it fetches (default: archive, beside the ledger).")
    var archive: String?

    @Flag(name: .customLong("sync-orders"), help: "Also fetch the orders of all customers and use them.")
    var syncOrders = false

    @Option(help: "A folder of rule files (default: the shipped rules).")
    var rules: String?

    @Option(
        name: .customLong("as-of"), help: ArgumentHelp("The day of the run (default: today, UTC).", valueName: "date"))
    var asOf: String?

    @Option(name: .customLong("fail-on"), help: "high, medium, low or never: from which severity on the status is 1.")
    var failOn: String?

    @Flag(help: "Also write matches.csv, a row per matched line.")
    var matches = false

    @Flag(help: "Also write discrepancies.xlsx, the reports as sheets of one workbook.")
    var xlsx = false

    @Option(
        name: .customLong("split-by"),
        help: "customer or account_manager: also write the findings apart, a folder for each.")
    var splitBy: String?

    @Flag(help: "Print the night in a few lines on standard output, for the mail that cron sends.")
    var summary = false

    @Option(
        help: ArgumentHelp(
            "Where the metrics go for a collector, readable by all (default: tieout.prom in the reports' folder).",
            valueName: "file"))
    var metrics: String?

    @Option(
        name: .customLong("log-format"),
        help: "text or json: standard error for people, or one JSON object a line for programs.")
    var logFormat: String?

    @Flag(
        name: .customLong("keep-documents"), inversion: .prefixedNo,
        help: "Keep everything that is read beside the ledger, so that the run can be done again (default: yes).")
    var keepDocuments: Bool?

    @Flag(name: .customLong("dry-run"), help: "Read and match, but write neither ledger nor reports.")
    var dryRun = false

    @Option(help: "A YAML file with any of these options.")
    var config: String?

    func run() throws {
        var given: [RunSetting: [String]] = [:]
        given[.source] = source.map { [$0] }
        given[.orders] = orders.isEmpty ? nil : orders
        given[.reviews] = reviews.map { [$0] }
        given[.rates] = rates.isEmpty ? nil : rates
        given[.statements] = statements.isEmpty ? nil : statements
        given[.reportingCurrency] = reportingCurrency.map { [$0] }
        given[.paymentTerms] = paymentTerms.map { [$0] }
        given[.ledger] = ledger.map { [$0] }
        given[.reports] = reports.map { [$0] }
        given[.rules] = rules.map { [$0] }
        given[.asOf] = asOf.map { [$0] }
        given[.failOn] = failOn.map { [$0] }
        given[.archive] = archive.map { [$0] }
        if syncOrders { given[.syncOrders] = ["true"] }
        given[.keepDocuments] = keepDocuments.map { [String($0)] }
        if matches { given[.matches] = ["true"] }
        if xlsx { given[.xlsx] = ["true"] }
        given[.splitBy] = splitBy.map { [$0] }
        if summary { given[.summary] = ["true"] }
        given[.logFormat] = logFormat.map { [$0] }
        if logFormat == RunOptions.LogFormat.json.rawValue { Console.use(.json) }
        given[.metrics] = metrics.map { [$0] }
        var options = try RunConfiguration.resolve(
            given: given, environment: ProcessInfo.processInfo.environment, file: config, dryRun: dryRun,
            today: Clock.today())
        Console.use(options.logFormat)
        options.reviewer = NSUserName()
        StopSignals.watch()
        let held = try fetched(options)
        let summary = try ProgressLine.run(
            try SnapshotOrders.added(to: options), stop: StopSignals.request)
        withExtendedLifetime(held) {}
        RunReporting.show(summary)
        try Webhook.post(summary, to: options.dryRun ? nil : options.webhook)
        if options.summary { print(summary.text, terminator: "") }
        throw ExitCode(summary.exitStatus.rawValue)
    }

    /// Fetches, when that was asked for, and returns the archive: it is held until the run is over, so that nobody
    /// changes what is being read.
    private func fetched(_ options: RunOptions) throws -> ArchiveFolder? {
        guard let plan = options.fetch else { return nil }
        let archive = try ArchiveFetch.open(plan.archive)
        _ = try ArchiveFetch.run(plan, into: archive, asOf: options.asOf)
        guard archive.hasInvoices else {
            throw ServiceSession.ended(.incomplete, "there is no list of invoices yet: run again")
        }
        return archive
    }
}

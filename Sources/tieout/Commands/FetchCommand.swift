import ArgumentParser
import Foundation
import PartnerCenter
import ReconciliationJob

struct FetchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fetch",
        abstract: "Brings a snapshot folder up to date with what the service has.",
        discussion: """
            Where the service is and who asks stands in the environment (TIEOUT_TENANT_ID, TIEOUT_CLIENT_ID, \
            TIEOUT_CLIENT_SECRET …) or under partner_center: in a configuration file. What is closed and was read whole \
            is not fetched again. 'tieout run --source partner-center' does the same and reconciles what it has fetched.

            Exit status 3: something could not be had whole; run it again, it goes on where it stopped.
            """
    )

    @OptionGroup var service: ServiceOptions

    @Option(
        help: ArgumentHelp(
            "The folder to bring up to date; made when it is not there (default: the archive beside the ledger).",
            valueName: "folder"))
    var snapshot: String?

    @Option(
        name: .customLong("as-of"), help: ArgumentHelp("The day of the fetch (default: today, UTC).", valueName: "date")
    )
    var asOf: String?

    @Flag(help: "Also the open periods, as far as they are known: four exports per currency.")
    var unbilled = false

    @Flag(
        name: .customLong("sync-orders"),
        help: "Also the orders of all customers, into \(FetchPlan.orderBookName) inside the folder.")
    var syncOrders = false

    func run() throws {
        var given: [RunSetting: [String]] = [:]
        given[.archive] = snapshot.map { [$0] }
        given[.asOf] = asOf.map { [$0] }
        if syncOrders { given[.syncOrders] = ["true"] }
        let (plan, day) = try RunConfiguration.resolveFetch(
            given: given, environment: ProcessInfo.processInfo.environment, file: service.config, today: Clock.today())
        let report = try ArchiveFetch.run(
            plan, into: try ArchiveFetch.open(plan.archive), asOf: day, includesUnbilled: unbilled)
        if !report.isComplete { throw ExitCode(ExitStatus.incomplete.rawValue) }
    }
}

import ArgumentParser
import Foundation
import ReconciliationJob

/// Where the ledger is, for commands that work on one that is there: option, environment, file, as for a run.
struct LedgerOptions: ParsableArguments {
    @Option(help: "The ledger file (default: ledger.sqlite).")
    var ledger: String?

    @Option(help: "A YAML file that names the ledger.")
    var config: String?

    func path() throws -> String {
        try RunConfiguration.ledger(
            given: ledger, environment: ProcessInfo.processInfo.environment, file: config)
    }
}

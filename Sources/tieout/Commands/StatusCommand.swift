import ArgumentParser
import Foundation
import PartnerCenter
import ReconciliationJob

struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Lists the last runs: when, as of which day, how they ended, what stands.",
        discussion: "The ledger is only read; a run may go on meanwhile."
    )

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "How many runs.")
    var limit = 10

    @Option(help: "table, json or csv.")
    var format = ListingFormat.table

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit takes a number from 1 to 10000") }
    }

    func run() throws {
        let path = try ledger.path()
        Listing.show(try RunStatus.last(limit, ledger: path).map(StatusRow.init), as: format)
    }
}

/// A run in a listing.
private struct StatusRow: Listed {
    let run: RunStatus

    static let columns = [
        "run", "as_of", "started_at", "ended_at", "exit_status", "discrepancies", "provisional", "tool_version",
    ]

    var cells: [ListedCell] {
        [
            .number("\(run.run)"), .text("\(run.asOf)"), .text(run.startedAt), .text(run.endedAt),
            .number("\(run.exitStatus)"), run.findings.map { .number("\($0)") } ?? .none, .flag(run.isProvisional),
            .text(run.toolVersion),
        ]
    }
}

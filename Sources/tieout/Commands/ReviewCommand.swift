import ArgumentParser
import BillingModel
import Foundation
import ReconciliationJob

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract: "Takes a reviewer's decisions about findings into the ledger.",
        discussion: """
            FILE is the decisions.csv that report.html exports, or discrepancies.csv with the columns disposition and \
            reviewer_note filled in. Dispositions: accepted, disputed, awaiting_credit, open. Every row is checked: one \
            that fits no finding, or whose difference has changed since, is kept out and named.

            Exit status: 0 every row was taken in; 2 the file or the ledger cannot be used; 3 some rows were kept out; \
            4 another run holds the ledger.
            """
    )

    @Argument(help: "A CSV file of decisions.")
    var file: String

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "Who decided, where the file has no column reviewer (default: the user's name).")
    var reviewer: String?

    func run() throws {
        let summary = try Review(file: file, ledger: try ledger.path(), reviewer: reviewer ?? NSUserName())
            .run(clock: Clock.now)
        for finding in summary.findings { Console.error("tieout: \(finding.location): \(finding.message)") }
        Console.error(
            "tieout: \(summary.taken) decisions taken in on the findings of \(summary.asOf), \(summary.standing) stood "
                + "already, \(summary.undecided) rows undecided, \(summary.rejected) kept out")
        throw ExitCode(summary.exitStatus.rawValue)
    }
}

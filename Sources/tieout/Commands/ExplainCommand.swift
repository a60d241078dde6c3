import ArgumentParser
import ReconciliationJob

struct ExplainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "explain",
        abstract: "Everything behind one discrepancy: both sides, the rule, the arithmetic, where each line came from."
    )

    @Argument(help: "A discrepancy_id from discrepancies.csv.")
    var id: String

    @OptionGroup var ledger: LedgerOptions

    func run() throws {
        print(try Explanation.text(of: id, ledger: ledger.path()))
    }
}

import ArgumentParser
import ReconciliationJob

struct VerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Proves the ledger: seals of every run, journal, control totals, references, the file itself.",
        discussion: """
            The ledger is only read; a run may go on meanwhile. Exit status: 0 proved; 2 something is wrong, and the \
            first thing that is wrong is named.
            """
    )

    @OptionGroup var ledger: LedgerOptions

    @Option(help: "A folder of rule files, for the accounts of the journal (default: the shipped rules).")
    var rules: String?

    @Option(help: ArgumentHelp("A seal of this ledger that was written down elsewhere.", valueName: "digest"))
    var seal: String?

    func run() throws {
        let verification = try LedgerVerification.run(ledger: try ledger.path(), rules: rules, seal: seal)
        verification.lines.forEach(Console.error)
        if !verification.isGood { throw ExitCode(ExitStatus.refused.rawValue) }
    }
}

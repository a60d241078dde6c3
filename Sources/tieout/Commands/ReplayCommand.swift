import ArgumentParser
import ReconciliationJob

struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Writes a past run's reports again, byte for byte.",
        discussion: """
            Everything that runs read is kept beside the ledger, in <ledger>.documents. The run asked for and all before \
            it are done again from there, with the rules as they were, into a ledger that is thrown away; each must \
            come out with the digests on record. The ledger itself is only read.

            Exit status: 0 the reports are those of the run; 2 they cannot be made again, and the reason is given.
            """
    )

    @Argument(help: ArgumentHelp("The number of the run; tieout status lists them.", valueName: "run"))
    var number: Int64

    @OptionGroup var ledger: LedgerOptions

    @Option(
        help: ArgumentHelp("Where the reports go (default: replay-<run>); must not be there yet.", valueName: "dir"))
    var into: String?

    func run() throws {
        let outcome = try Replay(ledger: try ledger.path()).run(number, into: into ?? "replay-\(number)") { number in
            if Console.isInteractive { Console.error("tieout: run \(number) …") }
        }
        Console.error(
            "tieout: run \(number), as of \(outcome.asOf): \(outcome.files) reports, byte for byte as recorded")
        print(outcome.folder)
    }
}

import ArgumentParser
import Foundation
import ReconciliationJob

/// The command line (contracts, section 1). Human text goes to standard error, data to standard output.
@main
struct Tieout: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tieout",
        abstract: "Proves that what Microsoft billed is what was ordered, to the last digit.",
        version: ToolVersion.current,
        groupedSubcommands: [
            CommandGroup(
                name: "Nightly",
                subcommands: [
                    RunCommand.self, StatusCommand.self, DoctorCommand.self, ExplainCommand.self, ReviewCommand.self,
                ]),
            CommandGroup(
                name: "Single-stage",
                subcommands: [FetchCommand.self, ImportCommand.self, MatchCommand.self, ReportCommand.self]),
            CommandGroup(
                name: "Ledger and rules",
                subcommands: [VerifyCommand.self, ReplayCommand.self, ExportCommand.self, RulesCommand.self]),
            CommandGroup(
                name: "Service",
                subcommands: [
                    CatalogCommand.self, CartCommand.self, OrdersCommand.self, EntitlementsCommand.self,
                    InvoicesCommand.self, BalanceCommand.self,
                ]),
            CommandGroup(name: "Try-it", subcommands: [DemoCommand.self, SandboxCommand.self]),
        ]
    )

    /// Maps every way to end to one of the contract's exit statuses.
    static func main() {
        if ProcessInfo.processInfo.environment[RunSetting.logFormat.variable] == RunOptions.LogFormat.json.rawValue {
            Console.use(.json)
        }
        do {
            var command = try Tieout.parseAsRoot()
            try command.run()
        } catch let error as JobError {
            Console.fail("\(error)", error.exitStatus.rawValue)
            Foundation.exit(error.exitStatus.rawValue)
        } catch let status as ExitCode {
            Foundation.exit(status.rawValue)
        } catch {
            let code = Tieout.exitCode(for: error)
            if code == .success {
                print(Tieout.fullMessage(for: error))
                Foundation.exit(0)
            }
            let status = code == .validationFailure ? ExitStatus.refused : .defect
            if Console.isJSON {
                Console.fail(Tieout.message(for: error), status.rawValue)
            } else {
                Console.error(Tieout.fullMessage(for: error))
            }
            Foundation.exit(status.rawValue)
        }
    }
}

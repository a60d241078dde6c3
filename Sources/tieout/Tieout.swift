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
        subcommands: [
            RunCommand.self, DemoCommand.self, ExplainCommand.self, ReviewCommand.self, StatusCommand.self,
            DoctorCommand.self, VerifyCommand.self, ReplayCommand.self, ExportCommand.self, RulesCommand.self,
            FetchCommand.self, ImportCommand.self, MatchCommand.self, ReportCommand.self, SandboxCommand.self,
            CatalogCommand.self, CartCommand.self, OrdersCommand.self,
            EntitlementsCommand.self, InvoicesCommand.self, BalanceCommand.self,
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

import ArgumentParser
import ReconciliationJob

struct RulesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rules", abstract: "Works on rule files.", subcommands: [Check.self])

    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Validates the rule files and runs the examples that they carry.")

        @Option(help: "The folder of rule files (default: the shipped rules).")
        var rules: String?

        func run() throws {
            let report = RulesCheck.run(directory: rules)
            report.lines.forEach(Console.error)
            if !report.isGood { throw ExitCode(ExitStatus.refused.rawValue) }
        }
    }
}

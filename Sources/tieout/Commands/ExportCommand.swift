import ArgumentParser
import Foundation
import ReconciliationJob

struct ExportCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Writes what the ledger holds for other programs.", subcommands: [Journal.self]
    )

    struct Journal: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "journal", abstract: "Writes the double-entry journal to standard output.")

        @Option(help: "csv, hledger or beancount.")
        var format: JournalExport.Format

        @OptionGroup var ledger: LedgerOptions

        @Option(help: "A folder of rule files; accounts.yaml names the accounts (default: the shipped rules).")
        var rules: String?

        func run() throws {
            try JournalExport.write(ledger: try ledger.path(), rules: rules, format: format) {
                (bytes) throws(JobError) in
                do {
                    try FileHandle.standardOutput.write(contentsOf: bytes)
                } catch {
                    throw JobError.reports("the journal cannot be written to standard output: \(error)")
                }
            }
        }
    }
}

extension JournalExport.Format: ExpressibleByArgument {}

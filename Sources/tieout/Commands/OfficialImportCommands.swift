import ArgumentParser
import BillingModel
import Foundation
import ReconciliationJob

extension ImportCommand {
    /// `tieout import rates`.
    struct Rates: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Reference rates: XML files of the European Central Bank or HM Revenue & Customs.",
            discussion: """
                Every later run uses them without --rates. A rate that is in the ledger is left alone; one that was \
                published again with another value is kept as a revision, and the new value counts.

                \(ImportOptions.statuses)
                """)

        @OptionGroup var importing: ImportOptions

        func run() throws {
            var options = try importing.options()
            options.rates = importing.files
            let summary = try OfficialImport(options).run(clock: Clock.now)
            try ImportOptions.end(
                summary, "\(summary.rates) rates taken in, \(summary.knownRates) were there already")
        }
    }

    /// `tieout import statements`.
    struct Statements: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bank statements: camt.053.",
            discussion: """
                Every later run ties their payments to invoices without --statements. A statement that is in the \
                ledger is left alone.

                \(ImportOptions.statuses)
                """)

        @OptionGroup var importing: ImportOptions

        func run() throws {
            var options = try importing.options()
            options.statements = importing.files
            let summary = try OfficialImport(options).run(clock: Clock.now)
            try ImportOptions.end(
                summary,
                "\(summary.statements) statements with \(summary.payments) payments taken in, "
                    + "\(summary.knownStatements) were there already")
        }
    }
}

/// What both kinds of import have in common.
struct ImportOptions: ParsableArguments {
    @Argument(help: "XML files, or folders of them.")
    var files: [String]

    @Option(help: "The ledger file, made when it is not there (default: ledger.sqlite).")
    var ledger: String?

    @Option(help: "A YAML file with the options of a run; its ledger is used.")
    var config: String?

    static let statuses = """
        Exit status: 0 every file was read; 2 a file is not there, or the ledger cannot be used; 3 some files could not \
        be read and nothing of them was taken in; 4 another run holds the ledger.
        """

    func options() throws -> RunOptions {
        var options = RunOptions(source: "", asOf: Clock.today())
        options.ledger = try RunConfiguration.ledger(
            given: ledger, environment: ProcessInfo.processInfo.environment, file: config)
        return options
    }

    static func end(_ summary: OfficialImport.Summary, _ text: String) throws {
        for finding in summary.findings {
            Console.error("\(finding.weight.rawValue): \(finding.location): \(finding.message)")
        }
        Console.error(
            "tieout: \(text)" + (summary.rejectedFiles == 0 ? "" : ", \(summary.rejectedFiles) files kept out"))
        throw ExitCode(summary.exitStatus.rawValue)
    }
}

import ArgumentParser
import Foundation
import PartnerCenter
import ReconciliationJob

struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Looks for what would stop the next run, and for how long none has gone well.",
        discussion: """
            Takes the configuration that the next run would take and looks at it, the credentials, the rules, the \
            source, the order books, the ledger, the reports' folder, the disk and the age of the last good run. \
            Nothing is changed. Exit status: 0 nothing is in the way; 1 something is bad.
            """
    )

    @Option(help: "A YAML file with the options of the run.")
    var config: String?

    @Option(help: "The snapshot folder.")
    var source: String?

    @Option(help: ArgumentHelp("An order book as CSV; may be given several times.", valueName: "file"))
    var orders: [String] = []

    @Option(help: "The ledger file.")
    var ledger: String?

    @Option(help: "The folder that reports go to.")
    var reports: String?

    @Option(help: "A folder of rule files.")
    var rules: String?

    @Option(
        name: .customLong("max-age"),
        help: ArgumentHelp("Hours after which the last good run is too long ago.", valueName: "hours"))
    var maximumAge = 26

    @Option(help: "table, json or csv.")
    var format = ListingFormat.table

    func validate() throws {
        guard (1...8_760).contains(maximumAge) else { throw ValidationError("--max-age takes 1 to 8760 hours") }
    }

    func run() throws {
        let checks = examine()
        switch format {
        case .table: checks.forEach(DoctorCommand.show)
        case .json, .csv: Listing.show(checks.map(CheckRow.init), as: format)
        }
        if checks.contains(where: { $0.state == .bad }) { throw ExitCode(ExitStatus.discrepancies.rawValue) }
    }

    private func examine() -> [Doctor.Check] {
        let environment = ProcessInfo.processInfo.environment
        var given: [RunSetting: [String]] = [:]
        given[.source] = source.map { [$0] }
        given[.orders] = orders.isEmpty ? nil : orders
        given[.ledger] = ledger.map { [$0] }
        given[.reports] = reports.map { [$0] }
        given[.rules] = rules.map { [$0] }
        let place = config ?? "options and environment"
        do throws(JobError) {
            let options = try RunConfiguration.resolve(
                given: given, environment: environment, file: config, dryRun: false, today: Clock.today())
            let doctor = Doctor(options, now: Date(), maximumAge: TimeInterval(maximumAge) * 3600)
            let credentials = try CredentialChecks.examine(environment, config: config)
            return [Doctor.Check("configuration", .ok, place)] + credentials + doctor.examine()
        } catch {
            return [
                Doctor.Check("configuration", .bad, "\(error)", advice: "correct it first, then ask the doctor again")
            ]
        }
    }

    private static func show(_ check: Doctor.Check) {
        let tint: Tint =
            switch check.state {
            case .ok: .good
            case .doubtful: .doubtful
            case .bad: .bad
            }
        let state = tint.mark(pad(check.state.rawValue, 10), on: STDOUT_FILENO)
        print(state + pad(check.name, 15) + check.detail)
        if !check.advice.isEmpty { print(pad("", 25) + "→ " + check.advice) }
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}

/// A check in a listing.
private struct CheckRow: Listed {
    let check: Doctor.Check

    static let columns = ["check", "state", "detail", "advice"]

    var cells: [ListedCell] {
        [
            .text(check.name), .text(check.state.rawValue), .text(check.detail),
            check.advice.isEmpty ? .none : .text(check.advice),
        ]
    }
}

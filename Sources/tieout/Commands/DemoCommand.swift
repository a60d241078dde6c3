import ArgumentParser
import BillingModel
import Foundation
import ReconciliationJob

struct DemoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Reconciles the shipped sample invoices in a throw-away folder and says where the reports are."
    )

    @Option(help: ArgumentHelp("Where to write instead of a throw-away folder.", valueName: "folder"))
    var into: String?

    func run() throws {
        guard let samples = ShippedFiles.folder("sample-invoices", holding: "invoices.json") else {
            throw JobError.refused("the sample invoices are not beside this program; give tieout run a --source")
        }
        let folder = try into ?? throwAwayFolder()
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // The day on which the shipped samples tell their story; the reports are the same every time.
        var options = RunOptions(source: samples, asOf: DemoCommand.asOf)
        options.orders = [samples + "/orders.csv"]
        options.ledger = folder + "/ledger.sqlite"
        options.reports = folder + "/reports"
        options.matches = true
        let summary = try ProgressLine.run(options)
        RunReporting.show(summary)
        print(summary.reportFolder ?? folder)
        throw ExitCode(summary.exitStatus.rawValue)
    }

    private static let asOf = CalendarDate(year: 2026, month: 11, day: 10) ?? CalendarDate(dayNumber: 0)

    private func throwAwayFolder() throws -> String {
        let base = FileManager.default.temporaryDirectory.path
        var template = Array((base + "/tieout-demo-XXXXXX").utf8CString)
        guard let made = mkdtemp(&template) else {
            throw JobError.refused("cannot make a folder in \(base): \(String(cString: strerror(errno)))")
        }
        return String(cString: made)
    }
}

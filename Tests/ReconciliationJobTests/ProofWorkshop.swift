import BillingModel
import Foundation
import Testing

@testable import ReconciliationJob

/// A folder of its own with the ledger of a night over the shipped sample; it goes away with the value.
final class ProofWorkshop {
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().path
    let folder: URL
    var ledger: String { folder.appendingPathComponent("ledger.sqlite").path }

    init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("proof-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try ProofWorkshop.sample.get().write(to: URL(fileURLWithPath: ledger))
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path)")
        }
    }

    /// The ledger file, made once.
    private static let sample = Result {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("proof-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let source = repository + "/sample-invoices"
        var options = RunOptions(source: source, asOf: "2026-11-10")
        options.orders = [source + "/orders.csv"]
        options.ledger = folder.path + "/ledger.sqlite"
        options.reports = folder.path + "/reports"
        _ = try ReconciliationRun(options).run(clock: { "2026-11-10T02:00:00Z" }, progress: { _ in })
        let ledger = try Data(contentsOf: URL(fileURLWithPath: options.ledger))
        try FileManager.default.removeItem(at: folder)
        return ledger
    }

    func journal(_ format: JournalExport.Format) throws -> String {
        let bytes = Gathered()
        try JournalExport.write(
            ledger: ledger, rules: ProofWorkshop.repository + "/rules", format: format
        ) { (portion) throws(JobError) in bytes.all += portion }
        return String(decoding: bytes.all, as: UTF8.self)
    }

    /// Runs a program over a file of the folder; its output and exit status.
    func run(_ program: String, _ arguments: [String]) throws -> (output: String, status: Int32) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (String(decoding: output, as: UTF8.self), process.terminationStatus)
    }

    /// Where a program is installed; `nil` when it is not.
    static func installed(_ program: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(program)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private final class Gathered {
        var all: [UInt8] = []
    }
}

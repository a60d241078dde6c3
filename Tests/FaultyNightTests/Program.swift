import Foundation
import Testing

/// A program that is run to its end.
struct Program {
    let path: String

    init(_ path: String) { self.path = path }

    struct Outcome {
        /// As a shell counts: 128 and the signal when one ended it.
        let status: Int32
        let output: String
        let errors: String
        let seconds: Double
    }

    /// The program under test, built beside the tests.
    static var tieout: Program {
        get throws {
            let tests = URL(
                fileURLWithPath: try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            let path = tests.deletingLastPathComponent().appendingPathComponent("tieout").path
            try #require(FileManager.default.isExecutableFile(atPath: path), "build the product tieout first")
            return Program(path)
        }
    }

    static func find(_ name: String) -> String? {
        (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":").map { "\($0)/\(name)" }
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Runs it; what is not over after two minutes is killed, which no test expects.
    func run(_ arguments: [String], environment: [String: String] = [:]) throws -> Outcome {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let folder = try TemporaryFolder()
        let (output, errors) = (folder / "output", folder / "errors")
        for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errors))
        process.standardInput = FileHandle.nullDevice
        let start = Date()
        try process.run()
        let hung = DispatchWorkItem { kill(process.processIdentifier, SIGKILL) }
        DispatchQueue.global().asyncAfter(deadline: .now() + 120, execute: hung)
        process.waitUntilExit()
        hung.cancel()
        let status = process.terminationStatus
        return Outcome(
            status: process.terminationReason == .uncaughtSignal ? 128 + status : status,
            output: try String(contentsOfFile: output, encoding: .utf8),
            errors: try String(contentsOfFile: errors, encoding: .utf8), seconds: -start.timeIntervalSinceNow)
    }
}

/// A folder that goes away with the value.
final class TemporaryFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("tieout-night-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }

    static func / (folder: TemporaryFolder, name: String) -> String { folder.path + "/" + name }
}

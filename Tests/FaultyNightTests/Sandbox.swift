import Foundation
import Testing

/// `tieout sandbox` in a process of its own, ended with the value.
final class Sandbox {
    /// What leads the other commands to it.
    let environment: [String: String]
    private let process: Process

    init(in folder: TemporaryFolder, arguments: [String] = []) throws {
        process = Process()
        process.executableURL = URL(fileURLWithPath: try Program.tieout.path)
        process.arguments = ["sandbox", "--port", "0", "--retry-after", "0"] + arguments
        let output = folder / "sandbox-environment"
        try Data().write(to: URL(fileURLWithPath: output))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: output))
        process.standardError = FileHandle.nullDevice
        try process.run()
        var text = ""
        for _ in 0..<600 where !text.contains("TIEOUT_TENANT_ID=") {
            usleep(50_000)
            text = try String(contentsOfFile: output, encoding: .utf8)
        }
        var values: [String: String] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.dropFirst("export ".count).split(separator: "=", maxSplits: 1)
            if parts.count == 2 { values[String(parts[0])] = parts[1].trimmingCharacters(in: ["'"]) }
        }
        environment = values
        try #require(values["TIEOUT_TENANT_ID"] != nil, "the sandbox does not answer: \(text)")
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }
}

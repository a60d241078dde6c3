import Foundation

/// Files that come with the program, found from any working directory: beside the binary, above it in a checkout, or in
/// `share/tieout` of an installation.
package enum ShippedFiles {
    /// The folder of that name that holds the file, if there is one.
    package static func folder(_ name: String, holding file: String) -> String? {
        let binary = URL(fileURLWithPath: executablePath()).resolvingSymlinksInPath().deletingLastPathComponent()
        var candidates = [binary.appendingPathComponent("../share/tieout/\(name)")]
        var folder = binary
        for _ in 0..<6 {
            candidates.append(folder.appendingPathComponent(name))
            folder = folder.deletingLastPathComponent()
        }
        return candidates.map(\.standardizedFileURL.path).first {
            FileManager.default.fileExists(atPath: $0 + "/" + file)
        }
    }

    private static func executablePath() -> String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    }
}

/// The version of this program, in reports and in the ledger.
package enum ToolVersion {
    package static let current = "0.1.0"
}

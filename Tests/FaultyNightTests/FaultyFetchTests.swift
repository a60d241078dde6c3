import Foundation
import Testing

@Suite("A fetch that is killed, stopped or refused leaves whole documents, and the next one fetches the rest")
struct FaultyFetchTests {
    /// A folder with a sandbox, a snapshot on its way in and a user's refresh token.
    private struct Visit {
        let folder: TemporaryFolder
        let sandbox: Sandbox
        var token: String { folder / "token" }

        init() throws {
            folder = try TemporaryFolder()
            sandbox = try Sandbox(in: folder, arguments: ["--refresh-token-file", folder / "token"])
        }

        func fetch(_ name: String, _ fault: Fault? = nil, log: String? = nil) throws -> Program.Outcome {
            var values = sandbox.environment
            values.merge(try fault?.environment(under: folder.path, log: log) ?? [:]) { $1 }
            return try Program.tieout.run(
                ["fetch", "--snapshot", folder / name, "--as-of", "2026-11-10"], environment: values)
        }

        /// What a reader of the snapshot sees.
        func files(_ name: String) throws -> [String: Data] {
            var files: [String: Data] = [:]
            let root = folder / name
            guard FileManager.default.fileExists(atPath: root) else { return files }
            for path in try FileManager.default.subpathsOfDirectory(atPath: root) {
                // Hidden files and folders are passed over.
                if path.hasPrefix(".") || path.contains("/.") { continue }
                files[path] = FileManager.default.contents(atPath: root + "/" + path)
            }
            return files
        }

        func expectNothingLeftOver(_ name: String, _ context: Comment) throws {
            for place in ["incoming", "replaced"] {
                let left = try FileManager.default.contentsOfDirectory(atPath: folder / "\(name)/.fetch/\(place)")
                #expect(left == [], "\(context): \(place)")
            }
        }
    }

    @Test(arguments: [
        Fault.Kind.kill, .tear, .terminate, .noSpace, .inputOutput, .accessDenied, .tooManyFiles,
    ])
    func `at each write`(kind: Fault.Kind) throws {
        let visit = try Visit()
        let log = visit.folder / "calls"
        let undisturbed = try visit.fetch("whole", Fault(kind: .kill, call: 0), log: log)
        try #require(undisturbed.status == 0, "\(undisturbed.errors)")
        let whole = try visit.files("whole")
        let calls = try String(contentsOfFile: log, encoding: .utf8).split(separator: "\n").map(String.init)
        for point in FaultPoints.choose(from: calls, atMost: kind == .kill ? 6 : 3, seed: 7) {
            let name = "snapshot-\(point)"
            let context: Comment = "\(kind) at call \(point)"
            let failed = try visit.fetch(name, Fault(kind: kind, call: point))
            switch kind {
            // Requests side by side make a call more or less.
            case .kill: #expect(failed.status == 137 || point > calls.count - 9, context)
            case .tear: break
            case .terminate:
                #expect(failed.status == 143 || failed.status == 0, "\(context) \(failed.status) \(failed.errors)")
                #expect(failed.seconds < 10, context)
            default:
                #expect([0, 2, 3].contains(failed.status), "\(context) \(failed.status) \(failed.errors)")
                #expect(failed.status == 0 || failed.errors.contains(visit.folder.path), "\(context) \(failed.errors)")
            }
            // What is in place is whole already; what is not is listed.
            for (path, bytes) in try visit.files(name) where path != "gaps.json" {
                #expect(whole[path] == bytes, "\(context): \(path)")
            }
            let repeated = try visit.fetch(name)
            #expect(repeated.status == 0, "\(context) \(repeated.errors)")
            let after = try visit.files(name)
            let different = Set(after.keys).union(whole.keys).filter { after[$0] != whole[$0] }
            #expect(different == [], context)
            try visit.expectNothingLeftOver(name, context)
            let mode = try FileManager.default.attributesOfItem(atPath: visit.token)[.posixPermissions] as? Int
            #expect(mode == 0o600, context)
        }
    }
}

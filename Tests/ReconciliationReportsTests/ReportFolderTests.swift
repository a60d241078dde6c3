import BillingModel
import Foundation
import ReconciliationReports
import Testing

/// A folder for one test.
private final class Playground {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "tieout-reports-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }

    var reports: String { path + "/deep/reports" }

    func write(_ text: String, at relative: String) throws {
        let file = URL(filePath: path).appending(path: relative)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }

    /// Every file and link under the reports folder, hidden ones too.
    func contents() throws -> [String: String] {
        var contents: [String: String] = [:]
        for case let name as String in try #require(FileManager.default.enumerator(atPath: reports)) {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(reports)/\(name)")
            switch attributes[.type] as? FileAttributeType {
            case .typeSymbolicLink:
                contents[name] =
                    "-> " + (try FileManager.default.destinationOfSymbolicLink(atPath: "\(reports)/\(name)"))
            case .typeRegular: contents[name] = try String(contentsOfFile: "\(reports)/\(name)", encoding: .utf8)
            default: contents[name + "/"] = ""
            }
        }
        return contents
    }

    func mode(_ relative: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(reports)/\(relative)")
        return try #require(attributes[.posixPermissions] as? Int)
    }
}

@Suite struct ReportFolderTests {
    private let playground: Playground

    init() throws { playground = try Playground() }

    private func publish(_ asOf: CalendarDate, _ files: [String: String]) throws {
        let folder = try ReportFolder(reports: playground.reports, asOf: asOf)
        for (name, text) in files {
            let file = try folder.create(name)
            try file.write(Array(text.utf8))
            try file.close()
        }
        try folder.publish()
    }

    @Test func `A run's reports appear whole, for their owner alone, with a link to the newest`() throws {
        try publish("2026-01-31", ["run.json": "{}", "discrepancies.csv": "x"])
        #expect(
            try playground.contents() == [
                "2026-01-31/": "", "2026-01-31/run.json": "{}", "2026-01-31/discrepancies.csv": "x",
                "latest": "-> 2026-01-31",
            ])
        #expect(try playground.mode("2026-01-31") == 0o700)
        #expect(try playground.mode("2026-01-31/run.json") == 0o600)
        #expect(try playground.mode(".") == 0o700)
    }

    @Test func `A second run of the night replaces the folder whole`() throws {
        try publish("2026-01-31", ["run.json": "old", "gone.csv": "x"])
        try publish("2026-01-31", ["run.json": "new"])
        #expect(
            try playground.contents() == [
                "2026-01-31/": "", "2026-01-31/run.json": "new", "latest": "-> 2026-01-31",
            ])
    }

    @Test func `latest follows the dates, not the clock`() throws {
        try publish("2026-01-31", ["a": "1"])
        try publish("2026-02-28", ["a": "2"])
        try publish("2025-12-31", ["a": "0"])
        #expect(try playground.contents()["latest"] == "-> 2026-02-28")
        try FileManager.default.removeItem(atPath: playground.reports + "/2026-02-28")
        try publish("2025-12-31", ["a": "0"])
        #expect(try playground.contents()["latest"] == "-> 2025-12-31")
    }

    @Test func `Nothing is visible before the end, and nothing is left when the run gives up`() throws {
        try publish("2026-01-31", ["run.json": "old"])
        let before = try playground.contents()
        do {
            let folder = try ReportFolder(reports: playground.reports, asOf: "2026-01-31")
            let file = try folder.create("run.json")
            try file.write(Array("half".utf8))
            #expect(try playground.contents().filter { !$0.key.hasPrefix(".") } == before)
        }
        #expect(try playground.contents() == before)
    }

    @Test func `What a crash left behind is removed by the next run`() throws {
        try playground.write("half", at: "deep/reports/.tieout-2026-01-30/discrepancies.csv")
        try playground.write("half", at: "deep/reports/.tieout-2026-01-31/sub/run.json")
        try playground.write("old", at: "deep/reports/.tieout-old/run.json")
        try playground.write("kept", at: "deep/reports/.notes/mine.txt")
        try FileManager.default.createSymbolicLink(
            atPath: playground.reports + "/.tieout-latest", withDestinationPath: "nowhere")
        try publish("2026-01-31", ["run.json": "{}"])
        #expect(
            try playground.contents() == [
                ".notes/": "", ".notes/mine.txt": "kept", "2026-01-31/": "", "2026-01-31/run.json": "{}",
                "latest": "-> 2026-01-31",
            ])
    }

    @Test func `A leftover link is removed and not followed`() throws {
        try playground.write("precious", at: "elsewhere/file.txt")
        try playground.write("x", at: "deep/reports/.notes")
        try FileManager.default.createSymbolicLink(
            atPath: playground.reports + "/.tieout-2026-01-31", withDestinationPath: playground.path + "/elsewhere")
        try publish("2026-01-31", ["run.json": "{}"])
        #expect(try String(contentsOfFile: playground.path + "/elsewhere/file.txt", encoding: .utf8) == "precious")
    }

    @Test func `Two runs do not write reports in one place at once`() throws {
        let first = try ReportFolder(reports: playground.reports, asOf: "2026-01-31")
        #expect(
            throws: ReportError(path: playground.reports, reason: "another run is writing reports here")
        ) { try ReportFolder(reports: playground.reports, asOf: "2026-02-28") }
        try first.publish()
    }

    @Test func `A folder that cannot be made is an error with path and reason`() throws {
        try playground.write("a file", at: "deep")
        #expect(
            throws: ReportError(path: playground.path + "/deep/reports/", reason: "Not a directory")
        ) { try ReportFolder(reports: playground.reports, asOf: "2026-01-31") }
    }

    @Test func `A file or folder that is not ours is never overwritten`() throws {
        try playground.write("mine", at: "deep/reports/2026-01-31")
        try playground.write("mine", at: "deep/reports/latest/file")
        #expect(
            throws: ReportError(path: playground.reports + "/2026-01-31", reason: "is there and is no folder")
        ) { try ReportFolder(reports: playground.reports, asOf: "2026-01-31") }
        #expect(
            throws: ReportError(path: playground.reports + "/latest", reason: "is there and is no link")
        ) { try ReportFolder(reports: playground.reports, asOf: "2026-02-28") }
    }

    @Test func `A folder holds exactly the files with the digests, or it does not`() throws {
        try publish("2026-01-31", ["a": "1", "b": "2"])
        func holds(_ digests: [String: String], asOf: CalendarDate = "2026-01-31") throws -> Bool {
            try ReportFolder.holds(reports: playground.reports, asOf: asOf, digests: digests) {
                try String(contentsOfFile: $0, encoding: .utf8)
            }
        }
        #expect(try holds(["a": "1", "b": "2"]))
        #expect(try !holds(["a": "1", "b": "3"]))
        #expect(try !holds(["a": "1"]))
        #expect(try !holds(["a": "1", "b": "2", "c": "3"]))
        #expect(try !holds(["a": "1", "b": "2"], asOf: "2026-02-01"))
    }

    @Test func `Where names cannot be exchanged, two renames do it`() throws {
        try playground.write("old", at: "deep/reports/2026-01-31/run.json")
        try playground.write("new", at: "deep/reports/.tieout-2026-01-31/run.json")
        try FolderSwap.replaceInTwoSteps(
            playground.reports + "/2026-01-31", with: playground.reports + "/.tieout-2026-01-31",
            leaving: playground.reports + "/.tieout-old")
        #expect(
            try playground.contents() == [
                "2026-01-31/": "", "2026-01-31/run.json": "new", ".tieout-old/": "", ".tieout-old/run.json": "old",
            ])
        try publish("2026-01-31", ["run.json": "newer"])
        #expect(
            try playground.contents() == [
                "2026-01-31/": "", "2026-01-31/run.json": "newer", "latest": "-> 2026-01-31",
            ])
    }
}

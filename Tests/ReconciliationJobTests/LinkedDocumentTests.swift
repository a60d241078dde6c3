import BillingModel
import Foundation
import Testing

@testable import ReconciliationJob

@Suite struct LinkedDocumentTests {
    @Test func `a large file that the first run has linked is no news to the second, a touched one is`() throws {
        let folder = try TemporaryFolder()
        let source = folder / "source"
        try FileManager.default.copyItem(atPath: Repository.samples, toPath: source)
        // Blank lines make a part of the sample larger than what is copied.
        let parts = try #require(FileManager.default.enumerator(atPath: source)).compactMap { $0 as? String }
        let part = try #require(parts.first { $0.hasSuffix(".json") && $0.contains("reconciliation/part") })
        let path = "\(source)/\(part)"
        let padded = try Data(contentsOf: URL(fileURLWithPath: path)) + Data(repeating: 10, count: 2 << 20)
        try padded.write(to: URL(fileURLWithPath: path))
        var files = parts.map { "\(source)/\($0)" }
        files.append(source)
        let old = Date(timeIntervalSinceNow: -3600)
        for file in files { try FileManager.default.setAttributes([.modificationDate: old], ofItemAtPath: file) }
        // What was changed a moment ago, up to three seconds, is read again, whatever its dates say.
        Thread.sleep(forTimeInterval: 3.5)

        var options = RunOptions(source: source, asOf: "2026-11-10")
        options.orders = [source + "/orders.csv"]
        options.ledger = folder / "ledger.sqlite"
        options.reports = folder / "reports"
        func isUnchanged() throws -> Bool {
            try ReconciliationRun(options).run(clock: { "2026-11-10T04:30:00Z" }, progress: { _ in }).isUnchanged
        }
        #expect(try !isUnchanged())
        let names = try FileManager.default.attributesOfItem(atPath: path)[.referenceCount] as? Int
        try #require(names == 2, "the file system has links")
        #expect(try isUnchanged())

        try FileManager.default.setAttributes([.modificationDate: Date()], ofItemAtPath: path)
        #expect(try !isUnchanged())
    }
}

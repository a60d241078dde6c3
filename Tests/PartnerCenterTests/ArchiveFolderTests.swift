import Foundation
import PartnerCenter
import Testing

@Suite("The archive between two nights")
struct ArchiveFolderTests {
    private func withFolder(_ body: (String) throws -> Void) throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("archive-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // a test's own folder: nothing depends on it
        try body(path)
    }

    private func put(_ text: String, _ path: String) throws {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    private func text(_ path: String) -> String? {
        FileManager.default.contents(atPath: path).map { String(decoding: $0, as: UTF8.self) }
    }

    @Test("a set of lines replaces the one before it as a whole")
    func install() throws {
        try withFolder { path in
            let archive = try ArchiveFolder(path)
            for version in ["one", "two"] {
                let incoming = try archive.incoming("G1", "lineitems/onetime-billinglineitems", keeping: version)
                try put(version, incoming + "/page-000\(version == "one" ? 1 : 2).json")
                try archive.install(incoming, as: "lineitems/onetime-billinglineitems", of: "G1")
            }
            let folder = path + "/invoices/G1/lineitems/onetime-billinglineitems"
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["page-0002.json"])
            #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/.fetch/replaced") == [])
        }
    }

    @Test("a crash between moving the old away and the new in brings the old back")
    func repair() throws {
        try withFolder { path in
            try put("old", path + "/.fetch/replaced/G1+reconciliation/part-0.json")
            _ = try ArchiveFolder(path)
            #expect(text(path + "/invoices/G1/reconciliation/part-0.json") == "old")
        }
    }

    @Test("a crash after that leaves the new in place")
    func cleanUp() throws {
        try withFolder { path in
            try put("old", path + "/.fetch/replaced/G1+reconciliation/part-0.json")
            try put("new", path + "/invoices/G1/reconciliation/part-1.json")
            _ = try ArchiveFolder(path)
            #expect(
                try FileManager.default.contentsOfDirectory(atPath: path + "/invoices/G1/reconciliation") == [
                    "part-1.json"
                ])
            #expect(try FileManager.default.contentsOfDirectory(atPath: path + "/.fetch/replaced") == [])
        }
    }

    @Test("what is on its way in is used again for the same version only")
    func versions() throws {
        try withFolder { path in
            let archive = try ArchiveFolder(path)
            try put("half", try archive.incoming("G1", "reconciliation", keeping: "a") + "/part-0.json")
            let again = try archive.incoming("G1", "reconciliation", keeping: "a")
            #expect(text(again + "/part-0.json") == "half")
            let other = try archive.incoming("G1", "reconciliation", keeping: "b")
            #expect(try FileManager.default.contentsOfDirectory(atPath: other) == [])
            #expect(text(again + "/part-0.json") == nil)
        }
    }

    @Test("two fetches never share an archive")
    func lock() throws {
        try withFolder { path in
            let first = try ArchiveFolder(path)
            #expect {
                _ = try ArchiveFolder(path)
            } throws: { "\($0)".contains("another run holds the archive") }
            withExtendedLifetime(first) {}
        }
    }

    @Test("a record that does not read counts as none")
    func brokenRecord() throws {
        try withFolder { path in
            let archive = try ArchiveFolder(path)
            let record = InvoiceRecord(header: "h", readOn: "2026-11-24", parts: [:], isWhole: true)
            try archive.keep(record, of: "G1")
            #expect(try archive.record(of: "G1") == record)
            try put("{\"half", path + "/.fetch/records/G1.json")
            #expect(try archive.record(of: "G1") == nil)
        }
    }
}

import Foundation
import Synchronization

/// The snapshot folder that the sandbox serves. Trusted: it is the user's own; ids from requests are not.
final class SnapshotShelf: Sendable {
    /// One stored page: its items, byte for byte.
    struct StoredPage: Sendable {
        let items: [[UInt8]]
    }

    /// A blob of an export: a file, or bytes that were made from a portal file.
    struct Blob: Sendable {
        let name: String
        let content: Content

        enum Content: Sendable {
            case file(String)
            case bytes([UInt8])
        }
    }

    struct Export: Sendable {
        let etag: String
        let blobs: [Blob]
    }

    /// Begins the name of an open period where an invoice is asked for.
    static let unbilled = "unbilled_"

    private let root: String
    private let pages = Mutex<[String: [StoredPage]]>([:])

    init(_ root: String) { self.root = root }

    /// A file at the top of the folder; `nil` when there is none.
    func top(_ name: String) -> [UInt8]? { bytes(root + "/" + name) }

    /// A document beside an invoice's lines.
    func document(_ id: String, _ name: String) -> [UInt8]? {
        SnapshotShelf.isPlain(id) ? bytes("\(root)/invoices/\(id)/\(name)") : nil
    }

    /// The stored pages of a line set; `nil` when the snapshot has none.
    func storedPages(_ id: String, _ set: String) throws -> [StoredPage]? {
        guard SnapshotShelf.isPlain(id), SnapshotShelf.isPlain(set) else { return nil }
        let folder = "\(root)/invoices/\(id)/lineitems/\(set)"
        if let known = pages.withLock({ $0[folder] }) { return known }
        let names = try names(in: folder).filter { $0.hasPrefix("page-") }
        if names.isEmpty { return nil }
        let loaded = names.compactMap { name -> StoredPage? in
            guard let packed = bytes(folder + "/" + name), let plain = Gunzip.plain(packed),
                let ranges = ItemSlices.ranges(in: plain)
            else { return nil }
            return StoredPage(items: ranges.map { SnapshotShelf.trimmed(plain[$0]) })
        }
        pages.withLock { $0[folder] = loaded }
        return loaded
    }

    /// What an export of an invoice has; `nil` when the snapshot has nothing of that kind.
    func export(_ id: String, _ kind: String) throws -> Export? {
        guard SnapshotShelf.isPlain(id) else { return nil }
        let place = id.hasPrefix(SnapshotShelf.unbilled) ? "unbilled/" + id.dropFirst(SnapshotShelf.unbilled.count) : id
        let folder = "\(root)/invoices/\(place)/\(kind)"
        let names = try names(in: folder).filter { $0.hasSuffix(".json") || $0.hasSuffix(".json.gz") }
        let blobs = names.filter { $0 != "manifest.json" }.map { Blob(name: $0, content: .file(folder + "/" + $0)) }
        if !blobs.isEmpty {
            return Export(etag: etag(folder + "/manifest.json") ?? "etag-\(id)-\(kind)-\(blobs.count)", blobs: blobs)
        }
        guard kind == "reconciliation", try storedPages(id, "onetime-billinglineitems") == nil,
            let portal = try self.names(in: "\(root)/invoices/\(id)").first(where: { $0.lowercased().hasSuffix(".csv") }
            ),
            let csv = bytes("\(root)/invoices/\(id)/\(portal)")
        else { return nil }
        let lines = PortalLines.jsonLines(csv: csv)
        return Export(
            etag: "portal-\(id)-\(csv.count)", blobs: [Blob(name: "part-00000-portal.json", content: .bytes(lines))])
    }

    private func etag(_ manifest: String) -> String? {
        struct Manifest: Decodable { var eTag: String? }
        guard let bytes = bytes(manifest) else { return nil }
        do {
            return try JSONDecoder().decode(Manifest.self, from: Data(bytes)).eTag
        } catch {
            return nil
        }
    }

    private func bytes(_ path: String) -> [UInt8]? { FileManager.default.contents(atPath: path).map { Array($0) } }

    /// Sorted; empty when there is no such folder. Any other trouble is the sandbox's own, and is answered with 500.
    private func names(in folder: String) throws -> [String] {
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
    }

    private static func trimmed(_ slice: ArraySlice<UInt8>) -> [UInt8] {
        var slice = slice
        while let last = slice.last, last <= 0x20 { slice.removeLast() }
        return Array(slice)
    }

    static func isPlain(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 <= 9 || $0 == 0x2D || $0 == 0x5F }
    }
}

import Foundation
import Testing
import XMLDocuments

/// The public documents beside these tests.
enum PublicDocument {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func path(_ name: String) -> String { folder.appending(path: name).path }

    static func all(except excluded: String = "security") -> [String] {
        ["ubl", "cii", "ecb", "camt", "security"].filter { $0 != excluded }.flatMap { name in
            let files = (try? FileManager.default.contentsOfDirectory(atPath: path(name))) ?? []
            return files.filter { $0.hasSuffix(".xml") }.sorted().map { "\(name)/\($0)" }
        }
    }

    static func invoice(_ name: String) throws -> ElectronicInvoice {
        guard case .invoice(let invoice) = try XMLDocument.read(path: path(name)) else {
            throw XMLFault(line: 0, "\(name) is no invoice")
        }
        return invoice
    }
}

/// A file of a test's own, gone afterwards.
final class XMLFile {
    let path: String

    init(_ bytes: Data) throws {
        path = FileManager.default.temporaryDirectory.appending(path: "tieout-\(UUID().uuidString).xml").path
        try bytes.write(to: URL(filePath: path))
    }

    convenience init(_ text: String) throws { try self.init(Data(text.utf8)) }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The fault that refuses the file; `nil` when it was read.
    func fault(_ limits: XMLLimits = .standard) -> XMLFault? {
        do throws(XMLFault) {
            _ = try XMLDocument.read(path: path, limits: limits)
            return nil
        } catch {
            return error
        }
    }
}

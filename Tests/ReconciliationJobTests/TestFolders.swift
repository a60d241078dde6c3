import Foundation

/// A folder that goes away with the value.
final class TemporaryFolder {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.appendingPathComponent("tieout-test-\(UUID().uuidString)").path
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

    /// Writes a file, with the folders above it.
    func write(_ name: String, _ text: String) throws {
        let url = URL(fileURLWithPath: path + "/" + name)
        try FileManager.default.createDirectory(at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: url)
    }
}

/// The repository, found from this file.
enum Repository {
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static var samples: String { root + "/sample-invoices" }
}

/// The reports of a run, by name.
func reportFiles(_ folder: String) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
        files[name] = try Data(contentsOf: URL(fileURLWithPath: folder + "/" + name))
    }
    return files
}

/// A report's rows as dictionaries. For reports of our own, in which only quoted cells hold commas.
func csvRows(_ path: String) throws -> [[String: String]] {
    let text = try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(of: "\u{FEFF}", with: "")
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var quoted = false
    var characters = Array(text.unicodeScalars)[...]
    while let scalar = characters.popFirst() {
        switch scalar {
        case "\"" where quoted && characters.first == "\"":
            cell.unicodeScalars.append(scalar)
            characters.removeFirst()
        case "\"": quoted.toggle()
        case "," where !quoted:
            record.append(cell)
            cell = ""
        case "\r" where !quoted: continue
        case "\n" where !quoted:
            records.append(record + [cell])
            (record, cell) = ([], "")
        default: cell.unicodeScalars.append(scalar)
        }
    }
    guard let header = records.first else { return [] }
    return records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
}

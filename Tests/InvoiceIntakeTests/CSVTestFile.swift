import Foundation

/// A file that lives as long as a test looks at it, in a folder of its own.
struct CSVTestFile: ~Copyable {
    let path: String
    private let folder: URL

    init(_ bytes: some Collection<UInt8>, name: String = "orders.csv") throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tieout-csv-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(bytes).write(to: file)
        path = file.path
    }

    deinit {
        do {
            try FileManager.default.removeItem(at: folder)
        } catch {
            print("left behind: \(folder.path): \(error)")
        }
    }
}

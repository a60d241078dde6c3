internal import Glibc

/// A file that says how things stand and is put in the place of the one before, whole: whoever reads it at any moment
/// reads the old one or the new one.
package enum StateFile {
    /// Writes beside the file, brings the bytes to the disk and renames.
    ///
    /// - Parameter isShared: Whether other users may read it, such as a metrics collector.
    package static func replace(_ path: String, with bytes: [UInt8], isShared: Bool) throws(ReportError) {
        var folder = "."
        var name = path
        if let slash = path.lastIndex(of: "/") {
            folder = slash == path.startIndex ? "/" : String(path[..<slash])
            name = String(path[path.index(after: slash)...])
        }
        try FolderTree.make(folder)
        // A dot in front: collectors that read every `*.prom` of a folder leave it alone.
        let new = "\(folder)/.\(name).new"
        try FolderTree.remove(new)
        let file = try ReportFile(path: new)
        try file.write(bytes)
        if isShared { try file.share() }
        try file.close()
        try FolderSwap.rename(new, to: path)
        try FolderTree.sync(folder)
    }

    /// The text of a small file; `nil` when there is none, or when it is larger than `limit`.
    package static func read(_ path: String, limit: Int = 1 << 20) throws(ReportError) -> String? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 {
            if errno == ENOENT { return nil }
            throw ReportError(path: path, reason: SystemError.text())
        }
        defer { _ = close(descriptor) }
        var bytes: [UInt8] = []
        var portion = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= limit {
            let count = Glibc.read(descriptor, &portion, portion.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw ReportError(path: path, reason: SystemError.text())
            }
            if count == 0 { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(contentsOf: portion[..<count])
        }
        return nil
    }
}

internal import Glibc

/// A file of a snapshot as the file system shows it.
package struct SnapshotFile: Sendable, Equatable, Hashable {
    /// Relative to the snapshot folder.
    package let path: String
    package let byteCount: Int
    /// Nanoseconds since 1970 of the last change of content, and of content or attributes.
    package let modified: Int64
    package let changed: Int64
    package let inode: UInt64
    /// Where to open it; links are resolved.
    package let location: String

    /// The last part of the path.
    var name: String { path.split(separator: "/").last.map(String.init) ?? path }
}

/// One folder, listed: files and folders, sorted by the bytes of their names.
struct FolderContents {
    private(set) var files: [SnapshotFile] = []
    private(set) var folders: [String] = []
    /// What was left aside, and why.
    private(set) var refusals: [(path: String, reason: String)] = []

    /// An empty folder.
    init() {}

    /// Lists `root`/`path`. Hidden files are passed over without a word; links that lead out of the root, sockets and
    /// the like are refused. `nil` when there is no such folder.
    init?(root: String, path: String, limits: IntakeLimits) throws(IntakeError) {
        let location = path.isEmpty ? root : root + "/" + path
        guard let stream = opendir(location) else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw .unreadable(path: location, reason: String(cString: strerror(errno)))
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let bytes = FolderContents.name(of: entry)
            if bytes.first == UInt8(ascii: ".") { continue }
            guard let name = String(validating: bytes, as: UTF8.self) else {
                refusals.append((path, "a file name that is not UTF-8: \(String(decoding: bytes, as: UTF8.self))"))
                continue
            }
            names.append(name)
            if names.count > limits.filesPerFolder {
                throw .tooLarge(path: location, reason: "more than \(limits.filesPerFolder) files in one folder")
            }
        }
        names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        for name in names { add(name, path.isEmpty ? name : path + "/" + name, root: root) }
    }

    private mutating func add(_ name: String, _ path: String, root: String) {
        var location = root + "/" + path
        var status = stat()
        guard lstat(location, &status) == 0 else {
            refusals.append((path, String(cString: strerror(errno))))
            return
        }
        if status.st_mode & S_IFMT == S_IFLNK {
            guard let resolved = FolderContents.resolve(location), stat(resolved, &status) == 0 else {
                refusals.append((path, "a link that leads nowhere"))
                return
            }
            guard resolved.hasPrefix(root + "/") else {
                refusals.append((path, "a link that leads out of the snapshot is not followed"))
                return
            }
            location = resolved
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG:
            files.append(
                SnapshotFile(
                    path: path, byteCount: Int(status.st_size), modified: FolderContents.nanoseconds(status.st_mtim),
                    changed: FolderContents.nanoseconds(status.st_ctim), inode: UInt64(status.st_ino),
                    location: location))
        case S_IFDIR: folders.append(name)
        default: refusals.append((path, "neither a file nor a folder"))
        }
    }

    private static func name(of entry: UnsafeMutablePointer<dirent>) -> [UInt8] {
        withUnsafeBytes(of: &entry.pointee.d_name) { bytes in Array(bytes.prefix { $0 != 0 }) }
    }

    private static func nanoseconds(_ time: timespec) -> Int64 {
        Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// The path without links and dots; `nil` when there is nothing at its end.
    static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}

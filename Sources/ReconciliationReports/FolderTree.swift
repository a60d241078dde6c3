internal import Glibc

/// Folders and their entries, without following links.
enum FolderTree {
    /// What stands at a path.
    enum Entry: Equatable {
        case nothing, folder, link, other
    }

    static func entry(at path: String) throws(ReportError) -> Entry {
        var status = stat()
        if lstat(path, &status) != 0 {
            if errno == ENOENT { return .nothing }
            throw ReportError(path: path, reason: SystemError.text())
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: return .folder
        case S_IFLNK: return .link
        default: return .other
        }
    }

    /// The names in a folder, sorted.
    static func names(in path: String) throws(ReportError) -> [String] {
        guard let folder = opendir(path) else { throw ReportError(path: path, reason: SystemError.text()) }
        defer { closedir(folder) }
        var names: [String] = []
        while true {
            errno = 0
            guard let entry = readdir(folder) else { break }
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        if errno != 0 { throw ReportError(path: path, reason: SystemError.text()) }
        return names.sorted()
    }

    /// Makes a folder and those above it, each for its owner alone; what is there stays as it is.
    static func make(_ path: String) throws(ReportError) {
        var made = path.hasPrefix("/") ? "/" : ""
        for part in path.split(separator: "/") {
            made += part + "/"
            if mkdir(made, 0o700) != 0, errno != EEXIST { throw ReportError(path: made, reason: SystemError.text()) }
        }
    }

    /// Removes what stands at a path: a file, a link, a folder with everything in it.
    static func remove(_ path: String) throws(ReportError) {
        switch try entry(at: path) {
        case .nothing: return
        case .link, .other:
            if unlink(path) != 0 { throw ReportError(path: path, reason: SystemError.text()) }
        case .folder:
            for name in try names(in: path) { try remove("\(path)/\(name)") }
            if rmdir(path) != 0 { throw ReportError(path: path, reason: SystemError.text()) }
        }
    }

    /// Paths of everything in a folder that is no folder, those of the folders within it too, sorted.
    static func files(in path: String) throws(ReportError) -> [String] {
        var files: [String] = []
        for name in try names(in: path) {
            if try entry(at: "\(path)/\(name)") == .folder {
                files += try self.files(in: "\(path)/\(name)").map { "\(name)/\($0)" }
            } else {
                files.append(name)
            }
        }
        return files.sorted()
    }

    /// Brings the entries of a folder and of the folders within it to the disk.
    static func syncAll(_ path: String) throws(ReportError) {
        for name in try names(in: path) where try entry(at: "\(path)/\(name)") == .folder {
            try syncAll("\(path)/\(name)")
        }
        try sync(path)
    }

    /// Brings a folder's entries to the disk. Some network file systems have no such thing and say so (`EINVAL`).
    static func sync(_ path: String) throws(ReportError) {
        let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw ReportError(path: path, reason: SystemError.text()) }
        defer { _ = close(descriptor) }
        if fsync(descriptor) != 0, errno != EINVAL { throw ReportError(path: path, reason: SystemError.text()) }
    }
}

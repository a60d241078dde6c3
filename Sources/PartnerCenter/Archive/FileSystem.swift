import Glibc

/// What went wrong with a file of the archive.
package struct FileFault: Error, Equatable, Sendable, CustomStringConvertible {
    package let path: String
    package let reason: String

    init(_ path: String, _ what: String) {
        self.path = path
        reason = what
    }

    /// The reason is the system's own.
    static func system(_ path: String, _ what: String) -> FileFault {
        FileFault(path, "\(what): \(String(cString: strerror(errno)))")
    }

    package var description: String { "\(path): \(reason)" }
}

/// Files that appear whole or not at all: written beside their place, flushed, then renamed into it.
enum FileSystem {
    /// Makes a folder and those above it.
    static func makeFolder(_ path: String) throws(FileFault) {
        if mkdir(path, 0o700) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw .system(path, "the folder cannot be made")
        }
        try makeFolder(String(path[..<slash]))
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .system(path, "the folder cannot be made") }
    }

    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// A file's size; `nil` when there is none.
    static func size(_ path: String) -> Int? {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }

    /// Writes a file whole, for its owner alone unless `mode` says otherwise.
    static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws(FileFault) {
        // Hidden, as readers of snapshots pass hidden files over: a crash may leave it until the next write.
        let name = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let draft = "\(path[..<name]).\(path[name...]).new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
        guard file >= 0 else { throw .system(path, "cannot be written") }
        let failure: FileFault? = bytes.withUnsafeBytes { raw in
            do throws(FileFault) {
                try append(raw, to: file, path)
                return fsync(file) == 0 ? nil : .system(path, "cannot be flushed")
            } catch {
                return error
            }
        }
        close(file)
        if let failure {
            unlink(draft)
            throw failure
        }
        do throws(FileFault) {
            try move(draft, to: path)
        } catch {
            unlink(draft)
            throw error
        }
    }

    /// Writes a file that is not in its place yet, without waiting for the disk: ``flush(folder:)`` does that for many
    /// at once, which costs hardly more than for one.
    static func draft(_ bytes: [UInt8], at path: String) throws(FileFault) {
        let file = try OpenFile(path)
        let failure: FileFault? = bytes.withUnsafeBytes { raw in
            do throws(FileFault) {
                try file.append(raw)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }

    /// Makes everything in a folder last.
    static func flush(folder: String) throws(FileFault) {
        for name in try names(in: folder) { try flush(folder + "/" + name, O_RDONLY) }
        try flush(folder, O_RDONLY | O_DIRECTORY)
    }

    private static func flush(_ path: String, _ flags: Int32) throws(FileFault) {
        let handle = open(path, flags | O_CLOEXEC)
        guard handle >= 0 else { throw .system(path, "cannot be flushed") }
        defer { close(handle) }
        guard fsync(handle) == 0 else { throw .system(path, "cannot be flushed") }
    }

    /// Writes all bytes to an open file.
    static func append(_ bytes: UnsafeRawBufferPointer, to file: Int32, _ path: String) throws(FileFault) {
        var rest = bytes
        while let base = rest.baseAddress, !rest.isEmpty {
            let count = Glibc.write(file, base, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(path, "cannot be written")
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
    }

    /// Puts a finished file in its place: its content lasts before its name does.
    static func place(_ draft: String, at path: String) throws(FileFault) {
        try flush(draft, O_RDONLY)
        try move(draft, to: path)
    }

    /// Renames, and makes the rename last.
    static func move(_ from: String, to path: String) throws(FileFault) {
        guard rename(from, path) == 0 else { throw .system(path, "cannot be put in place") }
        try flush(path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ".", O_RDONLY | O_DIRECTORY)
    }

    /// A file's bytes; `nil` when there is none.
    static func read(_ path: String, limit: Int) throws(FileFault) -> [UInt8]? {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else {
            if errno == ENOENT { return nil }
            throw .system(path, "cannot be read")
        }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .system(path, "cannot be read") }
        guard status.st_size <= limit else { throw FileFault(path, "larger than \(limit) bytes") }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
        var filled = 0
        while filled < bytes.count {
            let count = bytes.withUnsafeMutableBytes { raw in
                Glibc.read(file, raw.baseAddress?.advanced(by: filled), raw.count - filled)
            }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(path, "cannot be read")
            }
            if count == 0 { break }
            filled += count
        }
        return Array(bytes.prefix(filled))
    }

    /// Hands over a file in pieces.
    static func read(_ path: String, piece body: (UnsafeRawBufferPointer) throws -> Void) throws {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw FileFault.system(path, "cannot be read") }
        defer { close(file) }
        try withUnsafeTemporaryAllocation(byteCount: 256 * 1024, alignment: 16) { buffer in
            while true {
                let count = Glibc.read(file, buffer.baseAddress, buffer.count)
                if count == 0 { return }
                if count > 0 {
                    try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
                } else if errno != EINTR {
                    throw FileFault.system(path, "cannot be read")
                }
            }
        }
    }

    /// Names in a folder, sorted; empty when there is none.
    static func names(in folder: String) throws(FileFault) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .system(folder, "cannot be listed")
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }

    /// Removes a file, or a folder with what is in it. Nothing there is fine. Links are removed, not followed.
    static func remove(_ path: String) throws(FileFault) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .system(path, "cannot be removed")
        }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            guard unlink(path) == 0 else { throw .system(path, "cannot be removed") }
            return
        }
        for name in try names(in: path) { try remove(path + "/" + name) }
        guard rmdir(path) == 0 else { throw .system(path, "cannot be removed") }
    }
}

import Crypto
import Foundation

/// The documents that runs have read, as they were received: `<ledger>.documents/<aa>/<SHA-256>`, each once, so that a
/// past run can be done again.
///
/// The folder is for its owner alone. Order books and decisions, which people edit where they lie, and small files are
/// copied. Larger files of a snapshot are linked, which takes neither time nor space; where the file system has no links
/// between the two places they are copied. A file that somebody changes in place after that changes here too: its
/// digest shows it, and what is not what its name says is never used.
struct DocumentStore: Sendable {
    let folder: String

    /// Up to here a copy costs no more than a link.
    private static let smallBytes = 1 << 20

    init(ledger: String) { folder = ledger + ".documents" }

    var exists: Bool { access(folder, F_OK) == 0 }

    /// Where the document of a digest is, or would be.
    func path(_ digest: String) -> String { "\(folder)/\(digest.prefix(2))/\(digest)" }

    func holds(_ digest: String, byteCount: Int? = nil) -> Bool {
        var status = stat()
        guard stat(path(digest), &status) == 0 else { return false }
        return byteCount.map { $0 == Int(status.st_size) } ?? true
    }

    /// Keeps a file that a run has read.
    ///
    /// - Parameter edited: People change such files where they lie.
    /// - Returns: What linking did to the file, when it was linked.
    /// - Throws: ``JobError/documents(_:)`` when there is no room, or when the file is no longer what was read.
    @discardableResult
    func keep(_ source: String, digest: String, byteCount: Int, edited: Bool) throws(JobError) -> LinkedFile? {
        if holds(digest, byteCount: byteCount) { return nil }
        try makeFolder(digest)
        let target = path(digest)
        if !edited, byteCount > DocumentStore.smallBytes {
            let draft = target + ".new"
            unlink(draft)
            let before = DocumentStore.status(source)
            // The links that a snapshot may hold are followed.
            if linkat(AT_FDCWD, source, AT_FDCWD, draft, AT_SYMLINK_FOLLOW) == 0 {
                guard rename(draft, target) == 0 else { throw failure(target) }
                let after = DocumentStore.status(target)
                return LinkedFile(inode: after.inode, before: before.changed, after: after.changed)
            }
        }
        guard let input = FileHandle(forReadingAtPath: source) else { throw failure(source) }
        let found = try write(target) { (write) throws(JobError) in
            do {
                while let portion = try input.read(upToCount: 1 << 20), !portion.isEmpty {
                    try write(portion)
                }
            } catch let error as JobError {
                throw error
            } catch {
                throw JobError.documents("\(source) cannot be read: \(error)")
            }
        }
        guard found == digest else {
            unlink(target)
            throw JobError.documents("\(source) has changed since it was read; run again when it stands still")
        }
        return nil
    }

    private static func status(_ path: String) -> (inode: UInt64, changed: Int64) {
        var status = stat()
        guard stat(path, &status) == 0 else { return (0, 0) }
        let changed = Int64(status.st_ctim.tv_sec) * 1_000_000_000 + Int64(status.st_ctim.tv_nsec)
        return (UInt64(status.st_ino), changed)
    }

    /// Keeps text of the run's own; returns its digest.
    func keep(_ bytes: Data) throws(JobError) -> String {
        let digest = Hex.text(SHA256.hash(data: bytes))
        if holds(digest, byteCount: bytes.count) { return digest }
        try makeFolder(digest)
        _ = try write(path(digest)) { (write) throws(JobError) in try write(bytes) }
        return digest
    }

    /// The bytes of a small document, proved.
    func bytes(_ digest: String) throws(JobError) -> Data {
        guard let bytes = FileManager.default.contents(atPath: path(digest)) else {
            throw JobError.documents("\(path(digest)) is missing")
        }
        guard Hex.text(SHA256.hash(data: bytes)) == digest else {
            throw JobError.documents("\(path(digest)) is damaged: it is not what its name says")
        }
        return bytes
    }

    /// What is wrong with a document; `nil` when it is what its name says.
    func fault(_ digest: String) -> String? {
        if !holds(digest) { return "is missing" }
        return FileDigest.sha256(path(digest)) == digest ? nil : "is damaged: it is not what its name says"
    }

    private func makeFolder(_ digest: String) throws(JobError) {
        for path in [folder, "\(folder)/\(digest.prefix(2))"] where mkdir(path, 0o700) != 0 && errno != EEXIST {
            throw failure(path)
        }
    }

    /// Writes a file whole, mode 0600, and returns the digest of what was written.
    private func write(
        _ target: String, _ body: ((Data) throws(JobError) -> Void) throws(JobError) -> Void
    ) throws(JobError) -> String {
        let draft = target + ".new"
        unlink(draft)
        let file = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw failure(draft) }
        var hasher = SHA256()
        do throws(JobError) {
            try body { portion throws(JobError) in
                hasher.update(data: portion)
                try append(portion, to: file, draft)
            }
            if fsync(file) != 0 { throw failure(draft) }
        } catch {
            close(file)
            unlink(draft)
            throw error
        }
        close(file)
        guard rename(draft, target) == 0 else { throw failure(target) }
        return Hex.text(hasher.finalize())
    }

    private func append(_ portion: Data, to file: Int32, _ path: String) throws(JobError) {
        var written = 0
        while written < portion.count {
            let start = written
            let count = portion.withUnsafeBytes { bytes in
                Glibc.write(file, bytes.baseAddress?.advanced(by: start), bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw failure(path) }
            written += count
        }
    }

    private func failure(_ path: String) -> JobError {
        .documents("\(path): \(String(cString: strerror(errno)))")
    }
}

/// A file that got one more name: the system stamps that as a change of the file, which it is not.
struct LinkedFile: Sendable {
    let inode: UInt64
    /// When the file had last been changed, in nanoseconds since 1970, and what that became.
    let before: Int64
    let after: Int64
}

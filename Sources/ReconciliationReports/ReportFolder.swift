package import BillingModel
internal import Glibc

/// The folder `<reports>/<as-of>/`, written whole or not at all.
///
/// Files are written into a hidden folder beside it. ``publish()`` swaps that in with one rename, removes the folder
/// that was there before and lets the link `latest` point at the newest date. A crash at any point leaves the old
/// folder or the new one, whole; the next run removes what the crash left behind.
///
///     let folder = try ReportFolder(reports: "reports", asOf: asOf)
///     let file = try folder.create("run.json")
///     try file.write(record.json)
///     try file.close()
///     try folder.publish()
///
/// While it lives it holds a lock on `<reports>`, so that one run cannot take another's hidden folder for a leftover.
/// The kernel lets go of the lock when the process dies.
package final class ReportFolder {
    /// Where the reports will be found.
    package let path: String

    private let reports: String
    private let asOf: CalendarDate
    private let hidden: String
    private let lock: FolderLock
    private var isPublished = false

    /// Beginning of the names that nobody should look at.
    private static let hiddenPrefix = ".tieout-"
    private static let latest = "latest"

    /// Makes `reports` when it is missing and prepares the hidden folder.
    package init(reports: String, asOf: CalendarDate) throws(ReportError) {
        self.reports = reports
        self.asOf = asOf
        path = "\(reports)/\(asOf)"
        hidden = "\(reports)/\(ReportFolder.hiddenPrefix)\(asOf)"
        try FolderTree.make(reports)
        lock = try FolderLock(reports)
        try ReportFolder.check(path, is: .folder)
        try ReportFolder.check("\(reports)/\(ReportFolder.latest)", is: .link)
        for entry in try FolderTree.names(in: reports) where entry.hasPrefix(ReportFolder.hiddenPrefix) {
            try FolderTree.remove("\(reports)/\(entry)")
        }
        if mkdir(hidden, 0o700) != 0 { throw ReportError(path: hidden, reason: SystemError.text()) }
    }

    deinit {
        if isPublished { return }
        do throws(ReportError) {
            try FolderTree.remove(hidden)
        } catch {
            // Nobody is left to tell; the next run removes it.
        }
    }

    /// Starts a file of the folder, which may lie in a folder within it. Each file has to be closed before
    /// ``publish()``.
    package func create(_ file: String) throws(ReportError) -> ReportFile {
        try ReportFile(path: prepare(file))
    }

    private func prepare(_ file: String) throws(ReportError) -> String {
        if let slash = file.lastIndex(of: "/") { try FolderTree.make("\(hidden)/\(file[..<slash])") }
        return "\(hidden)/\(file)"
    }

    /// Lets someone else write a file of the folder, who is given its path and the folder's. The file is there before
    /// with the mode that it is to keep, and on the disk afterwards.
    package func create(
        _ file: String, by write: (_ path: String, _ folder: String) throws(ReportError) -> Void
    ) throws(ReportError) -> String {
        let path = try prepare(file)
        try ReportFile(path: path).close()
        try write(path, hidden)
        try ReportFile.sync(path)
        return path
    }

    /// Takes over every file of another folder of reports.
    package func copyAll(from folder: String) throws(ReportError) {
        for name in try FolderTree.files(in: folder) {
            let file = try create(name)
            try file.write(contentsOf: "\(folder)/\(name)")
            try file.close()
        }
    }

    /// Makes the folder visible.
    package func publish() throws(ReportError) {
        try FolderTree.syncAll(hidden)
        try FolderSwap.replace(path, with: hidden, leaving: "\(reports)/\(ReportFolder.hiddenPrefix)old")
        isPublished = true
        try FolderTree.sync(reports)
        try FolderTree.remove(hidden)
        try FolderTree.remove("\(reports)/\(ReportFolder.hiddenPrefix)old")
        try pointLatest()
        try FolderTree.sync(reports)
    }

    /// Whether a folder of reports is there and holds these files with these digests, and nothing else. `digest` works
    /// out a file's digest from its path.
    package static func holds<Failure: Error>(
        reports: String, asOf: CalendarDate, digests: [String: String], digest: (String) throws(Failure) -> String
    ) throws(Failure) -> Bool {
        let path = "\(reports)/\(asOf)"
        do throws(ReportError) {
            guard try FolderTree.entry(at: path) == .folder,
                try FolderTree.files(in: path) == digests.keys.sorted()
            else { return false }
        } catch {
            return false  // a folder that cannot be looked at holds nothing anyone can use
        }
        for (name, expected) in digests where try digest("\(path)/\(name)") != expected { return false }
        return true
    }

    // MARK: Steps

    /// A file or a link of a stranger is not overwritten.
    private static func check(_ path: String, is expected: FolderTree.Entry) throws(ReportError) {
        let found = try FolderTree.entry(at: path)
        if found != .nothing, found != expected {
            throw ReportError(path: path, reason: "is there and is no \(expected)")
        }
    }

    /// Lets `latest` point here, unless it points at the folder of a later date: a repeated old night is not news.
    private func pointLatest() throws(ReportError) {
        let link = "\(reports)/\(ReportFolder.latest)"
        if let current = ReportFolder.target(of: link), case .date(let date) = DateText.read(current), date > asOf,
            try FolderTree.entry(at: "\(reports)/\(current)") == .folder
        {
            return
        }
        let new = "\(reports)/\(ReportFolder.hiddenPrefix)\(ReportFolder.latest)"
        if symlink("\(asOf)", new) != 0 { throw ReportError(path: new, reason: SystemError.text()) }
        try FolderSwap.rename(new, to: link)
    }

    private static func target(of link: String) -> String? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 256) { buffer in
            guard let start = buffer.baseAddress else { return nil }
            let count = readlink(link, start, buffer.count)
            return count > 0 ? String(decoding: UnsafeRawBufferPointer(buffer)[..<count], as: UTF8.self) : nil
        }
    }
}

/// A lock on a folder for the life of this value.
private struct FolderLock: ~Copyable {
    private let descriptor: Int32

    init(_ path: String) throws(ReportError) {
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if descriptor < 0 { throw ReportError(path: path, reason: SystemError.text()) }
        if flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno == EWOULDBLOCK ? "another run is writing reports here" : SystemError.text()
            throw ReportError(path: path, reason: reason)
        }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }
}

import FoundationEssentials
import Glibc

/// A snapshot folder that grows from night to night (contracts, section 2), with what it needs beside it in `.fetch/`:
/// a record per invoice, what is on its way in, and a lock. Readers of snapshots pass hidden folders over.
package final class ArchiveFolder: Sendable {
    package let path: String
    private let lock: Int32

    /// Opens the folder, makes it when it is not there, and repairs what a crash left between two renames.
    ///
    /// The folder is held as long as this object lives: whoever reads what was fetched keeps it until then.
    ///
    /// - Throws: ``FetchError``.
    package init(_ path: String) throws(FetchError) {
        self.path = path
        lock = try ArchiveFolder.openLock(in: path)
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else { throw .held(path: path) }
        do throws(FileFault) {
            for folder in ["records", "incoming", "replaced"] { try FileSystem.makeFolder(path + "/.fetch/" + folder) }
            try repair()
        } catch {
            throw .archive(error)
        }
    }

    deinit { close(lock) }

    private static func openLock(in path: String) throws(FetchError) -> Int32 {
        do throws(FileFault) {
            try FileSystem.makeFolder(path + "/.fetch")
            let lock = open(path + "/.fetch/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard lock >= 0 else { throw .system(path, "the lock cannot be opened") }
            return lock
        } catch {
            throw .archive(error)
        }
    }

    /// Writes a file of the snapshot itself, whole.
    package func write(_ bytes: [UInt8], to name: String) throws(FileFault) {
        try makeParent(of: path + "/" + name)
        try FileSystem.write(bytes, to: path + "/" + name)
    }

    /// Takes a file of the snapshot itself away.
    func remove(_ name: String) throws(FileFault) { try FileSystem.remove(path + "/" + name) }

    /// A file of the snapshot itself is there.
    func holds(_ name: String) -> Bool { FileSystem.exists(path + "/" + name) }

    /// Names in a folder of the snapshot itself, sorted; empty when there is none.
    func names(in folder: String) throws(FileFault) -> [String] { try FileSystem.names(in: path + "/" + folder) }

    /// There is a list of invoices, of tonight or an earlier night.
    package var hasInvoices: Bool { FileSystem.exists(path + "/invoices.json") }

    /// What is remembered of an invoice. A record that does not read counts as none: the invoice is fetched anew.
    package func record(of id: String) throws(FileFault) -> InvoiceRecord? {
        guard let bytes = try FileSystem.read(recordPath(id), limit: 64 << 20) else { return nil }
        do {
            return try JSONDecoder().decode(InvoiceRecord.self, from: Data(bytes))
        } catch {
            return nil
        }
    }

    package func keep(_ record: InvoiceRecord, of id: String) throws(FileFault) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys]
        let data: Data
        do {
            data = try encoder.encode(record)
        } catch {
            throw FileFault(recordPath(id), "the record cannot be encoded: \(error)")
        }
        try FileSystem.write(Array(data) + [0x0A], to: recordPath(id))
        if record.isWhole { try removeIncoming(of: id) }
    }

    /// What lay there of sets that another route has brought meanwhile.
    private func removeIncoming(of id: String) throws(FileFault) {
        for name in try FileSystem.names(in: path + "/.fetch/incoming") where name.hasPrefix(id + "+") {
            try FileSystem.remove(path + "/.fetch/incoming/" + name)
        }
    }

    /// Every file of a set is where the record says, with its size.
    package func isIntact(_ part: InvoiceRecord.Part, of id: String) -> Bool {
        part.files.allSatisfy { file in
            FileSystem.size(invoiceFolder(id) + "/" + part.folder + "/" + file.name) == file.bytes
        }
    }

    /// A folder for a set of lines on its way in. `keeping`: the version that it is for; what lies there of another
    /// version is removed, what lies there of this one may be used again.
    package func incoming(_ id: String, _ folder: String, keeping version: String) throws(FileFault) -> String {
        let name = ArchiveFolder.flat(id, folder)
        let wanted = "\(name)=\(version)"
        for other in try FileSystem.names(in: path + "/.fetch/incoming")
        where other.hasPrefix(name + "=") && other != wanted {
            try FileSystem.remove(path + "/.fetch/incoming/" + other)
        }
        let place = path + "/.fetch/incoming/" + wanted
        try FileSystem.makeFolder(place)
        return place
    }

    /// Puts a set of lines that is whole in the place of what was there.
    package func install(_ incoming: String, as folder: String, of id: String) throws(FileFault) {
        let target = invoiceFolder(id) + "/" + folder
        let old = path + "/.fetch/replaced/" + ArchiveFolder.flat(id, folder)
        try makeParent(of: target)
        try FileSystem.flush(folder: incoming)
        try FileSystem.remove(old)
        if FileSystem.exists(target) { try FileSystem.move(target, to: old) }
        try FileSystem.move(incoming, to: target)
        try FileSystem.remove(old)
    }

    /// Takes a set of lines away that another has replaced.
    package func withdraw(_ folder: String, of id: String) throws(FileFault) {
        try FileSystem.remove(invoiceFolder(id) + "/" + folder)
    }

    package func invoiceFolder(_ id: String) -> String { path + "/invoices/" + id }

    private func recordPath(_ id: String) -> String { path + "/.fetch/records/\(id).json" }

    /// A set that was moved away and whose successor never came goes back to its place.
    private func repair() throws(FileFault) {
        for name in try FileSystem.names(in: path + "/.fetch/replaced") {
            let target = path + "/invoices/" + name.replacing("+", with: "/")
            let old = path + "/.fetch/replaced/" + name
            if FileSystem.exists(target) {
                try FileSystem.remove(old)
            } else {
                try makeParent(of: target)
                try FileSystem.move(old, to: target)
            }
        }
    }

    private func makeParent(of path: String) throws(FileFault) {
        if let slash = path.lastIndex(of: "/") { try FileSystem.makeFolder(String(path[..<slash])) }
    }

    /// One name for a set of an invoice; ids and folders have no `+` and no `=`.
    private static func flat(_ id: String, _ folder: String) -> String {
        id + "+" + folder.replacing("/", with: "+")
    }
}

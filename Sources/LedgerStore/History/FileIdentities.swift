internal import GRDB

/// What told a file apart from another content the last time it was read, so that an untouched one need not be read
/// again to learn its digest.
package struct FileIdentity: Sendable, Equatable {
    package let path: String
    package let size: Int64
    /// Nanoseconds since 1970.
    package let modified: Int64
    /// Nanoseconds since 1970.
    package let changed: Int64
    package let inode: UInt64
    package let digest: String

    package init(path: String, size: Int64, modified: Int64, changed: Int64, inode: UInt64, digest: String) {
        self.path = path
        self.size = size
        self.modified = modified
        self.changed = changed
        self.inode = inode
        self.digest = digest
    }
}

extension Ledger {
    /// The files as the last run left them, by path.
    package func fileIdentities() throws(LedgerError) -> [FileIdentity] {
        try access { database in
            try Row.fetchAll(database, sql: "SELECT * FROM file_identities ORDER BY path").map { row in
                FileIdentity(
                    path: row["path"], size: row["size"], modified: row["mtime_ns"], changed: row["ctime_ns"],
                    inode: UInt64(bitPattern: row["inode"]), digest: row["digest"])
            }
        }
    }
}

extension RunPosting {
    /// Puts these files in the place of those of the last run.
    package func replaceFileIdentities(_ files: [FileIdentity]) throws(LedgerError) {
        try add { database in
            try database.execute(sql: "DELETE FROM file_identities")
            let insert = try database.cachedStatement(sql: "INSERT INTO file_identities VALUES (?, ?, ?, ?, ?, ?)")
            for file in files {
                try insert.execute(arguments: [
                    file.path, file.size, file.modified, file.changed, Int64(bitPattern: file.inode), file.digest,
                ])
            }
        }
    }
}

internal import Crypto
internal import Foundation
internal import GRDB

/// What one run appended to the ledger, in 32 bytes, chained to the seal of the run before.
///
/// A seal is SHA-256 over a canonical form: what it is and its version, the seal before it, the number of the run, and
/// for each part (`SealPart`) how far it reaches, how many rows it has and their digest. So no row of a sealed run can
/// be changed, added, removed or swapped without that seal and all later ones becoming wrong, and whoever has written
/// down the last seal of a ledger elsewhere can tell that it is the same ledger still.
struct Seal {
    /// One part of a run.
    struct Part {
        let table: String
        /// The largest number among the rows; the smallest is one more than the last of the seal before.
        let last: Int64
        let rows: Int64
        /// SHA-256, 32 bytes.
        let digest: [UInt8]
        /// Eight bytes for each row, which name the row that has changed; empty for charges and order rows, which have
        /// fingerprints for that, and for findings. They prove nothing and are not sealed.
        let marks: [UInt8]
    }

    /// The form of new seals.
    static let currentVersion: Int64 = 4
    /// What the first seal follows.
    static let none = [UInt8](repeating: 0, count: SHA256.byteCount)

    let version: Int64
    let run: Int64
    let previous: [UInt8]
    let parts: [Part]

    /// The seal itself.
    var digest: [UInt8] {
        var form = ByteBuffer(capacity: 1 << 12)
        form.appendCanonical(text: "tieout.seal")
        form.append(version)
        previous.withUnsafeBytes { form.appendCanonical(text: $0) }
        form.append(run)
        form.append(UInt32(parts.count))
        for part in parts {
            form.appendCanonical(text: part.table)
            form.append(part.last)
            form.append(part.rows)
            part.digest.withUnsafeBytes { form.appendCanonical(text: $0) }
        }
        var hasher = SHA256()
        hasher.update(bufferPointer: form.bytes)
        return Array(hasher.finalize())
    }
}

extension Seal {
    func insert(_ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO seals (run_no, form_version, previous, digest) VALUES (?, ?, ?, ?)",
            arguments: [run, version, HexText.write(previous), HexText.write(digest)])
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO seal_parts (run_no, position, part, last, row_count, digest, row_marks)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """)
        for (position, part) in parts.enumerated() {
            try insert.execute(arguments: [
                run, position, part.table, part.last, part.rows, HexText.write(part.digest), Data(part.marks),
            ])
        }
    }
}

extension ByteBuffer {
    mutating func appendCanonical(text: String) {
        var text = text
        text.withUTF8 { appendCanonical(text: UnsafeRawBufferPointer($0)) }
    }
}

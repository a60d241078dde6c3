internal import BillingModel
internal import Foundation
internal import GRDB

/// What earlier runs left of one invoice, while its lines come again.
struct PriorCharges {
    /// Neither restated nor withdrawn.
    var current: ChargeMultiset
    /// Gone, and not come back so far.
    var withdrawn: ChargeMultiset

    static let none = PriorCharges(current: ChargeMultiset(expected: 0), withdrawn: ChargeMultiset(expected: 0))

    /// Bytes of a charge in a stored list: fingerprint and key.
    private static let entrySize = Fingerprint.byteCount + 8

    private init(current: ChargeMultiset, withdrawn: ChargeMultiset) {
        self.current = current
        self.withdrawn = withdrawn
    }

    /// Reads the lists of an invoice, as they were before `run`.
    init(of invoice: Int64, before run: Int64, _ database: Database) throws {
        let superseded = try Set(
            Int64.fetchAll(
                database, sql: "SELECT supersedes FROM restatements WHERE invoice_no = ?", arguments: [invoice]))
        let gone = try Set(
            Int64.fetchAll(
                database, sql: "SELECT charge_no FROM withdrawals WHERE invoice_no = ?", arguments: [invoice]))
        let lists = """
            FROM postings p JOIN charge_fingerprints f USING (posting_no) WHERE p.invoice_no = ? AND p.run_no < ?
            """
        let byteCount =
            try Int.fetchOne(database, sql: "SELECT sum(length(f.fingerprints)) \(lists)", arguments: [invoice, run])
            ?? 0
        current = ChargeMultiset(expected: byteCount / PriorCharges.entrySize)
        withdrawn = ChargeMultiset(expected: gone.count)
        // Backwards, because the last of equal entries is ticked off first.
        let rows = try Row.fetchCursor(
            database, sql: "SELECT f.first_charge_no, f.fingerprints \(lists) ORDER BY f.first_charge_no DESC",
            arguments: [invoice, run])
        while let row = try rows.next() {
            let first: Int64 = row[0]
            try row.withUnsafeData(atIndex: 1) { data in
                guard let data, data.count % PriorCharges.entrySize == 0 else {
                    throw LedgerError.unreadable(table: "charge_fingerprints", reason: "a list of broken length")
                }
                data.withUnsafeBytes { insert($0, from: first, superseded, gone) }
            }
        }
    }

    private mutating func insert(
        _ bytes: UnsafeRawBufferPointer, from first: Int64, _ superseded: Set<Int64>, _ gone: Set<Int64>
    ) {
        for position in (0..<bytes.count / PriorCharges.entrySize).reversed() {
            let charge = first + Int64(position)
            let offset = position * PriorCharges.entrySize
            let fingerprint = Fingerprint(storedIn: bytes, at: offset)
            let key = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self))
            if superseded.contains(charge) { continue }
            if gone.contains(charge) {
                withdrawn.insert(charge, fingerprint, key: key)
            } else {
                current.insert(charge, fingerprint, key: key)
            }
        }
    }
}

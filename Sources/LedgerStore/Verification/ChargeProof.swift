internal import BillingModel
internal import Foundation
internal import GRDB

/// Proves charges that are read back from the ledger: their fields against the fingerprint that was stored beside them,
/// whose list is sealed.
final class ChargeProof {
    private let dictionaries: StoredDictionaries
    private var form = ByteBuffer(capacity: 1 << 12)
    private static let entrySize = Fingerprint.byteCount + 8

    init(_ dictionaries: StoredDictionaries) { self.dictionaries = dictionaries }

    /// Proves the charges of a batch.
    ///
    /// - Parameters:
    ///   - list: The fingerprints of the charges from `first` on, as they are stored.
    func check(_ charges: borrowing StoredCharges, _ list: UnsafeRawBufferPointer, from first: Int64) throws {
        let places = charges.places
        try charges.batch.withRows { lines in
            for index in 0..<lines.count {
                guard let line = lines[index] else { continue }
                let number = places[index].number
                let offset = Int(number - first) * ChargeProof.entrySize
                guard offset >= 0, offset + ChargeProof.entrySize <= list.count else {
                    throw LedgerFault("charges", row: number, "has no fingerprint: no run has posted it")
                }
                if ChargeForm.fingerprint(line, using: &form).fingerprint != Fingerprint(storedIn: list, at: offset) {
                    throw LedgerFault(
                        "charges", row: number, "is not what was posted: its fields and its fingerprint disagree")
                }
            }
        }
    }

    /// Proves one charge.
    func check(_ number: Int64, _ database: Database) throws {
        let select = try database.cachedStatement(
            sql: """
                SELECT first_charge_no, fingerprints FROM charge_fingerprints
                WHERE first_charge_no <= ? ORDER BY first_charge_no DESC LIMIT 1
                """)
        guard let row = try Row.fetchOne(select, arguments: [number]) else {
            throw LedgerFault("charges", row: number, "has no fingerprint: no run has posted it")
        }
        let (first, list): (Int64, Data) = (row[0], row[1])
        var charge = try StoredCharges(after: number - 1, through: number, dictionaries, database)
        guard try charge.readBatch() else { throw LedgerFault("charges", row: number, "is missing") }
        try list.withUnsafeBytes { try check(charge, $0, from: first) }
    }
}

internal import BillingModel
internal import GRDB

/// The seals of charges and order rows once more, from the rows of the ledger.
///
/// `check` gets every row's place and what tells it from others, to be compared with what was stored.
enum StoredSealing {
    static func charges(
        after first: Int64, through last: Int64, _ dictionaries: StoredDictionaries, _ database: Database,
        check: (RowPlace, Fingerprint, _ key: UInt64) throws -> Void
    ) throws -> SealStream.Result {
        var stored = try StoredCharges(after: first, through: last, dictionaries, database)
        var stream = SealStream()
        var form = ByteBuffer(capacity: 1 << 12)
        while try stored.readBatch() {
            let places = stored.places
            try stored.batch.withRows { lines in
                for index in 0..<lines.count {
                    guard let line = lines[index] else { continue }
                    let (fingerprint, key) = ChargeForm.fingerprint(line, using: &form)
                    try check(places[index], fingerprint, key)
                    stream.append(row: form.bytes, at: places[index], line[.legacySubscriptionGUID])
                }
            }
        }
        return stream.result()
    }

    static func orderEvents(
        after first: Int64, through last: Int64, _ dictionaries: StoredDictionaries, _ database: Database,
        check: (RowPlace, Fingerprint) throws -> Void
    ) throws -> SealStream.Result {
        var stored = try StoredOrderEvents(after: first, through: last, dictionaries, database)
        var stream = SealStream()
        var form = ByteBuffer(capacity: 1 << 12)
        let nothing = UnsafeRawBufferPointer(start: nil, count: 0)
        while try stored.readBatch() {
            let places = stored.places
            try stored.batch.withRows { rows in
                for index in 0..<rows.count {
                    guard let row = rows[index] else { continue }
                    let fingerprint = OrderEventForm.fingerprint(row, using: &form)
                    try check(places[index], fingerprint)
                    stream.append(row: form.bytes, at: places[index], nothing)
                }
            }
        }
        return stream.result()
    }
}

internal import BillingModel
internal import Foundation
internal import GRDB

/// Takes the rows of order books into the ledger: each row once, whatever file it comes in.
///
/// A row is compared with what earlier runs left, not with rows of its own run, so the first load looks nothing up.
struct OrderPosting: ~Copyable {
    private var appender: OrderEventAppender
    /// `nil` when no earlier run left any.
    private let known: FingerprintSet?
    private var document: DocumentIndex?
    private var posting: Int64 = 0
    private(set) var posted = 0
    private(set) var alreadyPosted = 0

    init(on database: Database) throws {
        let last = try Int64.fetchOne(database, sql: "SELECT max(event_no) FROM order_events") ?? 0
        let appender = try OrderEventAppender(on: database, lastEvent: last)
        let known = last == 0 ? nil : try OrderPosting.load(database, expected: Int(last))
        self.appender = appender
        self.known = known
    }

    mutating func post(_ batch: OrderBatch, _ postings: inout PostingRegister) throws {
        try batch.withRows { rows in
            for index in 0..<rows.count {
                if let row = rows[index] { try post(row, &postings) }
            }
            try appender.writePending()
        }
    }

    @inline(__always)
    private mutating func post(
        _ row: BatchRow<OrderRow>, _ postings: inout PostingRegister
    ) throws(LedgerError) {
        let fingerprint = appender.fingerprint(row)
        if let known, known.contains(fingerprint) {
            alreadyPosted += 1
            return
        }
        if document != row.row.pointee.source.document {
            document = row.row.pointee.source.document
            posting = try postings.open(row.row.pointee.source.document, invoice: nil)
        }
        try appender.append(row, fingerprint, posting: posting)
        posted += 1
    }

    mutating func flush() throws(LedgerError) { try appender.flush() }

    /// The digest of the rows appended.
    mutating func sealed() -> SealStream.Result { appender.sealed() }

    private static func load(_ database: Database, expected: Int) throws -> FingerprintSet {
        var known = FingerprintSet(count: expected)
        let lists = try Row.fetchCursor(database, sql: "SELECT fingerprints FROM order_event_fingerprints")
        while let row = try lists.next() {
            try row.withUnsafeData(atIndex: 0) { data in
                guard let data, data.count % Fingerprint.byteCount == 0 else {
                    throw LedgerError.unreadable(table: "order_event_fingerprints", reason: "a list of broken length")
                }
                data.withUnsafeBytes { bytes in
                    for offset in stride(from: 0, to: bytes.count, by: Fingerprint.byteCount) {
                        known.insert(Fingerprint(storedIn: bytes, at: offset))
                    }
                }
            }
        }
        return known
    }
}

internal import Foundation
internal import GRDB

/// Compares the parts of seals with the rows of the ledger, run after run.
struct PartVerification: ~Copyable {
    private let database: Database
    private let scope: VerificationScope
    private let dictionaries: StoredDictionaries?
    private var chargeLists: StoredFingerprintLists
    private var orderLists: StoredFingerprintLists
    /// How far each part reached in the seal before.
    private var lasts: [String: Int64] = [:]
    /// Of the seal before.
    private var version: Int64 = 0

    init(_ scope: VerificationScope, _ database: Database) throws {
        self.database = database
        self.scope = scope
        let dictionaries = scope == .everything ? try StoredDictionaries(database) : nil
        let chargeLists = try StoredFingerprintLists.ofCharges(database)
        let orderLists = try StoredFingerprintLists.ofOrderEvents(database)
        self.dictionaries = dictionaries
        self.chargeLists = chargeLists
        self.orderLists = orderLists
    }

    /// Throws the first ``LedgerFault``.
    mutating func verify(_ seal: Seal) throws {
        for (part, sealed) in zip(SealPart.of(version: seal.version), seal.parts) {
            let first = lasts[part.table] ?? 0
            if sealed.last < first { throw LedgerFault("seal_parts", row: seal.run, "goes back in \(part.table)") }
            switch part.form {
            case .columns: try verifyColumns(part, after: first, sealed, run: seal.run)
            case .charges:
                guard let dictionaries else { break }
                let result = try charges(after: first, through: sealed.last, dictionaries)
                try PartVerification.compare(result, sealed, after: first, run: seal.run)
            case .orderEvents:
                guard let dictionaries else { break }
                let result = try orderEvents(after: first, through: sealed.last, dictionaries)
                try PartVerification.compare(result, sealed, after: first, run: seal.run)
            case .night: try verifyNight(part, sealed, run: seal.run)
            }
            lasts[part.table] = sealed.last
        }
        version = seal.version
    }

    /// After the last seal: no run, no row and no night may be left over.
    ///
    /// - Parameter run: A run that is going on: it is in no seal yet.
    func verifyNothingElse(but run: Int64? = nil) throws {
        for part in SealPart.all where part.form != .night && !(part.isOfFingerprints && version < part.since) {
            let present = part.number == "run_no" ? run : nil
            let stray = try Int64.fetchOne(
                database,
                sql: """
                    SELECT \(part.number) FROM \(part.table)
                    WHERE (\(part.number) < 1 OR \(part.number) > ?) AND \(part.number) IS NOT ? LIMIT 1
                    """, arguments: [lasts[part.table] ?? 0, present])
            if let stray { throw LedgerFault(part.table, row: stray, "is in no seal") }
        }
        let astray = try String.fetchOne(
            database, sql: "SELECT n.as_of FROM nights n LEFT JOIN runs r USING (run_no) WHERE n.as_of IS NOT r.as_of")
        if let astray { throw LedgerFault("nights", "\(astray) stands by no run of that date") }
        if scope != .everything { return }
        let fraction = try Int64.fetchOne(
            database, sql: "SELECT charge_no FROM charge_fractions WHERE charge_no < 1 OR charge_no > ? LIMIT 1",
            arguments: [lasts["charges"] ?? 0])
        if let fraction { throw LedgerFault("charge_fractions", row: fraction, "belongs to no charge") }
    }

    // MARK: Charges and order rows

    private mutating func charges(
        after first: Int64, through last: Int64, _ dictionaries: StoredDictionaries
    ) throws -> SealStream.Result {
        let result = try StoredSealing.charges(after: first, through: last, dictionaries, database) {
            place, fingerprint, key in
            let entry = try chargeLists.next(through: last)
            try PartVerification.compare("charges", place, fingerprint, key, with: entry)
        }
        if let left = try chargeLists.next(through: last) {
            throw LedgerFault("charges", row: left.number, "is missing")
        }
        return result
    }

    private mutating func orderEvents(
        after first: Int64, through last: Int64, _ dictionaries: StoredDictionaries
    ) throws -> SealStream.Result {
        let result = try StoredSealing.orderEvents(after: first, through: last, dictionaries, database) {
            place, fingerprint in
            let entry = try orderLists.next(through: last)
            try PartVerification.compare("order_events", place, fingerprint, 0, with: entry)
        }
        if let left = try orderLists.next(through: last) {
            throw LedgerFault("order_events", row: left.number, "is missing")
        }
        return result
    }

    @inline(__always)
    private static func compare(
        _ table: String, _ place: RowPlace, _ fingerprint: Fingerprint, _ key: UInt64,
        with entry: StoredFingerprintLists.Entry?
    ) throws(LedgerFault) {
        guard let entry, entry.number <= place.number else {
            throw LedgerFault(table, row: place.number, "has no fingerprint: no run has posted it")
        }
        if entry.number < place.number { throw LedgerFault(table, row: entry.number, "is missing") }
        if entry.fingerprint != fingerprint || entry.key != key {
            throw LedgerFault(
                table, row: place.number, "is not what was posted: its fields and its fingerprint disagree")
        }
        if entry.posting != place.posting {
            throw LedgerFault(table, row: place.number, "was posted with another document or invoice")
        }
    }

    private static func compare(
        _ result: SealStream.Result, _ sealed: Seal.Part, after first: Int64, run: Int64
    ) throws(LedgerFault) {
        if result.rows != sealed.rows {
            throw LedgerFault(sealed.table, "run \(run) sealed \(sealed.rows) rows, \(result.rows) are there")
        }
        if result.digest != sealed.digest {
            throw LedgerFault(
                sealed.table,
                "of rows \(first + 1) to \(sealed.last), sealed by run \(run), one names another source line, customer "
                    + "or product than it did")
        }
    }

    // MARK: Other tables

    private func verifyColumns(_ part: SealPart, after first: Int64, _ sealed: Seal.Part, run: Int64) throws {
        let reading = try PartReading(of: part, after: first, through: sealed.last, database)
        if reading.result.rows == sealed.rows, reading.result.digest == sealed.digest { return }
        guard part.hasMarks else { throw LedgerFault(part.table, "the rows of run \(run) are not what it sealed") }
        let position = differingRow(reading.marks, sealed.marks)
        let number = try Int64.fetchOne(
            database,
            sql: part.select.replacing("?1", with: "\(first)").replacing("?2", with: "\(sealed.last)")
                + " LIMIT 1 OFFSET \(position)")
        let expected = first + 1 + Int64(position)
        if part.isNumbered, position < sealed.rows, number != expected {
            throw LedgerFault(part.table, row: expected, "is missing")
        }
        guard let number else {
            throw LedgerFault(part.table, "run \(run) sealed \(sealed.rows) rows, \(reading.result.rows) are there")
        }
        throw LedgerFault(part.table, row: number, "is not what run \(run) sealed")
    }

    /// The findings of a night, unless a later run of that date has replaced them.
    private func verifyNight(_ part: SealPart, _ sealed: Seal.Part, run: Int64) throws {
        let night = try Row.fetchOne(
            database, sql: "SELECT r.as_of, n.run_no FROM runs r LEFT JOIN nights n USING (as_of) WHERE r.run_no = ?",
            arguments: [run])
        let (date, standing) = (night?[0] as String? ?? "", night?[1] as Int64?)
        if standing != run {
            if sealed.rows > 0, standing ?? 0 < run {
                throw LedgerFault(part.table, "the rows of \(date), sealed by run \(run), are gone")
            }
            return
        }
        if !scope.includes(night: date, of: part) { return }
        let reading = try PartReading(of: part, after: run - 1, through: run, database)
        if reading.result.rows != sealed.rows || reading.result.digest != sealed.digest {
            throw LedgerFault(part.table, "the rows of \(date) are not what run \(run) sealed")
        }
    }

    /// The position of the first row whose mark differs; behind the last one when none does.
    private func differingRow(_ marks: [UInt8], _ sealed: [UInt8]) -> Int {
        let size = MemoryLayout<UInt64>.size
        let common = min(marks.count, sealed.count)
        let byte = (0..<common).first { marks[$0] != sealed[$0] } ?? common
        return byte / size
    }
}

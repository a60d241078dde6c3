package import BillingModel
internal import GRDB

/// A line that came back with another amount.
package struct RestatedCharge: Sendable, Equatable {
    /// As it was first read.
    package let old: ChargeRecord
    /// As it stood on the as-of date, after one restatement or several.
    package let new: ChargeRecord
}

extension Ledger {
    /// The lines of these invoices that were restated by runs up to a date and stand with another amount than at first.
    ///
    /// The answer depends on what those runs recorded and not on the run that asks, so a rerun of a night gives the
    /// same. Also inside a run's transaction, with what that run has found so far.
    package func restatements(asOf date: CalendarDate, invoices: [String]) throws(LedgerError) -> [RestatedCharge] {
        try access { database in
            var restated: [RestatedCharge] = []
            var reader = ProvedCharges(database)
            for invoice in invoices {
                let history = try InvoiceHistory(of: invoice, asOf: date, database)
                for (first, last) in history.chains where !history.withdrawn.contains(last) {
                    let charge = RestatedCharge(
                        old: try reader.charge(first), new: try reader.charge(last))
                    let isSame =
                        charge.old.subtotal == charge.new.subtotal && charge.old.tax == charge.new.tax
                        && charge.old.total == charge.new.total
                    if !isSame { restated.append(charge) }
                }
            }
            return restated
        }
    }

    /// The lines of these invoices that were gone by a date, as they last stood.
    package func withdrawals(asOf date: CalendarDate, invoices: [String]) throws(LedgerError) -> [ChargeRecord] {
        try access { database in
            var reader = ProvedCharges(database)
            return try invoices.flatMap { invoice in
                let history = try InvoiceHistory(of: invoice, asOf: date, database)
                return try history.withdrawn.sorted().map { try reader.charge($0) }
            }
        }
    }

    /// The exact sums of an invoice's current charges (neither superseded nor withdrawn), by currency.
    package func currentTotals(
        ofInvoice id: String
    ) throws(LedgerError) -> [CurrencyCode: (subtotal: Amount, tax: Amount, total: Amount)] {
        try access { database in
            var totals: [CurrencyCode: (subtotal: Amount, tax: Amount, total: Amount)] = [:]
            for row in try Row.fetchAll(database, sql: InvoiceHistory.totals, arguments: [id]) {
                let currency: CurrencyCode? = CurrencyCode(row["currency"] as String)
                guard let currency else {
                    throw LedgerError.unreadable(table: "charge_terms", reason: "currency of invoice \(id)")
                }
                totals[currency] = (
                    StoredAmount(main: row[1], middle: row[2], low: row[3]).amount,
                    StoredAmount(main: row[4], middle: row[5], low: row[6]).amount,
                    StoredAmount(main: row[7], middle: row[8], low: row[9]).amount
                )
            }
            return totals
        }
    }
}

/// Reads charges by their numbers, each of them proved.
private struct ProvedCharges {
    private let database: Database
    private var proof: ChargeProof?

    init(_ database: Database) { self.database = database }

    mutating func charge(_ number: Int64) throws -> ChargeRecord {
        let proof = try self.proof ?? ChargeProof(StoredDictionaries(database))
        try proof.check(number, database)
        self.proof = proof
        return try ChargeRecord(number, database)
    }
}

/// What happened to the charges of one invoice up to a date.
private struct InvoiceHistory {
    /// The first charge of each chain of restatements and the last, by the first.
    let chains: [(first: Int64, last: Int64)]
    /// Charges that are gone and have not come back.
    let withdrawn: Set<Int64>

    init(of invoice: String, asOf date: CalendarDate, _ database: Database) throws {
        let arguments: StatementArguments = [invoice, date.description]
        var next: [Int64: Int64] = [:]
        for row in try Row.fetchAll(database, sql: InvoiceHistory.restatements, arguments: arguments) {
            next[row[0]] = row[1]
        }
        let later = Set(next.values)
        chains = next.keys.filter { !later.contains($0) }.sorted().map { first in
            var last = first
            while let following = next[last] { last = following }
            return (first, last)
        }
        withdrawn = try Set(Int64.fetchAll(database, sql: InvoiceHistory.withdrawals, arguments: arguments))
            .subtracting(next.keys)
    }

    private static let restatements = """
        SELECT s.supersedes, s.charge_no FROM restatements s JOIN invoices i USING (invoice_no) JOIN runs r USING (run_no)
        WHERE i.invoice_id = ? AND r.as_of <= ?
        """
    private static let withdrawals = """
        SELECT w.charge_no FROM withdrawals w JOIN invoices i USING (invoice_no) JOIN runs r USING (run_no)
        WHERE i.invoice_id = ? AND r.as_of <= ?
        """

    static let totals = """
        SELECT t.currency,
            sum(c.subtotal), ifnull(sum(s.middle), 0), ifnull(sum(s.low), 0),
            sum(c.tax), ifnull(sum(x.middle), 0), ifnull(sum(x.low), 0),
            sum(c.total), ifnull(sum(y.middle), 0), ifnull(sum(y.low), 0)
        FROM invoices i
        JOIN postings p USING (invoice_no)
        JOIN charge_fingerprints f USING (posting_no)
        JOIN current_charges c
            ON c.charge_no >= f.first_charge_no AND c.charge_no < f.first_charge_no + length(f.fingerprints) / 24
        JOIN charge_terms t USING (terms_no)
        LEFT JOIN charge_fractions s ON s.charge_no = c.charge_no AND s.field = 'subtotal'
        LEFT JOIN charge_fractions x ON x.charge_no = c.charge_no AND x.field = 'tax'
        LEFT JOIN charge_fractions y ON y.charge_no = c.charge_no AND y.field = 'total'
        WHERE i.invoice_id = ?
        GROUP BY t.currency
        """
}

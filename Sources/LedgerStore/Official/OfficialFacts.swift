package import BillingModel
internal import GRDB

extension Ledger {
    /// The imported reference rates, in the order in which they came: of one day the last one counts.
    package func referenceRates() throws(LedgerError) -> [ReferenceRate] {
        try access { database in
            var rates: [ReferenceRate] = []
            var scan = try RowScan(
                "SELECT rate_no, source, currency, first_day, last_day, rate FROM reference_rates ORDER BY rate_no",
                on: database)
            while try scan.next() { rates.append(try RateRegister.rate(scan)) }
            return rates
        }
    }

    /// The imported bank statements, in the order in which they came.
    package func bankStatements() throws(LedgerError) -> [StatementFact] {
        try access { database in
            var payments: [Int64: [PaymentFact]] = [:]
            let rows = try Row.fetchCursor(database, sql: "SELECT * FROM bank_payments ORDER BY payment_no")
            while let row = try rows.next() {
                payments[row["statement_no"], default: []].append(try PaymentFact(row))
            }
            return try Row.fetchAll(
                database,
                sql: """
                    SELECT statement_no, name, account, statement_id, sequence
                    FROM bank_statements JOIN source_documents USING (document_no) ORDER BY statement_no
                    """
            ).map { row in
                StatementFact(
                    document: row["name"], account: row["account"], id: row["statement_id"], sequence: row["sequence"],
                    payments: payments[row["statement_no"]] ?? [])
            }
        }
    }

    /// How many rates and statements there are: what tells one state of the imports from another, since rows are only
    /// added.
    package func officialCounts() throws(LedgerError) -> (rates: Int, statements: Int) {
        try access { database in
            (
                try Int.fetchOne(database, sql: "SELECT ifnull(max(rate_no), 0) FROM reference_rates") ?? 0,
                try Int.fetchOne(database, sql: "SELECT ifnull(max(statement_no), 0) FROM bank_statements") ?? 0
            )
        }
    }
}

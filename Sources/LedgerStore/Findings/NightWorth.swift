package import BillingModel
internal import GRDB

/// What a night came to, in as few figures as a later night needs to show what has changed since.
package struct NightWorth: Sendable, Equatable {
    package let asOf: CalendarDate
    /// Standing findings that no reviewer has accepted, with or without money.
    package let findings: Int
    /// Over- and undercharges without their signs, those accepted by a reviewer left out, by currency.
    package let inDispute: [CurrencyCode: Amount]

    package init(asOf: CalendarDate, findings: Int, inDispute: [CurrencyCode: Amount]) {
        self.asOf = asOf
        self.findings = findings
        self.inDispute = inDispute
    }
}

extension Ledger {
    /// What the last nights before a date came to, the oldest first. Nights of a ledger older than this table are
    /// not among them.
    package func nights(before date: CalendarDate, limit: Int) throws(LedgerError) -> [NightWorth] {
        try access { database in
            let nights = try Row.fetchAll(
                database,
                sql: "SELECT as_of, standing FROM night_findings WHERE as_of < ? ORDER BY as_of DESC LIMIT ?",
                arguments: [date.description, limit])
            return try nights.reversed().map { row in
                let night = StoredText(row: row, table: "night_findings")
                let disputes = try Row.fetchAll(
                    database, sql: "SELECT currency, in_dispute FROM night_disputes WHERE as_of = ?",
                    arguments: [night.text("as_of")])
                let inDispute = try disputes.map { row in
                    let dispute = StoredText(row: row, table: "night_disputes")
                    return (
                        try dispute.required(dispute.currency("currency"), "currency"),
                        try dispute.requiredAmount("in_dispute")
                    )
                }
                return NightWorth(
                    asOf: try night.requiredDate("as_of"), findings: row["standing"],
                    inDispute: Dictionary(uniqueKeysWithValues: inDispute))
            }
        }
    }
}

extension Ledger {
    /// Standing findings by the number of the run that a night's findings are of.
    package func standingFindings() throws(LedgerError) -> [Int64: Int] {
        try access { database in
            let rows = try Row.fetchAll(
                database, sql: "SELECT n.run_no, f.standing FROM nights n JOIN night_findings f USING (as_of)")
            return Dictionary(rows.map { ($0[0] as Int64, $0[1] as Int) }, uniquingKeysWith: { _, later in later })
        }
    }
}

extension RunPosting {
    /// Puts what the night came to in the place of what a run of its date left before.
    package func replaceNightWorth(_ night: NightWorth) throws(LedgerError) {
        try add { database in
            let date = night.asOf.description
            try database.execute(
                sql: "INSERT OR REPLACE INTO night_findings (as_of, standing) VALUES (?, ?)",
                arguments: [date, night.findings])
            try database.execute(sql: "DELETE FROM night_disputes WHERE as_of = ?", arguments: [date])
            for (currency, amount) in night.inDispute {
                try database.execute(
                    sql: "INSERT INTO night_disputes (as_of, currency, in_dispute) VALUES (?, ?, ?)",
                    arguments: [date, currency.description, amount.description])
            }
        }
    }
}

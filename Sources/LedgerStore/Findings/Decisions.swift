package import BillingModel
internal import GRDB

/// The decision that stands for a finding.
package struct StandingDecision: Sendable, Equatable {
    package let disposition: Disposition
    package let note: String
    /// The difference that was decided on.
    package let amount: Amount?
    /// The night whose finding was decided on.
    package let asOf: CalendarDate
}

extension Ledger {
    /// The last night that has findings, not after a date; `nil` when there is none.
    package func lastNight(through date: CalendarDate? = nil) throws(LedgerError) -> CalendarDate? {
        try access { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT max(as_of) AS as_of FROM nights WHERE as_of <= ifnull(?, '9999-12-31')",
                arguments: [date?.description])
            return try row.map { try StoredText(row: $0, table: "nights").date("as_of") } ?? nil
        }
    }

    /// The last decision about each finding, of the nights up to a date.
    package func decisions(through date: CalendarDate) throws(LedgerError) -> [String: StandingDecision] {
        try access { database in
            var standing: [String: StandingDecision] = [:]
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT d.discrepancy_id, d.disposition, d.note, d.amount, r.as_of
                    FROM decisions d JOIN runs r USING (run_no) WHERE r.as_of <= ? ORDER BY d.decision_no
                    """, arguments: [date.description])
            while let row = try rows.next() {
                let stored = StoredText(row: row, table: "decisions")
                standing[stored.text("discrepancy_id")] = StandingDecision(
                    disposition: try stored.required(stored.word("disposition"), "disposition"),
                    note: stored.text("note"), amount: try stored.amount("amount"),
                    asOf: try stored.requiredDate("as_of"))
            }
            return standing
        }
    }

    /// How many decisions there are of the nights up to a date: what tells one state of review from another.
    package func decisionCount(through date: CalendarDate) throws(LedgerError) -> Int {
        try access { database in
            try Int.fetchOne(
                database, sql: "SELECT count(*) FROM decisions JOIN runs USING (run_no) WHERE as_of <= ?",
                arguments: [date.description]) ?? 0
        }
    }

    /// The last state of a finding on the nights up to a date; `nil` when none of them has it.
    package func lastState(of id: String, through date: CalendarDate) throws(LedgerError) -> FindingState? {
        try access { database in
            let select = try database.cachedStatement(
                sql: """
                    SELECT first_seen, status, disposition, reviewer_note, expected_amount, billed_amount
                    FROM discrepancies WHERE discrepancy_id = ? AND as_of <= ? ORDER BY as_of DESC LIMIT 1
                    """)
            guard let row = try Row.fetchOne(select, arguments: [id, date.description]) else { return nil }
            return try FindingState(StoredText(row: row, table: "discrepancies"))
        }
    }

    /// Whether a run of an earlier date has read this document already.
    package func hasRead(_ document: SourceDocument, before date: CalendarDate) throws(LedgerError) -> Bool {
        try access { database in
            try Bool.fetchOne(
                database,
                sql: """
                    SELECT EXISTS (
                        SELECT * FROM source_documents s JOIN runs r ON r.run_no = s.first_run_no
                        WHERE s.name = ? AND s.digest = ? AND r.as_of < ?)
                    """, arguments: [document.name, document.digest, date.description]) ?? false
        }
    }
}

extension RunPosting {
    /// Adds decisions, in the order given; the last one about a finding stands. Comes before ``seal(documents:)``, which
    /// enters the documents that they name.
    ///
    /// - Parameter time: When they were taken in, as the caller gives times.
    package func post(decisions: [ReviewDecision], at time: String) throws(LedgerError) {
        if decisions.isEmpty { return }
        try add { database in
            let insert = try database.cachedStatement(
                sql: """
                    INSERT INTO decisions (run_no, discrepancy_id, disposition, note, amount, decided_at)
                    VALUES (?, ?, ?, ?, ?, ?)
                    """)
            let source = try database.cachedStatement(
                sql: "INSERT INTO decision_sources (decision_no, document_no, line, decided_by) VALUES (?, ?, ?, ?)")
            for decision in decisions {
                try insert.execute(arguments: [
                    runNumber, decision.discrepancyID, decision.disposition.rawValue, decision.note,
                    decision.amount?.description, time,
                ])
                try source.execute(arguments: [
                    database.lastInsertedRowID, note(decision.source.document), Int(decision.source.line),
                    decision.reviewer,
                ])
            }
        }
    }
}

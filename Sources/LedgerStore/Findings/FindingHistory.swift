package import BillingModel
internal import GRDB

/// How a finding stood on an earlier night.
package struct FindingState: Sendable, Equatable {
    package let firstSeen: CalendarDate
    package let status: DiscrepancyStatus
    package let disposition: Disposition?
    package let reviewerNote: String
    package let expectedAmount: Amount?
    package let billedAmount: Amount?

    /// `billed - expected`; `nil` unless both are there.
    package var difference: Amount? {
        guard let expectedAmount, let billedAmount else { return nil }
        return billedAmount - expectedAmount
    }
}

extension FindingState {
    init(_ stored: StoredText) throws(LedgerError) {
        firstSeen = try stored.requiredDate("first_seen")
        status = try stored.required(stored.word("status"), "status")
        disposition = try stored.word("disposition")
        reviewerNote = stored.text("reviewer_note")
        expectedAmount = try stored.amount("expected_amount")
        billedAmount = try stored.amount("billed_amount")
    }
}

extension Ledger {
    /// Goes over the findings of the last night before a date, id and state; none when there is no such night. A night
    /// without findings counts: what was found before it is not found anew.
    package func forEachPreviousFinding(
        before date: CalendarDate, _ body: (String, FindingState) throws -> Void
    ) throws(LedgerError) {
        try access { database in
            guard let night = try Ledger.night(before: date, database) else { return }
            let rows = try Row.fetchCursor(
                database,
                sql: """
                    SELECT discrepancy_id, first_seen, status, disposition, reviewer_note, expected_amount, billed_amount
                    FROM discrepancies WHERE as_of = ?
                    """, arguments: [night])
            while let row = try rows.next() {
                let stored = StoredText(row: row, table: "discrepancies")
                try body(stored.text("discrepancy_id"), FindingState(stored))
            }
        }
    }

    /// Where those findings of the last night before a date stand in its order that are asked for by their ids.
    package func previousPlaces(
        before date: CalendarDate, where isWanted: (String) -> Bool
    ) throws(LedgerError) -> [Int] {
        try access { database in
            guard let night = try Ledger.night(before: date, database) else { return [] }
            let rows = try Row.fetchCursor(
                database, sql: "SELECT position, discrepancy_id FROM discrepancies WHERE as_of = ? ORDER BY position",
                arguments: [night])
            var places: [Int] = []
            while let row = try rows.next() {
                if isWanted(row[1]) { places.append(row[0]) }
            }
            return places
        }
    }

    /// Whole rows of the last night before a date, at places that ``previousPlaces(before:where:)`` gave.
    package func previousDiscrepancies(
        before date: CalendarDate, at places: [Int]
    ) throws(LedgerError) -> [ReportedDiscrepancy] {
        try access { database in
            guard let night = try Ledger.night(before: date, database) else { return [] }
            let select = try database.cachedStatement(
                sql: "SELECT * FROM discrepancies WHERE as_of = ? AND position = ?")
            return try places.compactMap { place in
                try Row.fetchOne(select, arguments: [night, place]).map(DiscrepancyRow.read)
            }
        }
    }

    /// A finding as it stood on the last night that has it.
    package func discrepancy(
        id: String
    ) throws(LedgerError) -> (asOf: CalendarDate, discrepancy: ReportedDiscrepancy)? {
        try access { database in
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM discrepancies WHERE discrepancy_id = ? ORDER BY as_of DESC LIMIT 1",
                arguments: [id])
            guard let row else { return nil }
            let asOf = try StoredText(row: row, table: "discrepancies").requiredDate("as_of")
            return (asOf, try DiscrepancyRow.read(row))
        }
    }

    /// All findings of a night, in their order.
    package func discrepancies(asOf date: CalendarDate) throws(LedgerError) -> [ReportedDiscrepancy] {
        try access { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM discrepancies WHERE as_of = ? ORDER BY position",
                arguments: [date.description]
            ).map(DiscrepancyRow.read)
        }
    }

    /// The control totals of a night, in their order.
    package func controlTotals(asOf date: CalendarDate) throws(LedgerError) -> [ControlTotals] {
        try access { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM control_totals WHERE as_of = ? ORDER BY position",
                arguments: [date.description]
            ).map(ControlTotalsRow.read)
        }
    }

    private static func night(before date: CalendarDate, _ database: Database) throws -> String? {
        try String.fetchOne(
            database, sql: "SELECT max(as_of) FROM nights WHERE as_of < ?", arguments: [date.description])
    }
}

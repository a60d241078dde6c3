package import BillingModel
internal import GRDB

extension RunPosting {
    /// Puts these findings in the place of those of the run's as-of date; other nights stay as they are. The order of
    /// the rows is kept. Ids are unique within a night.
    package func replaceDiscrepancies(_ rows: RowList<ReportedDiscrepancy>) throws(LedgerError) {
        try add { database in
            try database.execute(sql: "DELETE FROM discrepancies WHERE as_of = ?", arguments: [asOf.description])
            try database.execute(
                sql: "INSERT OR REPLACE INTO nights (as_of, run_no) VALUES (?, ?)",
                arguments: [asOf.description, runNumber])
            var writer = try RowWriter(table: "discrepancies", columns: DiscrepancyRow.columns, on: database)
            for (position, row) in rows.enumerated() {
                writer.add(asOf)
                writer.add(position)
                writer.add(Int(runNumber))
                DiscrepancyRow.write(row, to: &writer)
                do {
                    try writer.writeRow()
                } catch {
                    let isTaken = try Bool.fetchOne(
                        database, sql: "SELECT 1 FROM discrepancies WHERE discrepancy_id = ? AND as_of = ?",
                        arguments: [row.id, asOf.description])
                    throw isTaken == true ? LedgerError.duplicateDiscrepancy(id: row.id) : error
                }
            }
        }
    }

    /// Puts these control totals in the place of those of the run's as-of date.
    package func replaceControlTotals(_ rows: [ControlTotals]) throws(LedgerError) {
        try add { database in
            try database.execute(sql: "DELETE FROM control_totals WHERE as_of = ?", arguments: [asOf.description])
            var writer = try RowWriter(table: "control_totals", columns: ControlTotalsRow.columns, on: database)
            for (position, row) in rows.enumerated() {
                writer.add(asOf)
                writer.add(position)
                writer.add(Int(runNumber))
                ControlTotalsRow.write(row, to: &writer)
                try writer.writeRow()
            }
        }
    }
}

import Foundation
import GRDB

/// What a ledger knows, as text that two ledgers can be compared by: every fact and every finding, without the numbers
/// and times of the runs that brought them.
enum LedgerFacts {
    private static let tables = [
        "source_documents", "invoices", "invoice_headers", "customers", "items", "charge_terms", "order_terms",
        "charges", "charge_fractions", "order_events", "restatements", "withdrawals", "rejected_lines", "decisions",
        "nights", "discrepancies", "control_totals",
    ]
    /// Columns that tell when something came, not what it is.
    private static let passedOver: Set<String> = ["run_no", "first_run_no", "posting_no", "decided_at"]

    static func text(_ path: String) throws -> [String] {
        var configuration = Configuration()
        configuration.readonly = true
        return try DatabaseQueue(path: path, configuration: configuration).read { database in
            try tables.flatMap { table in
                let columns = try database.columns(in: table).map(\.name).filter { !passedOver.contains($0) }
                let list = columns.joined(separator: ", ")
                return try Row.fetchAll(database, sql: "SELECT \(list) FROM \(table) ORDER BY \(list)").map {
                    "\(table) \($0)"
                }
            }
        }
    }
}

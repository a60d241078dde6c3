/// The first thing that a check found wrong: where it is and what it is.
package struct LedgerFault: Error, Sendable, Equatable {
    /// A table, or `the file`.
    package let table: String
    /// The number of the row, where one row can be named.
    package let row: Int64?
    package let reason: String

    init(_ table: String, row: Int64? = nil, _ reason: String) {
        self.table = table
        self.row = row
        self.reason = reason
    }
}

extension LedgerFault: CustomStringConvertible {
    /// `charges row 17: its business fields are not those that were posted`.
    package var description: String {
        table + (row.map { " row \($0)" } ?? "") + ": " + reason
    }
}

internal import BillingModel

/// Takes a report's cells one after the other, row by row: as CSV, as a sheet of a workbook.
protocol ReportCells: ~Copyable {
    /// Words, ids, names and sentences.
    mutating func text(_ cell: String)
    /// A quantity or a price, every digit of it; empty when there is none.
    mutating func number(_ cell: ExactDecimal?)
    /// Money with at least two decimals; empty when there is none.
    mutating func amount(_ cell: Amount?)
    mutating func integer(_ cell: Int?)
    /// Empty when there is none.
    mutating func date(_ cell: CalendarDate?)
    mutating func flag(_ cell: Bool)
    mutating func endRow() throws(ReportError)
}

extension CSVWriter: ReportCells {}

/// Rows in their order, read as often as wanted, which need not all be in memory: a report goes over them one at a time.
package struct RowList<Row: Sendable>: RandomAccessCollection, Sendable {
    package let startIndex = 0
    package let endIndex: Int
    private let row: @Sendable (Int) -> Row

    /// Rows that are in memory.
    package init(_ rows: [Row]) {
        endIndex = rows.count
        row = { rows[$0] }
    }

    /// - Parameter row: Makes the row at a position, the same one every time.
    package init(count: Int, row: @escaping @Sendable (Int) -> Row) {
        endIndex = count
        self.row = row
    }

    package subscript(position: Int) -> Row { row(position) }
}

extension RowList: ExpressibleByArrayLiteral {
    package init(arrayLiteral rows: Row...) { self.init(rows) }
}

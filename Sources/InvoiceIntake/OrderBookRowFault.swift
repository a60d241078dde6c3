/// Why a row of the order book was kept out.
struct OrderBookRowFault: Error, Equatable {
    /// One clause for the person who keeps the order book.
    let message: String
    /// The record has several lines, and a stray quotation mark may have glued them together: its second line is to be
    /// read for itself.
    var maySwallowRows = false

    /// A cell that does not say what its column must.
    init(_ column: OrderBookColumn, _ cell: UnsafeRawBufferPointer, _ reason: String) {
        message =
            cell.isEmpty
            ? "\(column.name) is empty" : "\(column.name) \"\(OrderBookRowFault.excerpt(cell))\": \(reason)"
    }

    init(_ message: String) {
        self.message = message
    }

    /// The beginning of a cell, on one line and without control characters.
    private static func excerpt(_ cell: UnsafeRawBufferPointer) -> String {
        let text = String(decoding: cell.prefix(200), as: UTF8.self)
        let visible = text.prefix(40).map { character in
            character.unicodeScalars.contains { $0.properties.generalCategory == .control } ? " " : String(character)
        }
        return visible.joined() + (text.count > 40 || cell.count > 200 ? "…" : "")
    }
}

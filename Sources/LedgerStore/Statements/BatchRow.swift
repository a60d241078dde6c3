internal import BillingModel

/// One row of a batch where it lies, with its texts as plain memory: what the hot loops pass around.
///
/// Reading a text through the row's own subscript copies its whole array of symbols first (9 ns, 40 million times a
/// night); here it is two loads. Valid inside the closure that handed out its ``BatchRows``.
struct BatchRow<Row> {
    let row: UnsafePointer<Row>
    private let symbols: UnsafePointer<Symbol>
    private let texts: TextPool.Contents

    @inline(__always)
    subscript(position position: Int) -> UnsafeRawBufferPointer { texts[symbols[position]] }

    @inline(__always)
    fileprivate init(_ row: UnsafePointer<Row>, symbolsAt offset: Int, _ texts: TextPool.Contents) {
        self.row = row
        symbols = (UnsafeRawPointer(row) + offset).assumingMemoryBound(to: Symbol.self)
        self.texts = texts
    }
}

/// All rows of a batch where they lie; valid inside the closure that hands them out.
struct BatchRows<Row> {
    private let rows: UnsafeBufferPointer<Row>
    private let symbolOffset: Int
    private let texts: TextPool.Contents

    var count: Int { rows.count }

    @inline(__always)
    subscript(index: Int) -> BatchRow<Row>? {
        rows.baseAddress.map { BatchRow($0 + index, symbolsAt: symbolOffset, texts) }
    }

    fileprivate static func with(
        _ rows: [Row], symbolsAt offset: Int, _ texts: TextPool, _ body: (BatchRows) throws -> Void
    ) throws {
        try texts.withContents { texts in
            try rows.withUnsafeBufferPointer { rows in
                try body(BatchRows(rows: rows, symbolOffset: offset, texts: texts))
            }
        }
    }
}

extension LineBatch {
    func withRows(_ body: (BatchRows<LineItem>) throws -> Void) throws {
        try BatchRows.with(lines, symbolsAt: lineSymbols, texts, body)
    }
}

extension OrderBatch {
    func withRows(_ body: (BatchRows<OrderRow>) throws -> Void) throws {
        try BatchRows.with(rows, symbolsAt: orderSymbols, texts, body)
    }
}

extension BatchRow where Row == LineItem {
    @inline(__always)
    subscript(text: LineText) -> UnsafeRawBufferPointer { self[position: text.rawValue] }

    func string(_ text: LineText) -> String { String(decoding: self[text], as: UTF8.self) }
}

extension BatchRow where Row == OrderRow {
    @inline(__always)
    subscript(text: OrderText) -> UnsafeRawBufferPointer { self[position: text.rawValue] }

    func string(_ text: OrderText) -> String { String(decoding: self[text], as: UTF8.self) }
}

/// Where the symbols begin inside a record. An inline array lies in its record as its elements do, without a header.
private let lineSymbols = offset(of: \LineItem.texts)
private let orderSymbols = offset(of: \OrderRow.texts)

private func offset<Row, Value>(of property: KeyPath<Row, Value>) -> Int {
    guard let offset = MemoryLayout<Row>.offset(of: property) else {
        preconditionFailure("the texts of a record are stored in it")
    }
    return offset
}

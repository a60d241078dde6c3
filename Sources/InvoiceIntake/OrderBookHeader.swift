/// Which column stands where in one order book file.
struct OrderBookHeader {
    /// Cells that every row must have.
    let cellCount: Int
    /// Names of columns that no reader of order books knows; their cells stay in the source document.
    let unknownNames: [String]
    /// The same for files whose rows can be compared byte by byte.
    let layout: Int
    /// By the column's raw value; -1 when the file lacks the column.
    private let places: InlineArray<25, Int16>

    /// Reads the current record as a header row.
    ///
    /// Throws `corrupt` when a required column is missing or a known one stands there twice.
    init(_ record: borrowing CSVRecordReader, path: String) throws(IntakeError) {
        var places = InlineArray<25, Int16>(repeating: -1)
        var unknownNames: [String] = []
        var hasher = Hasher()
        for index in 0..<record.fieldCount {
            let name = String(decoding: WireText.trimmed(record[index]), as: UTF8.self)
            hasher.combine(name.lowercased())
            guard let column = OrderBookColumn(header: name) else {
                if name.lowercased() == AccountManagers.column { continue }
                unknownNames.append(name.isEmpty ? "(column \(index + 1) without a name)" : name)
                continue
            }
            if places[column.rawValue] >= 0 {
                throw .corrupt(path: path, reason: "line \(record.line): the column \(column.name) is there twice")
            }
            places[column.rawValue] = Int16(index)
        }
        let missing = OrderBookColumn.required.filter { places[$0.rawValue] < 0 }
        if !missing.isEmpty {
            let names = missing.map(\.name).joined(separator: ", ")
            throw .corrupt(
                path: path, reason: "line \(record.line): columns missing: \(names)" + OrderBookHeader.hint(record))
        }
        cellCount = record.fieldCount
        layout = hasher.finalize()
        self.places = places
        self.unknownNames = unknownNames
    }

    /// Where the column's cell stands in a row; `nil` when the file lacks it.
    @inline(__always)
    func place(of column: OrderBookColumn) -> Int? {
        let place = places[column.rawValue]
        return place < 0 ? nil : Int(place)
    }

    /// Spreadsheets of many countries write semicolons or tabs; say so instead of leaving the reader to guess.
    private static func hint(_ record: borrowing CSVRecordReader) -> String {
        guard record.fieldCount == 1 else { return "" }
        if record[0].contains(UInt8(ascii: ";")) { return " (the cells are separated by semicolons, not commas)" }
        if record[0].contains(9) { return " (the cells are separated by tabs, not commas)" }
        return ""
    }
}

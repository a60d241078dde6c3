internal import GRDB

/// One of the tables that hold what many rows share (`customers`, `items`, `charge_terms`, `order_terms`), with the
/// numbers of its rows remembered.
struct LedgerDictionary: ~Copyable {
    private var numbers = RowNumberCache()
    private var insert: HotStatement
    private var select: HotStatement

    /// All columns are TEXT and together unique.
    init(table: String, key: String, columns: [String], on database: Database) throws(LedgerError) {
        let parameters = columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try HotStatement(
            "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(parameters)) ON CONFLICT DO NOTHING",
            on: database)
        let select = try HotStatement(
            "SELECT \(key) FROM \(table) WHERE \(columns.map { $0 + " = ?" }.joined(separator: " AND "))", on: database)
        self.insert = insert
        self.select = select
    }

    /// The number of a row, when it is remembered. The key is bytes that tell the row from all others in this process.
    @inline(__always)
    func find(_ key: UnsafeRawBufferPointer) -> Int64? { numbers.find(key) }

    /// The number of a row that is not remembered; the row is added when the ledger has none with these columns.
    mutating func number(of words: [String], for key: UnsafeRawBufferPointer) throws(LedgerError) -> Int64 {
        for (index, word) in words.enumerated() { insert.bind(word, at: Int32(index + 1)) }
        try insert.run()
        var number = insert.insertedRow
        if insert.changes == 0 {
            for (index, word) in words.enumerated() { select.bind(word, at: Int32(index + 1)) }
            number = try select.integer() ?? 0
        }
        numbers.remember(key, number)
        return number
    }
}

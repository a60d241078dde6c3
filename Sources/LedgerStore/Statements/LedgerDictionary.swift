internal import GRDB

/// One of the tables that hold what many rows share (`customers`, `items`, `charge_terms`, `order_terms`), with the
/// numbers of its rows remembered.
struct LedgerDictionary: ~Copyable {
    private var numbers = RowNumberCache()
    private var insert: HotStatement
    private var select: HotStatement
    /// Bytes that tell a row from all others in this process: written by the caller, then looked up.
    var key = ByteBuffer(capacity: 1 << 11)

    /// All columns are TEXT and together unique.
    init(table: String, number: String, columns: [String], on database: Database) throws(LedgerError) {
        let parameters = columns.map { _ in "?" }.joined(separator: ", ")
        let insert = try HotStatement(
            "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(parameters)) ON CONFLICT DO NOTHING",
            on: database)
        let conditions = columns.map { $0 + " = ?" }.joined(separator: " AND ")
        let select = try HotStatement("SELECT \(number) FROM \(table) WHERE \(conditions)", on: database)
        self.insert = insert
        self.select = select
    }

    static func customers(on database: Database) throws(LedgerError) -> LedgerDictionary {
        try LedgerDictionary(
            table: "customers", number: "customer_no", columns: ["customer_id", "name"], on: database)
    }

    static func items(on database: Database) throws(LedgerError) -> LedgerDictionary {
        try LedgerDictionary(
            table: "items", number: "item_no",
            columns: ["product_id", "sku_id", "availability_id", "product_name", "sku_name"], on: database)
    }

    /// The number of the row whose columns are these texts.
    @inline(__always)
    mutating func number<let count: Int>(
        of columns: InlineArray<count, UnsafeRawBufferPointer>
    ) throws(LedgerError) -> Int64 {
        key.removeAll()
        for index in columns.indices { key.append(separated: columns[index]) }
        if let known = find() { return known }
        return try number(of: columns.indices.map { String(decoding: columns[$0], as: UTF8.self) })
    }

    /// The number of the row that ``key`` stands for, when it is remembered.
    @inline(__always)
    func find() -> Int64? { numbers.find(key.bytes) }

    /// The number of the row that ``key`` stands for; the row is added when the ledger has none with these columns.
    mutating func number(of words: [String]) throws(LedgerError) -> Int64 {
        for (index, word) in words.enumerated() { insert.bind(word, at: Int32(index + 1)) }
        try insert.run()
        var number = insert.insertedRow
        if insert.changes == 0 {
            for (index, word) in words.enumerated() { select.bind(word, at: Int32(index + 1)) }
            guard let known = try select.integer() else {
                throw .unreadable(table: "a dictionary", reason: "no row for \(words.joined(separator: ", "))")
            }
            number = known
        }
        numbers.remember(key.bytes, number)
        return number
    }
}

extension ByteBuffer {
    /// Appends a text and a byte that no UTF-8 has, so that nothing can be shifted from one text of a key to the next.
    @inline(__always)
    mutating func append(separated text: UnsafeRawBufferPointer) {
        append(text)
        append(UInt8(0xFF))
    }
}

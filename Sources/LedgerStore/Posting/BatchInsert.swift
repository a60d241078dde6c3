internal import GRDB

/// Inserts rows of one table, sixteen in a statement: 2.7 s for a million charges and a million order rows where single
/// rows take 3.7 s.
struct BatchInsert: ~Copyable {
    static let rowsInStatement = 16
    /// A decimal as text takes at most so many bytes.
    private static let decimalBytes = 80

    private let columns: Int32
    private var many: HotStatement
    private var one: HotStatement
    private var record: ByteBuffer

    /// - Parameter decimals: How many columns of a row may have to be bound as text: the memory for them never moves while
    ///   a statement is bound.
    init(table: String, columns: [String], decimals: Int, on database: Database) throws(LedgerError) {
        func text(_ rows: Int) -> String {
            let row = "(" + columns.map { _ in "?" }.joined(separator: ", ") + ")"
            return """
                INSERT INTO \(table) (\(columns.joined(separator: ", ")))
                VALUES \(Array(repeating: row, count: rows).joined(separator: ", "))
                """
        }
        let many = try HotStatement(text(BatchInsert.rowsInStatement), on: database)
        let one = try HotStatement(text(1), on: database)
        self.columns = Int32(columns.count)
        self.many = many
        self.one = one
        record = ByteBuffer(capacity: BatchInsert.rowsInStatement * decimals * BatchInsert.decimalBytes)
    }

    /// Inserts rows: a full batch in one statement, fewer one by one.
    ///
    /// - Parameter bind: Binds a row's columns from the parameter after the given one on.
    @inline(__always)
    mutating func write<Row>(
        _ rows: [Row], _ bind: (Row, Int32, inout HotStatement, inout ByteBuffer) -> Void
    ) throws(LedgerError) {
        record.removeAll()
        if rows.count == BatchInsert.rowsInStatement {
            for (position, row) in rows.enumerated() { bind(row, Int32(position) * columns, &many, &record) }
            try many.run()
        } else {
            for row in rows {
                bind(row, 0, &one, &record)
                try one.run()
            }
        }
    }
}

/// The dictionaries that both kinds of facts name their customer, item and terms by.
struct FactDictionaries: ~Copyable {
    var customers: LedgerDictionary
    var items: LedgerDictionary
    var terms: LedgerDictionary

    /// - Parameter terms: The table of the terms and its columns.
    init(terms table: String, _ columns: [String], on database: Database) throws(LedgerError) {
        let customers = try LedgerDictionary.customers(on: database)
        let items = try LedgerDictionary.items(on: database)
        let terms = try LedgerDictionary(table: table, number: "terms_no", columns: columns, on: database)
        self.customers = customers
        self.items = items
        self.terms = terms
    }
}

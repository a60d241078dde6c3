internal import BillingModel
internal import GRDB

/// Fills an insert's parameters from left to right with the text forms of values.
struct RowWriter: ~Copyable {
    private var insert: HotStatement
    private var parameter: Int32 = 0

    /// Inserts all columns of a table, in the order of `columns`.
    init(table: String, columns: [String], on database: Database) throws(LedgerError) {
        let parameters = columns.map { _ in "?" }.joined(separator: ", ")
        insert = try HotStatement(
            "INSERT INTO \(table) (\(columns.joined(separator: ", "))) VALUES (\(parameters))", on: database)
    }

    mutating func add(_ text: String?) {
        parameter += 1
        if let text { insert.bind(text, at: parameter) } else { insert.bindNull(at: parameter) }
    }

    mutating func add(_ number: Int?) {
        parameter += 1
        if let number { insert.bind(Int64(number), at: parameter) } else { insert.bindNull(at: parameter) }
    }

    mutating func add(_ date: CalendarDate?) { add(date?.description) }
    mutating func add(_ decimal: ExactDecimal?) { add(decimal?.description) }
    mutating func add(_ amount: Amount?) { add(amount?.description) }
    mutating func add(_ currency: CurrencyCode?) { add(currency?.description) }

    mutating func writeRow() throws(LedgerError) {
        parameter = 0
        try insert.run()
    }
}

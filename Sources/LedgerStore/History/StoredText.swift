internal import BillingModel
internal import GRDB

/// Reads the ledger's text forms back into values; what is malformed is an error that names its table.
struct StoredText {
    let row: Row
    let table: String

    func text(_ column: String) -> String { row[column] ?? "" }

    func date(_ column: String) throws(LedgerError) -> CalendarDate? {
        guard let text: String = row[column] else { return nil }
        guard case .date(let date) = DateText.read(text) else { throw malformed(column, text) }
        return date
    }

    func requiredDate(_ column: String) throws(LedgerError) -> CalendarDate {
        guard let date = try date(column) else { throw malformed(column, "nothing") }
        return date
    }

    /// A day number, as `charges` has it.
    func day(_ column: String) -> CalendarDate? {
        let number: Int32? = row[column]
        return number.map { CalendarDate(dayNumber: $0) }
    }

    /// Decimal text, or a whole number as INTEGER.
    func decimal(_ column: String) throws(LedgerError) -> ExactDecimal? {
        let value: DatabaseValue = row[column]
        switch value.storage {
        case .null: return nil
        case .int64(let number): return ExactDecimal(coefficient: Int128(number), scale: 0)
        case .string(let text):
            guard let decimal = ExactDecimal(text) else { throw malformed(column, text) }
            return decimal
        case .double, .blob: throw malformed(column, "a value of another type")
        }
    }

    func amount(_ column: String) throws(LedgerError) -> Amount? {
        guard let decimal = try decimal(column) else { return nil }
        guard Int(decimal.scale) <= Amount.scale else { throw malformed(column, decimal.description) }
        // Not through `Amount.init(_:)`, whose limit is for single amounts: this may be a sum.
        var units = decimal.coefficient
        for _ in Int(decimal.scale)..<Amount.scale {
            let (shifted, overflow) = units.multipliedReportingOverflow(by: 10)
            if overflow { throw malformed(column, decimal.description) }
            units = shifted
        }
        return Amount(units: units)
    }

    func requiredAmount(_ column: String) throws(LedgerError) -> Amount {
        guard let amount = try amount(column) else { throw malformed(column, "nothing") }
        return amount
    }

    func currency(_ column: String) throws(LedgerError) -> CurrencyCode? {
        guard let text: String = row[column] else { return nil }
        guard let code = CurrencyCode(text) else { throw malformed(column, text) }
        return code
    }

    /// A word of an enumeration.
    func word<Word: RawRepresentable>(_ column: String) throws(LedgerError) -> Word? where Word.RawValue == String {
        guard let text: String = row[column] else { return nil }
        guard let word = Word(rawValue: text) else { throw malformed(column, text) }
        return word
    }

    func required<Value>(_ value: Value?, _ column: String) throws(LedgerError) -> Value {
        guard let value else { throw malformed(column, "nothing") }
        return value
    }

    func malformed(_ column: String, _ found: String) -> LedgerError {
        .unreadable(table: table, reason: "\(column) holds \(found)")
    }
}

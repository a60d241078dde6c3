internal import BillingModel
internal import GRDB

/// The dictionary tables in memory, for a scan over every charge and order row: each text once, side by side.
final class StoredDictionaries {
    /// What a row of `charge_terms` gives back to a line.
    struct ChargeTermsRow {
        let currency: CurrencyCode
        let pricingCurrency: CurrencyCode
        let term: Term?
        let billingFrequency: BillingCycle?
    }

    /// What a row of `order_terms` gives back to an order row.
    struct OrderTermsRow {
        let transaction: OrderTransaction
        let status: OrderStatus
        let billingCycle: BillingCycle
        let term: Term?
        let autoRenew: Bool
        let currency: CurrencyCode
    }

    let customers: NumberedTexts
    /// Product, SKU, availability.
    let items: NumberedTexts
    /// The texts of `charge_terms` that are business fields, in the order of ``chargeTexts``.
    let chargeTermTexts: NumberedTexts
    let orderTermTexts: NumberedTexts
    private(set) var chargeTerms: [Int64: ChargeTermsRow] = [:]
    private(set) var orderTerms: [Int64: OrderTermsRow] = [:]

    /// Which texts of a line its terms hold, and in which columns.
    static let chargeTexts: [(text: LineText, column: String)] = [
        (.chargeType, "charge_type"), (.meterDescription, "meter_description"),
        (.priceAdjustment, "price_adjustment"), (.resellerMPN, "reseller_mpn_id"), (.creditReason, "credit_reason"),
        (.unitType, "unit_type"),
    ]

    init(_ database: Database) throws {
        customers = try NumberedTexts("customers", number: "customer_no", columns: ["customer_id"], database)
        items = try NumberedTexts(
            "items", number: "item_no", columns: ["product_id", "sku_id", "availability_id"], database)
        chargeTermTexts = try NumberedTexts(
            "charge_terms", number: "terms_no", columns: StoredDictionaries.chargeTexts.map(\.column), database)
        orderTermTexts = try NumberedTexts(
            "order_terms", number: "terms_no", columns: ["reseller_mpn_id"], database)
        for row in try Row.fetchAll(
            database, sql: "SELECT terms_no, currency, pricing_currency, term, billing_cycle FROM charge_terms")
        {
            chargeTerms[row[0]] = try StoredDictionaries.chargeTerms(row)
        }
        for row in try Row.fetchAll(
            database,
            sql: """
                SELECT terms_no, transaction_type, status, billing_cycle, term, auto_renew, currency FROM order_terms
                """)
        {
            orderTerms[row[0]] = try StoredDictionaries.orderTerms(row)
        }
    }

    private static func chargeTerms(_ row: Row) throws -> ChargeTermsRow {
        func word<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value {
            try StoredDictionaries.word(column, of: row, "charge_terms", read)
        }
        return ChargeTermsRow(
            currency: try word("currency") { CurrencyCode($0) },
            pricingCurrency: try word("pricing_currency") { CurrencyCode($0) },
            term: try word("term", StoredDictionaries.term),
            billingFrequency: try word("billing_cycle") { text in
                text.isEmpty ? .some(nil) : BillingCycle(wireValue: text).map { .some($0) }
            })
    }

    private static func orderTerms(_ row: Row) throws -> OrderTermsRow {
        func word<Value>(_ column: String, _ read: (String) -> Value?) throws -> Value {
            try StoredDictionaries.word(column, of: row, "order_terms", read)
        }
        return OrderTermsRow(
            transaction: try word("transaction_type") { OrderTransaction(wireValue: $0) },
            status: try word("status") { OrderStatus(wireValue: $0) },
            billingCycle: try word("billing_cycle") { BillingCycle(wireValue: $0) },
            term: try word("term", StoredDictionaries.term),
            autoRenew: try word("auto_renew") { ["true": true, "false": false][$0] },
            currency: try word("currency") { CurrencyCode($0) })
    }

    /// The empty word is no term; the outer optional says that the word could be read.
    private static func term(_ text: String) -> Term?? {
        text.isEmpty ? .some(nil) : Term(code: text).map { .some($0) }
    }

    private static func word<Value>(
        _ column: String, of row: Row, _ table: String, _ read: (String) -> Value?
    ) throws -> Value {
        let text: String = row[column] ?? ""
        guard let value = read(text) else {
            throw LedgerFault(table, row: row["terms_no"], "\(column) holds '\(text)'")
        }
        return value
    }
}

/// Texts by row number and column, in one block of memory.
final class NumberedTexts {
    private let table: String
    private let columns: Int
    private var numbers: [Int64] = []
    private var ends: [Int] = [0]
    private var bytes = ByteBuffer(capacity: 1 << 16)

    init(_ table: String, number: String, columns: [String], _ database: Database) throws(LedgerError) {
        self.table = table
        self.columns = columns.count
        var scan = try RowScan(
            "SELECT \(number), \(columns.joined(separator: ", ")) FROM \(table) ORDER BY \(number)", on: database)
        while try scan.next() {
            numbers.append(scan.integer(0))
            for column in 1...Int32(columns.count) {
                bytes.append(scan.bytes(column))
                ends.append(bytes.count)
            }
        }
    }

    /// Where a row stands; throws when there is none of this number. Numbers nearly always count from 1 without gaps.
    @inline(__always)
    func place(of number: Int64, for row: Int64, in referring: String) throws(LedgerFault) -> Int {
        if number > 0, number <= numbers.count, numbers[Int(number) - 1] == number { return Int(number) - 1 }
        var (low, high) = (0, numbers.count)
        while low < high {
            let middle = (low + high) / 2
            if numbers[middle] < number { low = middle + 1 } else { high = middle }
        }
        if low < numbers.count, numbers[low] == number { return low }
        throw LedgerFault(referring, row: row, "names row \(number) of \(table), which is not there")
    }

    /// The text of a column, counted from 0; valid as long as this is.
    @inline(__always)
    func text(_ place: Int, _ column: Int) -> UnsafeRawBufferPointer {
        let index = place * columns + column
        return bytes[ends[index]..<ends[index + 1]]
    }
}

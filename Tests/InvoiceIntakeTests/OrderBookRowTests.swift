import BillingModel
import InvoiceIntake
import Testing

/// One cell of an otherwise good row at a time.
@Suite struct OrderBookRowTests {
    private static let columns = [
        "order_id", "customer_id", "order_date", "catalog_item_id", "quantity", "unit_price", "currency",
        "billing_cycle", "term", "transaction_type", "effective_date", "end_date", "auto_renew", "line_number",
        "discount_percent", "reseller_mpn_id", "status", "subscription_id",
    ]

    private static func book(_ changes: [String: String]) -> String {
        var cells = [
            "order_id": "O1", "customer_id": "C1", "order_date": "2026-01-15", "catalog_item_id": "P:S:A",
            "quantity": "5", "unit_price": "12.50", "currency": "EUR", "billing_cycle": "monthly",
        ]
        cells.merge(changes) { $1 }
        return columns.joined(separator: ",") + "\n" + columns.map { cells[$0] ?? "" }.joined(separator: ",") + "\n"
    }

    static let understood: [([String: String], String, String?)] = [
        (["quantity": "5.00"], "quantity", "5"),
        (["quantity": "0"], "quantity", "0"),
        (["quantity": "0.000001", "billing_cycle": "usage"], "quantity", "0.000001"),
        (["quantity": "7", "transaction_type": "cancel"], "quantity", "0"),
        (["unit_price": "", "billing_cycle": "usage"], "unit_price", nil),
        (["unit_price": "0"], "unit_price", "0"),
        (["unit_price": "1234567890.1234567890123456789012"], "unit_price", "1234567890.1234567890123456789012"),
        (["billing_cycle": "MONTHLY"], "term", "P1M"),
        (["billing_cycle": "annual"], "term", "P1Y"),
        (["billing_cycle": "triennial"], "term", "P3Y"),
        (["billing_cycle": "one_time"], "term", nil),
        (["billing_cycle": "usage"], "term", nil),
        (["billing_cycle": "one_time", "term": "P3Y"], "term", "P3Y"),
        (["billing_cycle": "monthly", "term": "P3Y"], "term", "P3Y"),
        (["order_date": "1/31/2026"], "order_date", "2026-01-31"),
        (["order_date": "2026-01-31T23:59:59.9999999Z"], "effective_date", "2026-01-31"),
        (["effective_date": "2026-02-01T00:30:00+01:00"], "effective_date", "2026-01-31"),
        (["effective_date": "0001-01-01T00:00:00"], "effective_date", "2026-01-15"),
        (["end_date": "0001-01-01"], "end_date", nil),
        (["end_date": "2026-01-01", "transaction_type": "cancel"], "end_date", "2026-01-01"),
        (["transaction_type": "changeBillingPlan"], "transaction_type", "convert"),
        (["transaction_type": "ADDQUANTITY"], "transaction_type", "addQuantity"),
        (["auto_renew": "False"], "auto_renew", "false"),
        (["line_number": "0"], "line_number", "0"),
        (["reseller_mpn_id": "0"], "reseller_mpn_id", nil),
        (["reseller_mpn_id": "-1"], "reseller_mpn_id", nil),
        (["reseller_mpn_id": "10"], "reseller_mpn_id", "10"),
        (["status": "canceled"], "status", "cancelled"),
        (["currency": "usd"], "currency", "USD"),
        (["catalog_item_id": "P : S"], "catalog_item_id", "P:S"),
        (
            ["catalog_item_id": "796B6B5F-613C-4E24-A17C-EBA730D49C02"], "catalog_item_id",
            "796b6b5f-613c-4e24-a17c-eba730d49c02"
        ),
        (
            ["subscription_id": "796B6B5F-613C-4E24-A17C-EBA730D49C0X"], "subscription_id",
            "796B6B5F-613C-4E24-A17C-EBA730D49C0X"
        ),
        (["customer_id": "ORG: Contoso"], "customer_id", "Contoso"),
    ]

    @Test(arguments: understood)
    func `A cell is understood`(changes: [String: String], column: String, expected: String?) throws {
        let (orders, reading) = try readOrders(OrderBookRowTests.book(changes))
        #expect(orders.count == 1)
        #expect(orders.first?.fields[column] == expected)
        #expect(reading.counts.first?.rejected == 0)
    }

    static let refused: [([String: String], String)] = [
        (["order_id": " \u{A0}"], "order_id is empty"),
        (["customer_id": "org:"], "customer_id is empty"),
        (["order_date": ""], "order_date is empty"),
        (["order_date": "0001-01-01"], "order_date \"0001-01-01\": no date is given"),
        (["order_date": "31/01/2026"], "order_date \"31/01/2026\": no date"),
        (["order_date": "2026-02-29"], "order_date \"2026-02-29\": no date"),
        (["effective_date": "soon"], "effective_date \"soon\": no date"),
        (["end_date": "2026-01-14"], "end_date \"2026-01-14\": before the row takes effect"),
        (["catalog_item_id": ""], "catalog_item_id is empty"),
        (["catalog_item_id": "P::A"], "catalog_item_id \"P::A\": a part is empty"),
        (["catalog_item_id": "P:S:"], "catalog_item_id \"P:S:\": a part is empty"),
        (
            ["catalog_item_id": "P:S:A:X"],
            "catalog_item_id \"P:S:A:X\": more than product, SKU and availability"
        ),
        (["quantity": ""], "quantity is empty"),
        (["quantity": "1.5"], "quantity \"1.5\": seats come in whole numbers"),
        (["quantity": "-1"], "quantity \"-1\": negative"),
        (["quantity": "1e5"], "quantity \"1e5\": no plain decimal number"),
        (["quantity": "NaN"], "quantity \"NaN\": no plain decimal number"),
        (["unit_price": ""], "unit_price is empty"),
        (["unit_price": "", "billing_cycle": "one_time"], "unit_price is empty"),
        (["unit_price": "\"12,50\""], "unit_price \"12,50\": no plain decimal number"),
        (["unit_price": "-0.01"], "unit_price \"-0.01\": negative"),
        (
            ["unit_price": "1234567890123456789012345678901234567"],
            "unit_price \"1234567890123456789012345678901234567\": more than 36 digits"
        ),
        (["currency": ""], "currency is empty"),
        (["currency": "EUX"], "currency \"EUX\": no ISO 4217 currency"),
        (["billing_cycle": ""], "billing_cycle is empty"),
        (["billing_cycle": "weekly"], "billing_cycle \"weekly\": not one of the words of this column"),
        (["term": "1 year"], "term \"1 year\": neither P1M, P1Y nor P3Y"),
        (
            ["billing_cycle": "annual", "term": "P1M"],
            "term \"P1M\": shorter than the billing cycle, annual"
        ),
        (["transaction_type": "buy"], "transaction_type \"buy\": not one of the words of this column"),
        (["status": "done"], "status \"done\": not one of the words of this column"),
        (["auto_renew": "yes"], "auto_renew \"yes\": not one of the words of this column"),
        (["line_number": "1.5"], "line_number \"1.5\": no whole number"),
        (["line_number": "99999999999"], "line_number \"99999999999\": no whole number"),
        (["discount_percent": "100.01"], "discount_percent \"100.01\": more than 100"),
        (["discount_percent": "10%"], "discount_percent \"10%\": no plain decimal number"),
        (["status": "\u{1B}[31m\"\"red\u{7}".quoted], "status \" [31m\"red \": not one of the words of this column"),
        (
            ["currency": String(repeating: "é", count: 300)],
            "currency \"\(String(repeating: "é", count: 40))…\": no ISO 4217 currency"
        ),
    ]

    @Test(arguments: refused)
    func `A cell keeps its row out and says why`(changes: [String: String], message: String) throws {
        let (orders, reading) = try readOrders(OrderBookRowTests.book(changes))
        #expect(orders.isEmpty)
        #expect(reading.findings.map(\.message) == ["row kept out: \(message)"])
        #expect(reading.findings.map(\.location) == ["orders.csv:2"])
    }

    @Test func `A cancel row that names a quantity is read as 0 and noted`() throws {
        let (_, reading) = try readOrders(OrderBookRowTests.book(["transaction_type": "cancel"]))
        #expect(
            reading.findings.map(\.message) == [
                "1 cancel row(s) name a quantity other than 0, read as 0: lines 2"
            ])
    }
}

extension String {
    fileprivate var quoted: String { "\"\(self)\"" }
}

import BillingModel
import Testing

/// `line_arithmetic` on legacy lines, which have formulas of their own (billing rules 2.1).
struct LegacyArithmeticTests {
    private static let licence = order("O1", "2026-01-10", qty: 14, price: "6.20", item: "OFFER")

    /// A legacy licence line as its source prints it.
    private static func fee(
        _ subtotal: Amount, _ type: ChargeType = .legacyCycle, qty: ExactDecimal = 14, price: ExactDecimal = "6.20",
        discount: ExactDecimal = .zero, month: Int = 2
    ) -> Reseller.Entry {
        let start = CalendarDate(stringLiteral: "2026-0\(month)-10")
        return line(
            "O1", type, start...start.adding(months: 1).adding(days: -1), qty: qty, price: price, subtotal: subtotal,
            item: "OFFER"
        ).with {
            $0.isLegacy = true
            $0.effectivePrice = nil
            $0.otherDiscount = discount
        }
    }

    @Test(arguments: [
        ClassCase("as its price and quantity say", [licence, fee("86.80")]),
        ClassCase(
            "the subtotal does not follow", [licence, fee("90.00")], "line_arithmetic 86.80 90.00"),
        ClassCase("a cent too much", [licence, fee("86.81")], "line_arithmetic 86.80 86.81"),
        ClassCase(
            "the discount is taken off, and the order does not have it",
            [licence, fee("80.00", discount: "6.80")], "unit_price_mismatch 86.80 80.00"),
        ClassCase(
            "the discount was not taken off", [licence, fee("86.80", discount: "6.80")],
            "line_arithmetic 80.00 86.80", "unit_price_mismatch 86.80 80.00"),
        ClassCase(
            "another price in the middle of the term",
            [licence, fee("86.80"), fee("98.00", price: "7.00", month: 3)], "midterm_price_change 86.80 98.00"),
        ClassCase(
            "a prorated line beyond what two digits can hide",
            [fee("39.34", .legacyProrate, price: "2.80"), fee("39.35", .legacyProrate, price: "2.80", month: 3)],
            "line_arithmetic 39.20 39.35"
        ) { $0.hasOrders = false },
        ClassCase("credits have no published formula", [licence, fee("86.80"), fee("-10.00", .legacyCredit, qty: 1)]),
    ])
    func licences(_ row: ClassCase) { row.check() }

    private static let plan = order("Z1", "2025-01-01", qty: 1, cycle: .usage, item: "Z1:0001:ZA", currency: "USD")

    private static func meter(_ subtotal: Amount) -> Reseller.Entry {
        usage("Z1", "2026-01", qty: 745, price: "0.085", subtotal: subtotal, currency: "USD").with {
            $0.type = .legacyUsage
            $0.isLegacy = true
            $0.effectivePrice = nil
        }
    }

    @Test(arguments: [
        ClassCase("7.18: 63.325 is 63.33, half up", [plan, meter("63.33")]),
        ClassCase("two cents are within a usage line's tolerance", [plan, meter("63.35")]),
        ClassCase("three are not", [plan, meter("63.36")], "line_arithmetic 63.33 63.36"),
    ])
    func usageLines(_ row: ClassCase) { row.check() }
}

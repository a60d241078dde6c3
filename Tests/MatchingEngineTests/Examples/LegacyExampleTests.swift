import BillingModel
import Testing

/// Worked examples of the billing rules, section 7, about legacy commerce: a change in the middle of a cycle is the reversal
/// of what was billed, a line for each part of the cycle, and the next cycle.
struct LegacyExampleTests {
    private static func offer(
        _ day: CalendarDate, _ type: OrderTransaction = .new, qty: ExactDecimal, price: ExactDecimal,
        cycle: BillingCycle = .monthly
    ) -> Reseller.Entry {
        order("L1", day, type, qty: qty, price: price, cycle: cycle, item: "OFFER", currency: "USD")
    }

    /// A line as printed: `qty` seats, and what they come to.
    private static func fee(
        _ type: ChargeType, _ days: ClosedRange<CalendarDate>, qty: ExactDecimal, price: ExactDecimal,
        _ subtotal: Amount, on month: String
    ) -> Reseller.Entry {
        line(
            "L1", type, days, qty: qty, price: price, subtotal: subtotal, item: "OFFER", currency: "USD", on: month
        ).with {
            $0.isLegacy = true
            $0.effectivePrice = nil
        }
    }

    private static func monthly(_ second: Amount, _ third: Amount) -> [Reseller.Entry] {
        [
            offer("2018-01-13", qty: 1, price: 4), offer("2018-02-01", .addQuantity, qty: 2, price: 4),
            fee(.legacyPurchase, "2018-01-13"..."2018-02-12", qty: 1, price: 4, "4.00", on: "2018-01"),
            fee(.legacyProrate, "2018-01-13"..."2018-02-12", qty: 1, price: -4, "-4.00", on: "2018-02"),
            fee(.legacyProrate, "2018-01-13"..."2018-01-31", qty: 1, price: "2.45", second, on: "2018-02"),
            fee(.legacyProrate, "2018-02-01"..."2018-02-12", qty: 2, price: "1.55", third, on: "2018-02"),
            fee(.legacyCycle, "2018-02-13"..."2018-03-12", qty: 2, price: 4, "8.00", on: "2018-02"),
        ]
    }

    private static func annual(_ price: ExactDecimal, _ lines: [Reseller.Entry]) -> [Reseller.Entry] {
        [
            offer("2018-01-13", qty: 1, price: price, cycle: .annual),
            offer("2018-02-01", .addQuantity, qty: 2, price: price, cycle: .annual),
        ] + lines
    }

    @Test(arguments: [
        ClassCase("7.9 a seat more in a month, as printed: net 1.55", monthly("2.45", "3.10")),
        ClassCase("7.9 the same by the stated formula: net 1.59", monthly("2.46", "3.11")),
        ClassCase(
            "7.9 with the new part at three seats", monthly("2.45", "4.64"), "line_arithmetic 3.10 4.64"),
        ClassCase(
            "7.9 with a reversal of half",
            monthly("2.45", "3.10").map { entry in
                entry.with {
                    guard $0.subtotal == "-4.00" else { return }
                    $0.unitPrice = -2
                    $0.subtotal = "-2.00"
                    $0.total = "-2.00"
                }
            }, "proration_wrong 1.54 3.55"),
        ClassCase(
            "7.10 a seat more in a year of 48.00, by a price of the day rounded to the cent: net 44.43",
            annual(
                48,
                [
                    fee(.legacyPurchase, "2018-01-13"..."2019-01-12", qty: 1, price: 48, "48.00", on: "2018-01"),
                    fee(.legacyProrate, "2018-01-13"..."2019-01-12", qty: 1, price: -48, "-48.00", on: "2018-02"),
                    fee(.legacyProrate, "2018-01-13"..."2018-01-31", qty: 1, price: "2.47", "2.47", on: "2018-02"),
                    fee(.legacyProrate, "2018-02-01"..."2019-01-12", qty: 2, price: "44.98", "89.96", on: "2018-02"),
                ])),
        ClassCase(
            "7.11 a seat more in a year of 211.20, by a price of the day that is not rounded: net 210.63",
            [
                offer("2018-01-13", qty: 1, price: "211.20", cycle: .annual),
                offer("2018-01-14", .addQuantity, qty: 2, price: "211.20", cycle: .annual),
                fee(.legacyPurchase, "2018-01-13"..."2019-01-12", qty: 1, price: "211.20", "211.20", on: "2018-01"),
                fee(.legacyProrate, "2018-01-13"..."2019-01-12", qty: 1, price: "-211.20", "-211.20", on: "2018-02"),
                fee(.legacyProrate, "2018-01-13"..."2018-01-13", qty: 1, price: "0.58", "0.58", on: "2018-02"),
                fee(.legacyProrate, "2018-01-14"..."2018-02-09", qty: 2, price: "15.62", "31.25", on: "2018-02"),
                fee(.legacyProrate, "2018-02-10"..."2019-01-12", qty: 2, price: 195, "390.00", on: "2018-02"),
            ]),
        ClassCase(
            "7.12 suspended after 30 days: twelve days come back",
            [
                offer("2018-01-13", qty: 1, price: 4), offer("2018-02-28", .suspend, qty: 1, price: 4),
                fee(.legacyPurchase, "2018-01-13"..."2018-02-12", qty: 1, price: 4, "4.00", on: "2018-01"),
                fee(.legacyCycle, "2018-02-13"..."2018-03-12", qty: 1, price: 4, "4.00", on: "2018-02"),
                fee(.legacyProrate, "2018-03-01"..."2018-03-12", qty: 1, price: "-1.72", "-1.72", on: "2018-03"),
            ]),
        ClassCase(
            "7.16 an aggregated correction of 67.89 within 28 days",
            [
                offer("2021-02-01", qty: 501, price: "5.40"),
                offer("2021-02-07", .addQuantity, qty: 517, price: "5.40"),
                fee(.legacyPurchase, "2021-02-01"..."2021-02-28", qty: 501, price: "5.40", "2705.40", on: "2021-02"),
                fee(.legacyProrate, "2021-02-01"..."2021-02-28", qty: 501, price: "-5.40", "-2705.40", on: "2021-03"),
                fee(.legacyProrate, "2021-02-01"..."2021-02-06", qty: 501, price: "1.157142", "579.73", on: "2021-03"),
                fee(.legacyProrate, "2021-02-07"..."2021-02-28", qty: 517, price: "4.242857", "2193.56", on: "2021-03"),
                fee(.legacyCycle, "2021-03-01"..."2021-03-31", qty: 517, price: "5.40", "2791.80", on: "2021-03"),
            ]),
    ])
    func legacy(_ row: ClassCase) { row.check() }

    /// 7.15: the price is printed with two digits, the amount is of the full one; the lines of the example follow from their
    /// own figures all the same. Which order they answer the example does not say.
    @Test func fiveHundredSeats() {
        var reseller = Reseller([
            Self.fee(.legacyCycle, "2021-03-16"..."2021-04-15", qty: 5, price: "51.93", "259.65", on: "2021-03"),
            Self.fee(.legacyProrate, "2021-03-16"..."2021-04-11", qty: 500, price: "45.22", "22614.68", on: "2021-04"),
            Self.fee(.legacyProrate, "2021-04-12"..."2021-04-15", qty: 5, price: "6.70", "33.50", on: "2021-04"),
            Self.fee(
                .legacyProrate, "2021-03-16"..."2021-04-15", qty: 495, price: "-51.93", "-25705.35", on: "2021-04"),
        ])
        reseller.hasOrders = false
        #expect(reseller.findings() == [])
    }
}

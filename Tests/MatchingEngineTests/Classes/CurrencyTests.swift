import BillingModel
import MatchingEngine
import Testing

/// `currency_mismatch`, and rates between the pricing and the billing currency.
struct CurrencyTests {
    @Test(arguments: [
        ClassCase(
            "ordered in pounds, billed in euros",
            [order("O1", "2026-01-15", qty: 10, price: "54.80", currency: "GBP"), january()], "currency_mismatch - -"),
        ClassCase(
            "ordered in the pricing currency",
            [
                order("O1", "2026-01-15", qty: 7, price: "12.345", currency: "USD"),
                january(qty: 7, price: "12.345").with {
                    $0.pricing = "USD"; $0.rate = "0.846202666"; $0.subtotal = "73.08"; $0.total = "73.08"
                },
            ]),
        ClassCase(
            "the invoice is in another currency", [tenSeats(), january().with { $0.invoiceCurrency = "USD" }],
            "currency_mismatch - -"),
        ClassCase(
            "ordered in the billing currency, priced in another",
            [
                order("O1", "2026-01-15", qty: 7, price: "10.44"),
                january(qty: 7, price: "12.345").with {
                    $0.pricing = "USD"; $0.rate = "0.846202666"; $0.subtotal = "73.08"; $0.total = "73.08"
                },
            ]),
    ])
    func currency(_ row: ClassCase) { row.check() }

    @Test(
        "exchange_rate_inconsistent",
        arguments: [
            ClassCase(
                "one usage line at another rate",
                [
                    order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                    usage(
                        "Z1", "2026-01", qty: "210.950039", price: "0.737757626107858", rate: "0.8631", pricing: "USD"),
                ], "exchange_rate_inconsistent 131.69 134.32"
            ) {
                $0.adjust = { $0.prevailingRates = [CurrencyPair(pricing: usd, billing: eur): "0.846202666"] }
            },
            ClassCase(
                "at the commoner rate",
                [
                    order("Z1", "2026-01-01", qty: 1, cycle: .usage),
                    usage(
                        "Z1", "2026-01", qty: "210.950039", price: "0.737757626107858", rate: "0.846202666",
                        pricing: "USD"),
                ]
            ) {
                $0.adjust = { $0.prevailingRates = [CurrencyPair(pricing: usd, billing: eur): "0.846202666"] }
            },
        ])
    func rates(_ row: ClassCase) { row.check() }

    @Test(
        "tax_rate_anomaly",
        arguments: [
            ClassCase("no tax where the others have 9 %", [tenSeats(), january()], "tax_rate_anomaly 49.32 0.00") {
                $0.adjust = { $0.prevailingTaxRate = "0.09" }
            },
            ClassCase(
                "a cent per component",
                [
                    tenSeats(),
                    january().with {
                        $0.tax = "49.34"; $0.total = "597.34"
                    },
                ]
            ) { $0.adjust = { $0.prevailingTaxRate = "0.09" } },
            ClassCase(
                "half a cent is rounded up, also on a credit",
                [
                    order("O1", "2026-01-15", qty: 1, price: "54.50"), january(qty: 1, price: "54.50"),
                    order("O1", "2026-01-15", .cancel, qty: 0, price: "54.50"),
                    line("O1", .cancelImmediate, "2026-01-15"..."2026-02-14", qty: -1, price: "54.50"),
                ], "tax_rate_anomaly -4.91 0.00", "tax_rate_anomaly 4.91 0.00"
            ) { $0.adjust = { $0.prevailingTaxRate = "0.09" } },
            ClassCase(
                "tax of the line's own formula, whose subtotal is wrong",
                [
                    tenSeats(),
                    january().with {
                        $0.subtotal = "558.00"; $0.tax = "49.32"; $0.total = "597.32"
                    },
                ], "line_arithmetic 548.00 558.00"
            ) { $0.adjust = { $0.prevailingTaxRate = "0.09" } },
            ClassCase(
                "three cents",
                [
                    tenSeats(),
                    january().with {
                        $0.tax = "49.35"; $0.total = "597.35"
                    },
                ], "tax_rate_anomaly 49.32 49.35"
            ) { $0.adjust = { $0.prevailingTaxRate = "0.09" } },
        ])
    func tax(_ row: ClassCase) { row.check() }
}

/// `exchange_rate_out_of_tolerance`: against published rates, within 0.5 %.
struct ReferenceRateClassTests {
    /// One euro is 1.25 dollars all through January: 0.8 euros a dollar.
    private static func findings(_ rate: ExactDecimal, published: ExactDecimal? = "1.25") -> [String] {
        var reseller = Reseller([
            order("Z1", "2025-01-01", qty: 1, cycle: .usage, currency: "USD"),
            usage("Z1", "2026-01", qty: 100, price: 10, rate: rate, currency: "EUR", pricing: "USD"),
        ])
        if let published {
            let days = (0...50).map { CalendarDate(stringLiteral: "2025-12-20").adding(days: $0) }
            reseller.referenceRates = ReferenceRates(
                days.map { ReferenceRate(source: .ecb, currency: usd, days: BillingPeriod($0, $0), rate: published) })
        }
        return reseller.findings()
    }

    @Test func plausibility() {
        #expect(Self.findings("0.8") == [])
        #expect(Self.findings("0.804") == [])
        #expect(Self.findings("0.80401") == ["exchange_rate_out_of_tolerance 800.00 804.01"])
        #expect(Self.findings("0.9", published: nil) == [])
    }
}

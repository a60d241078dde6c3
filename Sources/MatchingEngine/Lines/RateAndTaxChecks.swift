package import BillingModel

extension AccountMatching {
    /// A line's exchange rate and tax against what prevails on its invoice.
    ///
    /// Where a line stands in the buckets is left to matching (discrepancy classes, *Reports*).
    mutating func checkRateAndTax(_ index: Int) {
        let line = account.lines[index]
        let invoice = context.invoices[Int(line.invoice.index)]
        if line.isUsage, !invoice.prevailingRates.isEmpty,
            let rate = invoice.prevailingRates[CurrencyPair(pricing: line.pricingCurrency, billing: line.currency)],
            rate != line.exchangeRate, let formula = try? line.formulaSubtotal(rate: rate)
        {
            report(
                .exchangeRateInconsistent, line: index, expected: formula, billed: line.subtotal,
                "Converted from \(line.pricingCurrency) at \(line.exchangeRate); "
                    + "the other usage lines of this invoice have \(rate).",
                steps: formulaSteps(line, rate: rate, formula), affectsBucket: false)
        }
        if let rate = invoice.prevailingTaxRate { checkTax(index, line, rate) }
    }

    private mutating func checkTax(_ index: Int, _ line: LineItem, _ rate: ExactDecimal) {
        guard !line.subtotal.isZero || !line.tax.isZero, let tax = TaxRate.tax(on: line.subtotal, rate: rate) else {
            return
        }
        let tolerances = rules.tolerances
        if TaxRate.explains(line.tax, on: line.subtotal, rate: rate, tolerances) { return }
        // Where the subtotal is wrong the tax may be right for what it should have been.
        if TaxRate.explains(line.tax, on: amounts[index], rate: rate, tolerances) { return }
        report(
            .taxRateAnomaly, line: index, expected: tax, billed: line.tax,
            "Tax of \(line.tax) on \(line.subtotal); most lines of this invoice show "
                + "\(TaxRate.percent(rate)) %, which would be \(tax).",
            steps: ["round(\(line.subtotal) × \(rate), 2) = \(tax)", "TaxTotal on the line: \(line.tax)"],
            affectsBucket: false)
    }
}

/// Tax as a share of the subtotal, in steps of 0.1 %.
package enum TaxRate {
    /// The tax is the rate's within 0.01 per component.
    package static func explains(
        _ tax: Amount, on subtotal: Amount, rate: ExactDecimal, _ tolerances: Tolerances
    ) -> Bool {
        guard let exact = try? subtotal.multiplied(by: rate),
            let limit = try? tolerances.taxPerComponent.multiplied(by: ExactDecimal(integer: tolerances.taxComponents))
        else { return true }
        return (tax - exact).magnitude <= limit
    }

    /// The tax at a rate, to the cent, half a cent away from zero: ROUNDDOWN is published for amounts only, and the printed
    /// taxes are half-up (billing rules 2.6, 7.18, 7.21). `nil` beyond any amount.
    static func tax(on subtotal: Amount, rate: ExactDecimal) -> Amount? {
        guard let exact = try? subtotal.multiplied(by: rate) else { return nil }
        return AccountMatching.toTheCent(exact)
    }

    /// The multiple of 0.1 % nearest to the line's own rate; `nil` below a subtotal of 1.00, which shows no rate.
    package static func nearest(_ line: LineItem) -> ExactDecimal? {
        let base = line.subtotal.magnitude.units
        guard base >= Amount(cents: 100).units else { return nil }
        let permille = (line.tax.magnitude.units * 1000 * 2 + base) / (base * 2)
        guard permille <= 1000, line.tax.isZero || line.tax.signum == line.subtotal.signum else { return nil }
        return ExactDecimal(coefficient: permille, scale: 3)
    }

    static func percent(_ rate: ExactDecimal) -> String {
        ExactDecimal(coefficient: rate.coefficient * 100, scale: Int(rate.scale)).description
    }
}

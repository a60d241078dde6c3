import BillingModel

extension AccountMatching {
    /// A line's exchange rate against published reference rates, within `exchange_rate_percent`.
    ///
    /// A plausibility check: the published rates are not Microsoft's source, and a line does not say of which day its
    /// rate is. So the nearest of the days that it may be of decides (billing rules 2.5: about two working days before
    /// the month, valid for all of it; dates at the end of the period occur too). A line that already differs from its
    /// own invoice's rate has its finding.
    mutating func checkReferenceRate(_ index: Int) {
        let line = account.lines[index]
        guard line.traits.contains(.exchangeRate), line.currency != line.pricingCurrency, !line.subtotal.isZero,
            !isRateInconsistent(line), let reference = nearestReference(line),
            let share = try? rules.tolerances.exchangeRatePercent.times(ExactDecimal(coefficient: 1, scale: 2)),
            (try? reference.isExceeded(by: line.exchangeRate, share: share)) == true,
            let away = try? reference.percentAway(line.exchangeRate)
        else { return }
        let rate = reference.shown
        let formula = try? line.formulaSubtotal(rate: rate)
        report(
            .exchangeRateOutOfTolerance, line: index, expected: formula ?? nil, billed: line.subtotal,
            "Converted from \(line.pricingCurrency) at \(line.exchangeRate); the nearest \(reference.source.title) "
                + "reference rate, of \(reference.published), is \(rate), \(away) % away. Not plausible, which does not "
                + "say what the right rate is.",
            steps: [
                "reference: \(reference.multiplier) ÷ \(reference.divisor) = \(rate), "
                    + "\(reference.source.title) of \(reference.published), looked up for \(reference.requested)",
                "tolerance: \(rules.tolerances.exchangeRatePercent) %",
            ], affectsBucket: false)
    }

    private func isRateInconsistent(_ line: LineItem) -> Bool {
        guard line.isUsage, context.briefs[Int(line.invoice.index)].hasSeveralRates else { return false }
        let pair = CurrencyPair(pricing: line.pricingCurrency, billing: line.currency)
        guard let prevailing = context.invoices[Int(line.invoice.index)].prevailingRates[pair] else { return false }
        return prevailing != line.exchangeRate
    }

    private func nearestReference(_ line: LineItem) -> CrossRate? {
        let invoice = context.briefs[Int(line.invoice.index)]
        let start = line.chargeStart ?? invoice.period.start
        let month = start.month.firstDay
        let days = [
            month.adding(days: -3), month.adding(days: -2), month.adding(days: -1), month, start,
            line.chargeEnd ?? invoice.period.end, invoice.period.end,
        ]
        var nearest: (rate: CrossRate, away: ExactDecimal)?
        for day in days {
            guard
                case .found(let rate) = context.referenceRates.lookUp(
                    from: line.pricingCurrency, to: line.currency, on: day),
                let away = try? rate.percentAway(line.exchangeRate)
            else { continue }
            if nearest.map({ away < $0.away }) ?? true { nearest = (rate, away) }
        }
        return nearest?.rate
    }
}

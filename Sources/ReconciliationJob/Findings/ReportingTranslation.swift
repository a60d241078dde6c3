import BillingModel

/// States differences in one currency, by the reference rate of each invoice's date.
///
/// For ranking and for a total of a kind: the rates are published for information, and the translated figure is never
/// what anybody owes.
struct ReportingTranslation: Sendable {
    private let currency: CurrencyCode
    private let rates: ReferenceRates
    private let asOf: CalendarDate

    init(_ currency: CurrencyCode, _ rates: ReferenceRates, asOf: CalendarDate) {
        self.currency = currency
        self.rates = rates
        self.asOf = asOf
    }

    /// A currency that cannot be translated, and why.
    struct Lost {
        let currency: CurrencyCode
        let reason: String
    }

    /// Fills in what the row's difference comes to, and how, for `explain`.
    ///
    /// - Returns: What keeps it from that, if anything does.
    @discardableResult
    func translate(_ row: inout ReportedDiscrepancy) -> Lost? {
        guard row.status != .resolved, let own = row.discrepancy.currency, let difference = row.discrepancy.difference
        else { return nil }
        row.reportingCurrency = nil
        if own == currency {
            row.reportingCurrency = currency
            row.differenceReporting = difference
            return nil
        }
        let day = row.discrepancy.invoiceDate ?? row.discrepancy.chargeEnd ?? asOf
        switch rates.lookUp(from: own, to: currency, on: min(day, asOf)) {
        case .found(let rate):
            guard let translated = try? rate.convert(difference) else {
                return Lost(currency: own, reason: "a difference of \(difference) \(own) is too large to be translated")
            }
            row.reportingCurrency = currency
            row.differenceReporting = translated
            let step =
                "in \(currency): \(difference) × \(rate.multiplier) ÷ \(rate.divisor) = \(translated), "
                + "\(rate.source.title) rate of \(rate.published) for \(rate.requested)"
            // A finding that is carried over has had this step since the night before.
            if row.discrepancy.steps.last != step { row.discrepancy.steps.append(step) }
            return nil
        case .retired(let lost, let last):
            return Lost(
                currency: lost,
                reason: "\(lost) has had no reference rate since \(last): the currency was given up")
        case .missing(let lost):
            return Lost(
                currency: lost, reason: "there is no reference rate of \(lost) for \(day) or shortly before it")
        }
    }

    /// What cannot be translated, once per currency.
    func findings(_ rows: some Sequence<ReportedDiscrepancy>) -> [Finding] {
        var reported: Set<CurrencyCode> = []
        var findings: [Finding] = []
        for row in rows {
            var row = row
            guard let lost = translate(&row), reported.insert(lost.currency).inserted else { continue }
            findings.append(
                Finding(.warning, at: "rates", "\(lost.reason); differences are not stated in \(currency)"))
        }
        return findings
    }
}

import BillingModel

/// States differences in one currency, by the reference rate of each invoice's date.
///
/// For ranking and for a total of a kind: the rates are published for information, and the translated figure is never
/// what anybody owes.
struct ReportingTranslation {
    private let currency: CurrencyCode
    private let rates: ReferenceRates
    private let asOf: CalendarDate
    private var reported: Set<CurrencyCode> = []
    private(set) var findings: [Finding] = []

    init(_ currency: CurrencyCode, _ rates: ReferenceRates, asOf: CalendarDate) {
        self.currency = currency
        self.rates = rates
        self.asOf = asOf
    }

    /// Fills in what the row's difference comes to, and how, for `explain`.
    mutating func translate(_ row: inout ReportedDiscrepancy) {
        guard row.status != .resolved, let own = row.discrepancy.currency, let difference = row.discrepancy.difference
        else { return }
        row.reportingCurrency = currency
        if own == currency {
            row.differenceReporting = difference
            return
        }
        let day = row.discrepancy.invoiceDate ?? row.discrepancy.chargeEnd ?? asOf
        switch rates.lookUp(from: own, to: currency, on: min(day, asOf)) {
        case .found(let rate):
            guard let translated = try? rate.convert(difference) else {
                row.reportingCurrency = nil
                return
            }
            row.differenceReporting = translated
            row.discrepancy.steps.append(
                "in \(currency): \(difference) × \(rate.multiplier) ÷ \(rate.divisor) = \(translated), "
                    + "\(rate.source.title) rate of \(rate.published) for \(rate.requested)")
        case .retired(let lost, let last):
            row.reportingCurrency = nil
            report(lost, "\(lost) has had no reference rate since \(last): the currency was given up")
        case .missing(let lost):
            row.reportingCurrency = nil
            report(lost, "there is no reference rate of \(lost) for \(day) or shortly before it")
        }
    }

    private mutating func report(_ lost: CurrencyCode, _ text: String) {
        guard reported.insert(lost).inserted else { return }
        findings.append(Finding(.warning, at: "rates", "\(text); differences are not stated in \(currency)"))
    }
}

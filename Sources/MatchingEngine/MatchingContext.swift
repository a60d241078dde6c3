package import BillingModel

/// What the run knows beyond one customer; the same for every account, so that accounts can be matched in any order.
package struct MatchingContext: Sendable {
    package var rules: ReconciliationRules
    /// The run's invoices by ``InvoiceIndex``.
    package var invoices: [InvoiceFacts] {
        didSet { briefs = InvoiceBrief.all(invoices) }
    }
    /// The same without texts, for the hot loops.
    private(set) var briefs: [InvoiceBrief]
    package let coverage: Coverage
    package let asOf: CalendarDate
    /// Names of the source documents by ``DocumentIndex``, for evidence.
    package var documents: [String]
    /// Raw texts of rejected lines: an expected charge whose ids stand in one of them is not missing.
    package var rejectedTexts: [String] = []
    /// Ids of the invoices that only the ledger still has.
    package var earlierInvoices: [String] = []
    /// No order book was given: lines are checked against themselves alone.
    package var hasOrders = true
    /// Published rates, for plausibility; empty when none were given.
    package var referenceRates = ReferenceRates([])
    /// The days on which an expectation can matter.
    let window: BillingPeriod?
    /// Some invoice came with daily rated usage.
    let hasDailyUsage: Bool
    /// What customers own of what charges for reservations name.
    package var entitlements = ReservationEntitlements()
    /// Collect a ``Match`` for each pair.
    package var wantsMatches = false

    package init(
        rules: ReconciliationRules, invoices: [InvoiceFacts], coverage: Coverage, asOf: CalendarDate,
        documents: [String]
    ) {
        self.rules = rules
        self.invoices = invoices
        briefs = InvoiceBrief.all(invoices)
        hasDailyUsage = invoices.contains(where: \.hasDailyUsage)
        self.coverage = coverage
        window = coverage.window(asOf: asOf)
        self.asOf = asOf
        self.documents = documents
    }

    /// `file#line`, as reports cite a source.
    package func evidence(_ source: SourceLocation) -> String {
        let index = Int(source.document.index)
        return "\(documents.indices.contains(index) ? documents[index] : "?")#\(source.line)"
    }
}

/// An invoice and what reading it whole has shown.
package struct InvoiceFacts: Sendable {
    package var invoice: Invoice
    /// Every page, blob and line was read.
    package var isWhole: Bool
    /// Daily rated usage came with it, read to its end.
    package var hasDailyUsage = false
    /// The commoner exchange rate of each currency pair with more than one, from the usage lines.
    package var prevailingRates: [CurrencyPair: ExactDecimal] = [:]
    /// Tax as a share of the subtotal that most lines show; `nil` when none prevails.
    package var prevailingTaxRate: ExactDecimal?

    package init(invoice: Invoice, isWhole: Bool) {
        self.invoice = invoice
        self.isWhole = isWhole
    }
}

/// Pricing currency and billing currency.
package struct CurrencyPair: Hashable, Sendable {
    package let pricing: CurrencyCode
    package let billing: CurrencyCode

    package init(pricing: CurrencyCode, billing: CurrencyCode) {
        self.pricing = pricing
        self.billing = billing
    }
}

/// The days for which invoices are there: only on them can an expected charge be missing.
package struct Coverage: Sendable {
    private struct Key: Hashable {
        let currency: CurrencyCode
        let legacy: Bool
    }

    /// Days of active, whole invoices.
    private var covered: [Key: [BillingPeriod]] = [:]
    /// Days of active invoices that were not read whole: nothing can be missing there.
    private var incomplete: [Key: [BillingPeriod]] = [:]
    /// Days of documents that were voided or replaced, or that an earlier night has read: no invoice is missing there.
    private var withdrawn: [Key: [BillingPeriod]] = [:]
    /// The first month with an invoice.
    private var first: [Key: CalendarMonth] = [:]

    /// - Parameter earlier: Currency and days of invoices that only the ledger still has. Nothing is judged by them, but
    ///   they are not missing.
    package init(_ facts: [InvoiceFacts], earlier: [(currency: CurrencyCode, days: BillingPeriod)] = []) {
        for (currency, days) in earlier {
            withdrawn[Key(currency: currency, legacy: false), default: []].append(Coverage.months(days))
        }
        for fact in facts where !fact.invoice.isHeaderless {
            let invoice = fact.invoice
            let key = Key(currency: invoice.currency, legacy: invoice.isLegacy)
            let days = invoice.isLegacy ? invoice.period : Coverage.months(invoice.period)
            let isCredit = invoice.totalCharges.signum < 0 || invoice.documentType == .creditNote
            switch invoice.standing {
            case .active where !fact.isWhole: incomplete[key, default: []].append(days)
            case .active: if !isCredit { covered[key, default: []].append(days) }
            case .voidingNote: continue
            case .voided, .superseded: withdrawn[key, default: []].append(days)
            }
            first[key] = min(first[key] ?? days.start.month, days.start.month)
        }
    }

    /// New-commerce invoices cover calendar months; a header's period may be off by its time of day.
    private static func months(_ period: BillingPeriod) -> BillingPeriod {
        let middle = period.start.adding(days: max(0, period.days - 1) / 2)
        if period.days <= 45 { return middle.month.period }
        return BillingPeriod(period.start.month.firstDay, period.end.month.lastDay)
    }

    /// An active invoice in this currency that was read whole covers the day's month.
    package func covers(_ day: CalendarDate, currency: CurrencyCode, legacy: Bool) -> Bool {
        let key = Key(currency: currency, legacy: legacy)
        guard let periods = covered[key], periods.contains(where: { $0.contains(day) }) else { return false }
        return !isIncomplete(day, key)
    }

    /// A covered day on or after the given one.
    package func coversAny(from day: CalendarDate, currency: CurrencyCode, legacy: Bool) -> Bool {
        let key = Key(currency: currency, legacy: legacy)
        let month = legacy ? day : day.month.firstDay
        return covered[key, default: []].contains { $0.end >= month && !isIncomplete($0.start, key) }
    }

    /// No invoice at all where one is due for a day's charge: after the first month present, and past the 8th of the next
    /// month. A legacy invoice runs from one billing date of the partner to the next, so it is due a month and a week after
    /// the day; invoices of the other kind in the same currency do not stand for it.
    package func isInvoiceMissing(
        _ event: CalendarDate, currency: CurrencyCode, legacy: Bool, asOf: CalendarDate
    ) -> Bool {
        let key = Key(currency: currency, legacy: legacy)
        let due = (legacy ? event.adding(months: 1) : event.month.adding(1).firstDay).adding(days: 7)
        guard let start = first[key], event.month > start, asOf > due else { return false }
        let day = legacy ? event : event.month.firstDay
        return !covered[key, default: []].contains { $0.contains(day) }
            && !incomplete[key, default: []].contains { $0.contains(day) }
            && !withdrawn[key, default: []].contains { $0.contains(day) }
    }

    /// The first day any expectation can matter, and the last.
    package func window(asOf: CalendarDate) -> BillingPeriod? {
        let periods = covered.values.joined()
        guard let start = first.values.min()?.firstDay else { return nil }
        let lastCovered = periods.map(\.end).max() ?? start
        let lastDue = asOf.adding(days: -8).month.adding(-1).lastDay
        return BillingPeriod(start, max(lastCovered, lastDue))
    }

    /// The first day with an invoice in the currency.
    package func firstDay(currency: CurrencyCode, legacy: Bool) -> CalendarDate? {
        first[Key(currency: currency, legacy: legacy)]?.firstDay
    }

    private func isIncomplete(_ day: CalendarDate, _ key: Key) -> Bool {
        incomplete[key, default: []].contains { $0.contains(day) }
    }

}

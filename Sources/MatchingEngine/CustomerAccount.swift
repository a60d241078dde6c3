package import BillingModel

/// One customer's lines and orders, closed under linking: whatever an id of one side could lead to on the other is in
/// here. Usually one customer; several when a line names one customer and the order of another.
package struct CustomerAccount: Sendable {
    package var lines: [LineItem]
    /// Daily rated usage, compared with the lines and never a charge.
    package var ratedUsage: [LineItem]
    package var orders: [OrderRow]
    /// Lines of earlier invoices that only the ledger still has: looked up for trials, partner earned credit and charges
    /// that come a second time, never compared or counted. Their ``LineItem/invoice`` is a place in
    /// ``MatchingContext/earlierInvoices``.
    package var history: [LineItem]
    /// Interned: equal texts are equal symbols, over lines and orders alike.
    package var texts: TextPool

    package init(
        lines: [LineItem], ratedUsage: [LineItem] = [], orders: [OrderRow], history: [LineItem] = [], texts: TextPool
    ) {
        self.lines = lines
        self.ratedUsage = ratedUsage
        self.orders = orders
        self.history = history
        self.texts = texts
    }
}

/// What matching one account, or many, has brought.
package struct MatchingOutcome: Sendable {
    package var discrepancies: [Discrepancy] = []
    package var matches: [Match] = []
    /// Where each line ended up, by invoice and currency.
    package var buckets: [InvoiceCurrency: BucketTotals] = [:]
    /// Tolerated differences that add up, by invoice and currency.
    package var tolerated: [InvoiceCurrency: Amount] = [:]
    /// Charges expected in months whose invoice is not there.
    package var awaited: [MonthCurrency: LineTally] = [:]

    package init() {}

    package mutating func add(_ other: MatchingOutcome) {
        discrepancies += other.discrepancies
        matches += other.matches
        for (key, totals) in other.buckets { buckets[key, default: BucketTotals()].add(totals) }
        for (key, amount) in other.tolerated { tolerated[key, default: .zero] += amount }
        for (key, tally) in other.awaited { awaited[key, default: LineTally()].add(tally) }
    }
}

/// An invoice in one currency.
package struct InvoiceCurrency: Hashable, Sendable {
    package let invoice: InvoiceIndex
    package let currency: CurrencyCode

    package init(_ invoice: InvoiceIndex, _ currency: CurrencyCode) {
        self.invoice = invoice
        self.currency = currency
    }
}

/// A month in one currency.
package struct MonthCurrency: Hashable, Sendable {
    package let month: CalendarMonth
    package let currency: CurrencyCode

    package init(_ month: CalendarMonth, _ currency: CurrencyCode) {
        self.month = month
        self.currency = currency
    }
}

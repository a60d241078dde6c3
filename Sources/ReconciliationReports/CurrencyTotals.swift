package import BillingModel

/// The control totals of a whole run in one currency.
package struct CurrencyTotals: Sendable, Equatable {
    package let currency: CurrencyCode
    package var invoices = 0
    package var linesRead = 0
    package var linesRejected = 0
    package var subtotal = Amount.zero
    package var tax = Amount.zero
    package var total = Amount.zero
    /// Invoices whose header and lines do not agree.
    package var untied = 0
    package var buckets = BucketTotals()

    /// Adds up rows of `control-totals.csv`, by currency.
    package static func sums(of rows: [ControlTotals]) -> [CurrencyTotals] {
        var sums: [CurrencyCode: CurrencyTotals] = [:]
        for row in rows {
            sums[row.currency, default: CurrencyTotals(currency: row.currency)].add(row)
        }
        return sums.values.sorted { $0.currency < $1.currency }
    }

    private init(currency: CurrencyCode) {
        self.currency = currency
    }

    private mutating func add(_ row: ControlTotals) {
        invoices += 1
        linesRead += row.linesRead
        linesRejected += row.linesRejected
        subtotal += row.subtotal
        tax += row.tax
        total += row.total
        if !ControlTotalsReport.tiesOut(row) { untied += 1 }
        buckets.add(row.buckets)
    }
}

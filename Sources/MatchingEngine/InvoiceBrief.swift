import BillingModel

/// What matching needs of an invoice for every line: plain memory, so that looking at it costs no reference count.
struct InvoiceBrief {
    /// Place by date, then by position: the order in which charges choose.
    var rank: Int32 = 0
    let period: BillingPeriod
    let currency: CurrencyCode
    /// Its lines count: neither voided nor replaced.
    let isActive: Bool
    let isHeaderless: Bool
    /// Legacy invoices are not judged for timing, headerless ones have no period to judge by.
    let isJudgedForTiming: Bool
    let hasSeveralRates: Bool
    let taxRate: ExactDecimal?
    let hasDailyUsage: Bool

    private init(_ facts: InvoiceFacts) {
        period = facts.invoice.period
        currency = facts.invoice.currency
        isActive = facts.invoice.standing.isActive
        isHeaderless = facts.invoice.isHeaderless
        isJudgedForTiming = !facts.invoice.isLegacy && !facts.invoice.isHeaderless
        hasSeveralRates = !facts.prevailingRates.isEmpty
        taxRate = facts.prevailingTaxRate
        hasDailyUsage = facts.hasDailyUsage
    }

    static func all(_ invoices: [InvoiceFacts]) -> [InvoiceBrief] {
        var briefs = invoices.map(InvoiceBrief.init)
        let byDate = invoices.indices.sorted {
            (invoices[$0].invoice.date, $0) < (invoices[$1].invoice.date, $1)
        }
        for (rank, index) in byDate.enumerated() { briefs[index].rank = Int32(rank) }
        return briefs
    }
}

import BillingModel

/// What is known about one line when buckets are handed out (contracts, section 4, `control-totals.csv`).
struct LineStanding {
    /// Out of scope by a rule, or on a document that does not count.
    var isExcluded = false
    /// The order line it belongs to was found.
    var hasOrder = false
    /// A finding with money, or of severity high or medium, stands on it.
    var isDiscrepant = false
    /// Whatever was found, the line counts as unmatched: ambiguous, another item than ordered, or in no cycle.
    var isForcedUnmatched = false
    /// Left alone by the comparison: its sign or currency is in doubt, or it is ambiguous.
    var isSettled = false
    /// It repeats another charge; when that was billed is no question of its own.
    var isRepeat = false
    /// A non-zero difference within tolerance.
    var tolerated = Amount.zero

    var bucket: Bucket {
        if isExcluded { return .excluded }
        if isForcedUnmatched || !hasOrder { return .unmatched }
        if isDiscrepant { return .discrepant }
        return tolerated.isZero ? .matched : .tolerated
    }
}

extension AccountMatching {
    /// Puts every line into exactly one bucket and adds up what was tolerated.
    ///
    /// Lines of an invoice come in a row, so the sums are kept aside and handed over once for each row.
    mutating func placeLines() {
        guard let first = account.lines.first else { return }
        var key = InvoiceCurrency(first.invoice, first.currency)
        var totals = BucketTotals()
        var tolerated = Amount.zero
        for index in account.lines.indices {
            let (invoice, currency) = (account.lines[index].invoice, account.lines[index].currency)
            if invoice != key.invoice || currency != key.currency {
                add(totals, tolerated, to: key)
                (key, totals, tolerated) = (InvoiceCurrency(invoice, currency), BucketTotals(), .zero)
            }
            let bucket = standings[index].bucket
            totals[bucket].add(account.lines[index].subtotal)
            if bucket == .tolerated { tolerated += standings[index].tolerated }
        }
        add(totals, tolerated, to: key)
    }

    private mutating func add(_ totals: BucketTotals, _ tolerated: Amount, to key: InvoiceCurrency) {
        outcome.buckets[key, default: BucketTotals()].add(totals)
        if !tolerated.isZero { outcome.tolerated[key, default: .zero] += tolerated }
    }
}

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
    /// An account has lines on a few invoices, so the sums are kept in a short list and handed over once.
    mutating func placeLines() {
        var sums: [(key: InvoiceCurrency, totals: BucketTotals, tolerated: Amount)] = []
        for index in account.lines.indices {
            let (invoice, currency) = (account.lines[index].invoice, account.lines[index].currency)
            var place = sums.count - 1
            while place >= 0, sums[place].key.invoice != invoice || sums[place].key.currency != currency { place -= 1 }
            if place < 0 {
                place = sums.count
                sums.append((InvoiceCurrency(invoice, currency), BucketTotals(), .zero))
            }
            let bucket = standings[index].bucket
            sums[place].totals.add(account.lines[index].subtotal, to: bucket)
            if bucket == .tolerated { sums[place].tolerated += standings[index].tolerated }
        }
        for sum in sums {
            outcome.buckets[sum.key, default: BucketTotals()].add(sum.totals)
            if !sum.tolerated.isZero { outcome.tolerated[sum.key, default: .zero] += sum.tolerated }
        }
    }
}

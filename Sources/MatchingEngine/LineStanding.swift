import BillingModel

/// What is known about one line when buckets are handed out (contracts, section 4, `control-totals.csv`).
struct LineStanding {
    /// Out of scope by a rule.
    var isExcluded = false
    /// The order line it belongs to was found.
    var hasOrder = false
    /// A finding with money, or of severity high or medium, stands on it.
    var isDiscrepant = false
    /// Whatever was found, the line counts as unmatched: ambiguous, or another item than ordered.
    var isForcedUnmatched = false
    /// A non-zero difference within tolerance.
    var tolerated = Amount.zero
    /// Left alone by the comparison: its sign is in doubt, or it repeats another.
    var isSettled = false
    /// A finding with a non-zero difference stands on it.
    var hasMoney = false

    var bucket: Bucket {
        if isExcluded { return .excluded }
        if isForcedUnmatched { return .unmatched }
        if !hasOrder { return .unmatched }
        if isDiscrepant { return .discrepant }
        return tolerated.isZero ? .matched : .tolerated
    }
}

extension AccountMatching {
    /// Puts every line into exactly one bucket and adds up what was tolerated.
    mutating func placeLines() {
        for (index, line) in account.lines.enumerated() {
            let standing = standings[index]
            let key = InvoiceCurrency(line.invoice, line.currency)
            outcome.buckets[key, default: BucketTotals()][standing.bucket].add(line.subtotal)
            if standing.bucket == .tolerated { outcome.tolerated[key, default: .zero] += standing.tolerated }
        }
    }
}

import BillingModel

/// Matches one customer's lines with the orders: a pure function of account and context.
///
/// The stages, in the order of ``match(_:in:)``:
///
///     check        each line against itself: arithmetic, totals, rates, dates of the invoice
///     net          the lines of one seat change or conversion become one charge
///     expect       the order book's timelines become expected charges
///     climb        each charge finds its order lines by the ladder
///     claim        each charge takes one expected charge: exact fits first, then the nearest
///     compare      what was claimed, in the order currency, customer, term, quantity, price, days
///     sort out     what claimed nothing: duplicates, charges after a cancellation, credits, nothing ordered
///     miss         expected charges of covered months that nothing answered
///     place        every line in exactly one bucket
///
/// The order of input never matters: charges are put in a total order by their business fields before any choice.
package struct AccountMatching {
    let context: MatchingContext
    let account: CustomerAccount
    var orders = OrderLines([])
    var timelines: [SubscriptionTimeline] = []
    var expected: [ExpectedCharge] = []
    /// What goes on to be compared, by line: the subtotal, or the line's own formula where the subtotal is wrong.
    var amounts: [Amount]
    /// By line: in scope.
    var included: [Bool]
    /// By line: what the end of the run needs to put it into a bucket.
    var standings: [LineStanding]
    var charges: [BilledCharge] = []
    var outcome = MatchingOutcome()

    private init(_ account: CustomerAccount, _ context: MatchingContext) {
        self.account = account
        self.context = context
        amounts = account.lines.map(\.subtotal)
        included = Array(repeating: true, count: account.lines.count)
        standings = Array(repeating: LineStanding(), count: account.lines.count)
    }

    /// Everything there is to say about an account.
    package static func match(_ account: CustomerAccount, in context: MatchingContext) -> MatchingOutcome {
        var matching = AccountMatching(account, context)
        matching.checkLines()
        matching.netLines()
        matching.expectCharges()
        matching.climbLadder()
        matching.claim()
        matching.compareClaims()
        matching.sortOutUnclaimed()
        matching.reportMissing()
        matching.compareUsage()
        matching.placeLines()
        return matching.outcome
    }

    var rules: ReconciliationRules { context.rules }
    var texts: TextPool { account.texts }

    func line(_ charge: BilledCharge) -> LineItem { account.lines[charge.line] }

    private mutating func netLines() {
        do {
            charges = try ChargeNetting.charges(account.lines, amounts: amounts, included: included)
        } catch {
            // Quantities so large that their sum overflows: compare the lines one by one.
            charges = account.lines.indices.filter { included[$0] }.map {
                BilledCharge(
                    line: $0, netted: [], quantity: account.lines[$0].signedQuantity, amount: amounts[$0])
            }
        }
        charges = charges.sorted { precedes($0, $1) }
    }

    private mutating func expectCharges() {
        orders = OrderLines(account.orders)
        timelines = orders.lines.map { SubscriptionTimeline($0, in: orders) }
        var days = context.coverage.window(asOf: context.asOf)
        for line in account.lines {
            guard let period = line.period else { continue }
            days = BillingPeriod(min(days?.start ?? period.start, period.start), max(days?.end ?? period.end, period.end))
        }
        guard let window = days else { return }
        var generator = ExpectedCharges(orders: orders, window: ExpectedCharges.bounded(window, by: context.asOf))
        for index in orders.lines.indices {
            orders.lines[index].expected = generator.add(index, timelines[index])
        }
        expected = generator.charges
    }

    /// The total order in which charges choose: business fields first, the source only between equals.
    private func precedes(_ a: BilledCharge, _ b: BilledCharge) -> Bool {
        let (x, y) = (account.lines[a.line], account.lines[b.line])
        if x.invoice != y.invoice {
            let (left, right) = (context.invoices[Int(x.invoice.index)], context.invoices[Int(y.invoice.index)])
            if left.invoice.date != right.invoice.date { return left.invoice.date < right.invoice.date }
            return x.invoice < y.invoice
        }
        if x.chargeStart != y.chargeStart {
            return (x.chargeStart?.dayNumber ?? .min) < (y.chargeStart?.dayNumber ?? .min)
        }
        if x.chargeEnd != y.chargeEnd { return (x.chargeEnd?.dayNumber ?? .min) < (y.chargeEnd?.dayNumber ?? .min) }
        if x.subscriptionStart != y.subscriptionStart {
            return (x.subscriptionStart?.dayNumber ?? .min) < (y.subscriptionStart?.dayNumber ?? .min)
        }
        for text in [LineText.subscriptionID, .orderID, .alternateID, .productID, .skuID, .availabilityID]
        where x[text] != y[text] {
            return texts.precedes(x[text], y[text])
        }
        if x.chargeType != y.chargeType { return x.chargeType.rawValue < y.chargeType.rawValue }
        if a.quantity != b.quantity { return a.quantity < b.quantity }
        if a.amount != b.amount { return a.amount < b.amount }
        if x.effectiveUnitPrice != y.effectiveUnitPrice { return x.effectiveUnitPrice < y.effectiveUnitPrice }
        if x.unitPrice != y.unitPrice { return x.unitPrice < y.unitPrice }
        if x.orderDate != y.orderDate { return (x.orderDate?.dayNumber ?? .min) < (y.orderDate?.dayNumber ?? .min) }
        if x.tax != y.tax { return x.tax < y.tax }
        return x.source < y.source
    }
}

extension ExpectedCharges {
    /// A stray date must not lay out cycles for centuries: no more than five years back and two ahead.
    static func bounded(_ window: BillingPeriod, by asOf: CalendarDate) -> BillingPeriod {
        let earliest = asOf.adding(months: -60)
        let latest = asOf.adding(months: 24)
        let start = max(window.start, earliest)
        return BillingPeriod(start, max(start, min(window.end, latest)))
    }
}

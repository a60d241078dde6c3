import BillingModel

/// Matches one customer's lines with the orders: a pure function of account and context.
///
/// The stages, in the order of ``match(_:in:)``:
///
///     check        each line against itself: arithmetic, totals, rates, units
///     net          the lines of one seat change or conversion become one charge
///     expect       the order book's timelines become expected charges
///     climb        each charge finds its order lines by the ladder
///     look back    charges that the ledger has on an earlier invoice are duplicates of those
///     claim        each charge takes one expected charge: exact fits first, then the nearest
///     sort out     what claimed nothing: duplicates, charges after a cancellation, credits, nothing ordered
///     compare      what was claimed, in the order currency, customer, term, quantity, price, days
///     miss         expected charges of covered months that nothing answered
///     time         charges far before or after their invoice's period
///     place        every line in exactly one bucket
///
/// The order of input never matters: lines and rows are brought into the order of their sources, and charges into a total
/// order by their business fields, before any choice.
package struct AccountMatching {
    let context: MatchingContext
    let tolerances: Tolerances
    let hasOverrides: Bool
    let hasExclusions: Bool
    let startsWithOrderID: Bool
    let account: CustomerAccount
    /// By line: the item as billed, where an alias stands for it.
    let aliased: [Int: CatalogItemID]
    var orders = OrderLines()
    /// Of order lines with more than one row or a stated end; the others are worked out when a fault asks.
    var timelines: [Int: SubscriptionTimeline] = [:]
    var billedPeriods: BilledPeriods?
    /// Some row is pending beside completed ones of its order line.
    var hasPendingCharges = false
    var expected: [ExpectedCharge] = []
    /// What goes on to be compared, by line: the subtotal, or the line's own formula where the subtotal is wrong.
    var amounts: [Amount]
    /// By line: what the end of the run needs to put it into a bucket.
    var standings: [LineStanding]
    var charges: [BilledCharge] = []
    var nets: [[Int]] = []
    var furtherCandidates: [[Int]] = []
    /// What a line answers that stands for several order lines, by the first of the expected charges.
    var combinations: [Int: [Int]] = [:]
    var lookups = AccountLookups()
    var outcome: MatchingOutcome

    private init(_ account: CustomerAccount, _ context: MatchingContext, _ outcome: MatchingOutcome) {
        let (account, aliased) = account.inSourceOrder().applying(context.rules.aliases)
        self.account = account
        self.aliased = aliased
        self.context = context
        self.outcome = outcome
        tolerances = context.rules.tolerances
        hasOverrides = !context.rules.overrides.isEmpty
        hasExclusions = !context.rules.exclusions.isEmpty
        startsWithOrderID = context.rules.ladder.first == .orderID
        amounts = account.lines.map { $0.subtotal }
        standings = Array(repeating: LineStanding(), count: account.lines.count)
    }

    /// Everything there is to say about an account.
    package static func match(_ account: CustomerAccount, in context: MatchingContext) -> MatchingOutcome {
        var outcome = MatchingOutcome()
        match(account, in: context, addingTo: &outcome)
        return outcome
    }

    /// The same, added to what other accounts have brought: no sums to merge for each of many small accounts.
    package static func match(
        _ account: CustomerAccount, in context: MatchingContext, addingTo outcome: inout MatchingOutcome
    ) {
        var held = MatchingOutcome()
        swap(&held, &outcome)
        var matching = AccountMatching(account, context, held)
        held = MatchingOutcome()
        matching.checkLines()
        matching.netLines()
        matching.expectCharges()
        matching.climbLadder()
        matching.sortOutRepeatsOfHistory()
        matching.splitRepeats()
        matching.claim()
        matching.sortOutUnclaimed()
        matching.compareClaims()
        matching.reportMissing()
        matching.compareUsage()
        matching.checkTiming()
        matching.placeLines()
        swap(&matching.outcome, &outcome)
    }

    var rules: ReconciliationRules { context.rules }
    var texts: TextPool { account.texts }

    private mutating func netLines() {
        do {
            let netting = try ChargeNetting(account.lines, amounts: amounts, standings: standings)
            charges = netting.charges
            nets = netting.nets
        } catch {
            // Quantities so large that their sum overflows: compare the lines one by one.
            charges = account.lines.indices.filter { !standings[$0].isExcluded }.map {
                BilledCharge(line: $0, quantity: account.lines[$0].signedQuantity, amount: amounts[$0])
            }
        }
        let order = ChargeOrder(lines: account.lines, texts: account.texts, briefs: context.briefs)
        charges = order.sorted(charges)
    }

    private mutating func expectCharges() {
        if account.orders.isEmpty { return }
        orders = OrderLines(account.orders)
        if orders.hasStatedEnds || orders.hasUnseenBeginnings { billedPeriods = BilledPeriods(account.lines) }
        if orders.hasReferences { orders.indexFurther() }
        guard let window = window() else { return }
        var generator = ExpectedCharges(orders: orders, window: bounded(window))
        for index in orders.lines.indices {
            if orders.isPlain(index) { generator.addPlain(index) } else { addEventful(index, to: &generator) }
        }
        expected = generator.charges
        var start = 0
        while start < expected.count {
            let line = expected[start].orderLine
            var end = start + 1
            while end < expected.count, expected[end].orderLine == line { end += 1 }
            orders.lines[line].expected = start..<end
            start = end
        }
    }

    private mutating func addEventful(_ orderLine: Int, to generator: inout ExpectedCharges) {
        let timeline = timeline(orderLine)
        timelines[orderLine] = timeline
        generator.add(orderLine, timeline)
        guard orders.lines[orderLine].hasPendingRow else { return }
        generator.addPending(
            orderLine,
            SubscriptionTimeline(orders.lines[orderLine], in: orders, billed: billedPeriods, asIfCompleted: true))
        hasPendingCharges = true
    }

    /// An order line's life.
    func timeline(_ orderLine: Int) -> SubscriptionTimeline {
        timelines[orderLine] ?? SubscriptionTimeline(orders.lines[orderLine], in: orders, billed: billedPeriods)
    }

    /// The days on which an expectation can matter: those of the invoices and those of the lines.
    private func window() -> BillingPeriod? {
        let covered = context.window
        var start = covered?.start ?? CalendarDate(dayNumber: .max)
        var end = covered?.end ?? CalendarDate(dayNumber: .min)
        for index in account.lines.indices {
            guard let first = account.lines[index].chargeStart, let last = account.lines[index].chargeEnd else {
                continue
            }
            start = min(start, first)
            end = max(end, last)
        }
        return start <= end ? BillingPeriod(start, end) : nil
    }

    /// A stray date must not lay out cycles for centuries: no more than five years before the first invoice's month and
    /// two after the last.
    private func bounded(_ window: BillingPeriod) -> BillingPeriod {
        let known = context.window ?? BillingPeriod(context.asOf, context.asOf)
        let start = max(window.start, known.start.adding(months: -60))
        return BillingPeriod(start, max(start, min(window.end, known.end.adding(months: 24))))
    }
}

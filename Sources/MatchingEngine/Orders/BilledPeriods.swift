import BillingModel

/// The days charged per order and subscription: they show how Microsoft has laid out the cycles of a co-terminous
/// purchase, or of one that the order book does not have. Collected only when the book states an end date or begins an order
/// line with a change.
struct BilledPeriods {
    private var periods: [Symbol: Set<BillingPeriod>] = [:]

    init(_ lines: [LineItem]) {
        for line in lines where !line.isUsage {
            guard let period = line.period else { continue }
            for id in [line[.orderID], line[.subscriptionID]] where !id.isEmpty {
                periods[id, default: []].insert(period)
            }
        }
    }

    /// The first day of the earliest period charged that is a whole cycle; `nil` when none is.
    func anchor(_ ids: [Symbol], months: Int) -> CalendarDate? {
        var earliest: CalendarDate?
        for id in ids where !id.isEmpty {
            for period in periods[id] ?? [] {
                let end = period.start.adding(months: months).adding(days: -1)
                guard abs(end - period.end) <= 1, period.start < (earliest ?? .init(dayNumber: .max)) else { continue }
                earliest = period.start
            }
        }
        return earliest
    }

    /// A cycle of the forward grid was charged and none of the backward grid that it could be mistaken for.
    func isForward(
        _ ids: [Symbol], from start: CalendarDate, through end: CalendarDate, _ grids: (CycleGrid, CycleGrid)
    )
        -> Bool
    {
        let (forward, backward) = grids
        for id in ids {
            for period in periods[id] ?? [] where period.start >= start && period.start <= end {
                let ahead = forward.cycle(forward.index(containing: period.start))
                let back = backward.cycle(backward.index(containing: period.start))
                let isAhead = ahead.start == period.start && min(ahead.end, end) == period.end
                let isBack = max(back.start, start) == period.start && back.end == period.end
                if isAhead && !isBack { return true }
            }
        }
        return false
    }
}

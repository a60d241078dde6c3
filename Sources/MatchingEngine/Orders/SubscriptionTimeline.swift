import BillingModel

/// An order line's life: its state on any day, and the stretches of time in which its cycles are regular.
///
/// Completed rows alone shape it: a pending row matches a line that was billed after all, but changes nothing that is
/// expected until then. An order line that has only pending rows is read by them.
///
/// Source: discrepancy classes, *Terms*, *Co-terminous* and *The order book*; billing rules 2.3.
struct SubscriptionTimeline {

    let line: OrderLine
    private let rows: ArraySlice<OrderRow>
    private let countsPending: Bool
    private(set) var stretches: [Stretch] = []

    /// - Parameters:
    ///   - billed: the days charged, where the order book states end dates.
    ///   - asIfCompleted: reads pending rows as if they had been completed.
    init(_ line: OrderLine, in orders: OrderLines, billed: BilledPeriods? = nil, asIfCompleted: Bool = false) {
        self.line = line
        rows = orders.rows[line.rows]
        countsPending = asIfCompleted || !line.hasCompletedRow
        if line.billingCycle.months != nil { layOut(billed) }
    }

    /// Whether a row of the order line shapes it.
    func counts(_ row: Int) -> Bool {
        switch rows[row].status {
        case .completed: true
        case .pending: countsPending
        case .cancelled, .failed: false
        }
    }

    /// The latest row that took effect on or before the day; `nil` before the first.
    func rowIndex(on day: CalendarDate) -> Int? {
        var found: Int?
        for index in rows.indices {
            if rows[index].effectiveDate > day { break }
            if counts(index) { found = index }
        }
        return found
    }

    /// The row that was in force before a row took effect.
    func rowIndex(before index: Int) -> Int? { rows[..<index].indices.last(where: counts) }

    /// The state on a day; `nil` before the order took effect.
    func state(on day: CalendarDate) -> OrderState? { rowIndex(on: day).map(state(after:)) }

    /// The state once a row has taken effect. A suspension keeps the seats: they go on being billed (billing rules 1.1).
    func state(after index: Int) -> OrderState {
        var back = index
        while rows[back].quantity.isZero, rows[back].transaction == .suspend, let earlier = rowIndex(before: back) {
            back = earlier
        }
        return OrderState(
            row: index, quantity: rows[back].quantity, unitPrice: rows[index].unitPrice ?? .zero,
            item: rows[index].item, isSuspended: isSuspended(after: index),
            isPending: rows[index].status == .pending, isCancelled: rows[index].transaction == .cancel)
    }

    private func isSuspended(after index: Int) -> Bool {
        var next: Int? = index
        while let back = next {
            switch rows[back].transaction {
            case .suspend: return true
            case .resume, .cancel: return false
            default: next = rowIndex(before: back)
            }
        }
        return false
    }

    /// The effective day of the cancellation in force on the day.
    func cancellation(on day: CalendarDate) -> CalendarDate? {
        guard let index = rowIndex(on: day), rows[index].transaction == .cancel else { return nil }
        return rows[index].effectiveDate
    }

    /// The stretch in which the day lies.
    func stretch(on day: CalendarDate) -> Stretch? { stretches.last { $0.start <= day } }

    private mutating func layOut(_ billed: BilledPeriods?) {
        if line.beginsWithChange { openUnseen(billed) }
        for index in rows.indices where counts(index) {
            let row = rows[index]
            switch row.transaction {
            case .new:
                if stretches.isEmpty || stretches[stretches.count - 1].through != nil { open(.purchase, row, billed) }
            case .renew:
                let anchor = continuedAnchor(row)
                close(before: min(row.effectiveDate, unrenewedEnd(before: index)?.adding(days: 1) ?? row.effectiveDate))
                open(.renewal, row, billed, anchor: anchor)
            case .convert:
                guard let last = stretches.last, last.through == nil else { continue }
                if row.billingCycle.months != last.grid.months, row.billingCycle.months != nil {
                    close(before: row.effectiveDate)
                    open(.planChange, row, billed, anchor: last.grid.anchor)
                }
            case .cancel:
                close(before: row.effectiveDate)
                let current = stretches.lastIndex { $0.start <= row.effectiveDate }
                if let current {
                    stretches[current].cancelledBy = index
                    let end = unrenewedEnd(before: index)
                    stretches[current].unwantedAfter = end.flatMap { $0 < row.effectiveDate ? $0 : nil }
                }
            case .addQuantity, .removeQuantity, .suspend, .resume, .extendTerm: break
            }
        }
        endWithoutRenewal()
    }

    /// The order was placed before the book begins: its first row changes what the book does not have. From that day on its
    /// state is known, and the lines say on which days its cycles start; without a line that charges a whole cycle nothing
    /// is known about them. When its term began is not known either, so nothing is made to follow from the term's end.
    private mutating func openUnseen(_ billed: BilledPeriods?) {
        guard let months = line.billingCycle.months,
            let anchor = billed?.anchor([line.order.symbol, line.subscription.symbol], months: months)
        else { return }
        let grid = CycleGrid(anchor: anchor, months: months)
        var start = grid.start(grid.index(containing: line.start))
        if start < line.start { start = grid.start(grid.index(containing: line.start) + 1) }
        let term = rows[rows.startIndex].term?.months ?? months
        stretches.append(
            Stretch(
                opening: .unseen, start: start, grid: grid,
                firstTermEnd: start.adding(months: term).adding(days: -1), termMonths: term))
    }

    /// A renewal on a boundary of the grid continues it: an anchor on the 31st survives a renewal on 28 February.
    private func continuedAnchor(_ row: OrderRow) -> CalendarDate? {
        guard let grid = stretches.last?.grid, grid.months == row.billingCycle.months, row.endDate == nil,
            grid.start(grid.index(containing: row.effectiveDate)) == row.effectiveDate
        else { return nil }
        return grid.anchor
    }

    private mutating func open(
        _ opening: Stretch.Opening, _ row: OrderRow, _ billed: BilledPeriods?, anchor: CalendarDate? = nil
    ) {
        guard let months = row.billingCycle.months else { return }
        let term = row.term?.months ?? months
        if let end = row.endDate, end >= row.effectiveDate {
            openUpTo(end, opening, row.effectiveDate, months, term, billed)
        } else {
            let grid = CycleGrid(anchor: anchor ?? row.effectiveDate, months: months)
            stretches.append(
                Stretch(
                    opening: opening, start: row.effectiveDate, grid: grid,
                    firstTermEnd: termEnd(from: row.effectiveDate, anchor: anchor, months: term, opening),
                    termMonths: term))
        }
    }

    /// A stated end: cycles are laid backwards from it, the first is short. Where the lines show that they were laid
    /// forwards, with a short last one, that reading is taken (discrepancy classes, *Co-terminous*).
    private mutating func openUpTo(
        _ end: CalendarDate, _ opening: Stretch.Opening, _ start: CalendarDate, _ months: Int, _ term: Int,
        _ billed: BilledPeriods?
    ) {
        let backward = CycleGrid(anchor: end.adding(days: 1), months: months)
        let forward = CycleGrid(anchor: start, months: months)
        let ids = [line.order.symbol, line.subscription.symbol]
        var first = Stretch(
            opening: opening, start: start, grid: backward, firstTermEnd: end, termMonths: term, statedEnd: end)
        if let billed, billed.isForward(ids, from: start, through: end, (forward, backward)) {
            first = Stretch(
                opening: opening, start: start, through: end, grid: forward, firstTermEnd: end, termMonths: term,
                statedEnd: end, lastDay: end)
            stretches.append(first)
            stretches.append(
                Stretch(
                    opening: .renewal, start: end.adding(days: 1), grid: backward,
                    firstTermEnd: end.adding(days: 1).adding(months: term).adding(days: -1), termMonths: term,
                    isContinuation: true))
            return
        }
        stretches.append(first)
    }

    private func termEnd(
        from start: CalendarDate, anchor: CalendarDate?, months: Int, _ opening: Stretch.Opening
    ) -> CalendarDate {
        guard let anchor else { return start.adding(months: months).adding(days: -1) }
        if opening == .planChange { return anchor.adding(months: months).adding(days: -1) }
        let grid = CycleGrid(anchor: anchor, months: 1)
        return grid.start(grid.index(containing: start) + months).adding(days: -1)
    }

    private mutating func close(before day: CalendarDate) {
        for index in stretches.indices where stretches[index].through.map({ $0 >= day }) ?? true {
            stretches[index].through = day.adding(days: -1)
        }
    }

    /// With `auto_renew` false the last day of the term in force, seen from the rows before a position.
    private func unrenewedEnd(before position: Int) -> CalendarDate? {
        var since: CalendarDate?
        for index in rows.startIndex..<position where counts(index) {
            since = rows[index].autoRenew ? nil : (since ?? rows[index].effectiveDate)
        }
        guard let since, let last = stretches.last(where: { $0.start <= since }) ?? stretches.first,
            last.opening != .unseen
        else { return nil }
        return last.termEnd(containing: max(since, last.start))
    }

    /// With `auto_renew` false and no `renew` row nothing more is expected after the term.
    private mutating func endWithoutRenewal() {
        guard let last = stretches.last, last.through == nil, last.opening != .unseen,
            let end = unrenewedEnd(before: rows.endIndex)
        else { return }
        if last.isContinuation, end < last.start { stretches.removeLast() }
        stretches[stretches.count - 1].through = end
        stretches[stretches.count - 1].endsUnrenewed = true
    }
}

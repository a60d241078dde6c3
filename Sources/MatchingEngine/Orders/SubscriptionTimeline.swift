import BillingModel

/// An order line's life: its state on any day, and the stretches of time in which its cycles are regular.
///
/// Source: discrepancy classes, *Terms* and *Co-terminous*; billing rules 2.3.
struct SubscriptionTimeline {
    /// A stretch with one grid of cycles: from a purchase, a renewal or a change of plan to the next of them, to a
    /// cancellation, or to the end of a term that does not renew.
    struct Stretch {
        enum Opening { case purchase, renewal, planChange }

        let opening: Opening
        let start: CalendarDate
        /// Last day on which a cycle may start; `nil` while nothing ends it.
        var through: CalendarDate?
        let grid: CycleGrid
        /// First boundary between terms after `start`, and the months between the later ones.
        let firstTermEnd: CalendarDate
        let termMonths: Int
        /// The forward reading of a co-terminous first cycle, which is accepted too.
        let forwardGrid: CycleGrid?
        /// The cancellation that ends it.
        var cancelledBy: Int?
        /// It ends because the term is not renewed.
        var endsUnrenewed = false

        /// The first day of the term that contains the day.
        func termStart(containing day: CalendarDate) -> CalendarDate {
            if day <= firstTermEnd { return start }
            let grid = CycleGrid(anchor: firstTermEnd.adding(days: 1), months: termMonths)
            return grid.start(grid.index(containing: day))
        }

        /// The last day of the term that contains the day.
        func termEnd(containing day: CalendarDate) -> CalendarDate {
            if day <= firstTermEnd { return firstTermEnd }
            let grid = CycleGrid(anchor: firstTermEnd.adding(days: 1), months: termMonths)
            return grid.cycle(grid.index(containing: day)).end
        }
    }

    let line: OrderLine
    private let rows: ArraySlice<OrderRow>
    private(set) var stretches: [Stretch] = []

    init(_ line: OrderLine, in orders: OrderLines) {
        self.line = line
        rows = orders.rows[line.rows]
        if line.billingCycle.months != nil { layOut() }
    }

    /// The latest row that took effect on or before the day; `nil` before the first.
    func rowIndex(on day: CalendarDate) -> Int? {
        var found: Int?
        for index in rows.indices {
            if rows[index].effectiveDate > day { break }
            if rows[index].status == .cancelled || rows[index].status == .failed { continue }
            found = index
        }
        return found
    }

    /// The state on a day; `nil` before the order took effect.
    func state(on day: CalendarDate) -> OrderState? { rowIndex(on: day).map(state(after:)) }

    /// The state once a row has taken effect. A suspension keeps the seats: they go on being billed (billing rules 1.1).
    func state(after index: Int) -> OrderState {
        let row = rows[index]
        var quantity = row.quantity
        var back = index
        while quantity.isZero, rows[back].transaction == .suspend, back > rows.startIndex {
            back -= 1
            quantity = rows[back].quantity
        }
        var suspended = false
        for earlier in rows[rows.startIndex...index].reversed() {
            if earlier.transaction == .suspend { suspended = true }
            if earlier.transaction == .suspend || earlier.transaction == .resume || earlier.transaction == .cancel { break }
        }
        return OrderState(
            row: index, quantity: quantity, unitPrice: row.unitPrice ?? .zero, item: row.item,
            isSuspended: suspended, isPending: row.status == .pending, isCancelled: row.transaction == .cancel)
    }

    /// The effective day of the cancellation in force on the day.
    func cancellation(on day: CalendarDate) -> CalendarDate? {
        guard let index = rowIndex(on: day), rows[index].transaction == .cancel else { return nil }
        return rows[index].effectiveDate
    }

    /// The stretch in which the day lies.
    func stretch(on day: CalendarDate) -> Stretch? { stretches.last { $0.start <= day } }

    private mutating func layOut() {
        for index in rows.indices {
            let row = rows[index]
            if row.status == .cancelled || row.status == .failed { continue }
            switch row.transaction {
            case .new:
                if stretches.isEmpty || stretches[stretches.count - 1].through != nil { open(.purchase, row) }
            case .renew:
                close(before: row.effectiveDate)
                open(.renewal, row, anchor: continuedAnchor(row))
            case .convert:
                guard let last = stretches.last, last.through == nil else { continue }
                if row.billingCycle.months != last.grid.months, row.billingCycle.months != nil {
                    close(before: row.effectiveDate)
                    open(.planChange, row, anchor: last.grid.anchor)
                }
            case .cancel:
                close(before: row.effectiveDate)
                if !stretches.isEmpty { stretches[stretches.count - 1].cancelledBy = index }
            case .addQuantity, .removeQuantity, .suspend, .resume, .extendTerm: break
            }
        }
        endWithoutRenewal()
    }

    /// A renewal on a boundary of the grid continues it: an anchor on the 31st survives a renewal on 28 February.
    private func continuedAnchor(_ row: OrderRow) -> CalendarDate? {
        guard let grid = stretches.last?.grid, grid.months == row.billingCycle.months, row.endDate == nil,
            grid.start(grid.index(containing: row.effectiveDate)) == row.effectiveDate
        else { return nil }
        return grid.anchor
    }

    private mutating func open(_ opening: Stretch.Opening, _ row: OrderRow, anchor: CalendarDate? = nil) {
        guard let months = row.billingCycle.months else { return }
        let term = row.term?.months ?? months
        if let end = row.endDate, end >= row.effectiveDate {
            let boundary = end.adding(days: 1)
            stretches.append(
                Stretch(
                    opening: opening, start: row.effectiveDate, grid: CycleGrid(anchor: boundary, months: months),
                    firstTermEnd: end, termMonths: term,
                    forwardGrid: CycleGrid(anchor: row.effectiveDate, months: months)))
        } else {
            let grid = CycleGrid(anchor: anchor ?? row.effectiveDate, months: months)
            stretches.append(
                Stretch(
                    opening: opening, start: row.effectiveDate, grid: grid,
                    firstTermEnd: termEnd(from: row.effectiveDate, anchor: anchor, months: term, opening),
                    termMonths: term, forwardGrid: nil))
        }
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
        guard !stretches.isEmpty, stretches[stretches.count - 1].through == nil else { return }
        stretches[stretches.count - 1].through = day.adding(days: -1)
    }

    /// With `auto_renew` false and no `renew` row nothing more is expected after the term.
    private mutating func endWithoutRenewal() {
        guard let last = stretches.last, last.through == nil else { return }
        var since: CalendarDate?
        for row in rows where row.status != .cancelled && row.status != .failed {
            since = row.autoRenew ? nil : (since ?? row.effectiveDate)
        }
        guard let since else { return }
        stretches[stretches.count - 1].through = last.termEnd(containing: max(since, last.start))
        stretches[stretches.count - 1].endsUnrenewed = true
    }
}

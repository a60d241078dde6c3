import BillingModel

/// Works out what the order book calls for within a window of time (billing rules, section 6).
struct ExpectedCharges {
    let orders: OrderLines
    let window: BillingPeriod
    private(set) var charges: [ExpectedCharge] = []

    init(orders: OrderLines, window: BillingPeriod) {
        self.orders = orders
        self.window = window
        charges.reserveCapacity(orders.lines.count * 4)
    }

    /// Adds the charges that pending rows would call for if they were completed, where they differ from what the
    /// completed ones call for: offered to lines that fit them exactly, never due.
    mutating func addPending(_ index: Int, _ asIfCompleted: SubscriptionTimeline) {
        let start = charges.lastIndex { $0.orderLine != index }.map { $0 + 1 } ?? 0
        let end = charges.count
        add(index, asIfCompleted)
        let further = charges[end...]
        charges.removeSubrange(end...)
        for var charge in further where !charges[start..<end].contains(where: { $0.isSameCharge(as: charge) }) {
            charge.isPending = true
            charge.isDue = false
            charges.append(charge)
        }
    }

    /// Adds the charges of one order line.
    mutating func add(_ index: Int, _ timeline: SubscriptionTimeline) {
        if timeline.line.isDead { return }
        switch timeline.line.billingCycle {
        case .usage: break
        case .oneTime: addOneTime(index, timeline)
        case .monthly, .annual, .triennial:
            for stretch in timeline.stretches { addCycles(index, timeline, stretch) }
            if timeline.line.rows.count > 1 { addEvents(index, timeline) }
        }
    }

    /// The same for an order line of one `new` row with nominal dates that renews by itself: its cycles are regular, and
    /// nothing happens within them.
    mutating func addPlain(_ index: Int) {
        let position = orders.lines[index].rows.lowerBound
        let start = orders.lines[index].start
        let isDue = orders.rows[position].status == .completed
        guard let months = orders.lines[index].billingCycle.months else {
            if orders.lines[index].billingCycle == .oneTime {
                let day = BillingPeriod(start, start)
                append(index, position, .purchase, day, termStart: start, isDue: isDue)
            }
            return
        }
        if orders.rows[position].quantity.isZero { return }
        let grid = CycleGrid(anchor: start, months: months)
        let term = orders.rows[position].term?.months ?? months
        // From the cycle before the window on: what it charged may have to be reversed within.
        var k = window.start <= start ? 0 : max(0, grid.index(containing: window.start) - 1)
        var cycleStart = grid.start(k)
        while cycleStart <= window.end {
            let next = grid.start(k + 1)
            append(
                index, position, k == 0 ? .purchase : .cycle, BillingPeriod(cycleStart, next.adding(days: -1)),
                termStart: k * months < term ? start : start.adding(months: k * months / term * term), isDue: isDue)
            (cycleStart, k) = (next, k + 1)
        }
    }

    private mutating func append(
        _ index: Int, _ row: Int, _ kind: ExpectedCharge.Kind, _ period: BillingPeriod, termStart: CalendarDate,
        isDue: Bool
    ) {
        let quantity = orders.rows[row].quantity
        charges.append(
            ExpectedCharge(
                orderLine: index, kind: kind, period: period, cycle: period, quantity: quantity,
                quantityAfter: quantity,
                unitPrice: orders.rows[row].unitPrice ?? .zero, item: orders.rows[row].item, row: row,
                termStart: termStart, isDue: isDue))
    }

    private mutating func addOneTime(_ index: Int, _ timeline: SubscriptionTimeline) {
        let line = timeline.line
        let day = line.start
        guard let state = timeline.state(on: day) ?? nil else { return }
        let purchase = line.rows.first { orders.rows[$0].transaction != .cancel && timeline.counts($0) }
        guard let purchase else { return }
        let bought = timeline.state(after: purchase)
        let period = BillingPeriod(day, day)
        charges.append(
            ExpectedCharge(
                orderLine: index, kind: .purchase, period: period, cycle: period, quantity: bought.quantity,
                quantityAfter: bought.quantity, unitPrice: bought.unitPrice, item: bought.item, row: purchase,
                termStart: day, isDue: !state.isPending))
        guard let cancel = line.rows.first(where: { orders.rows[$0].transaction == .cancel && timeline.counts($0) })
        else { return }
        // Perpetual software is refunded in full within 30 days (billing rules 1.1); a credit is due within seven.
        let cancelDay = orders.rows[cancel].effectiveDate
        guard cancelDay - day <= 29 else { return }
        charges.append(
            ExpectedCharge(
                orderLine: index, kind: .cancelCredit, period: BillingPeriod(cancelDay, cancelDay),
                cycle: BillingPeriod(cancelDay, cancelDay), quantity: -bought.quantity, unitPrice: bought.unitPrice,
                item: bought.item, row: cancel, termStart: day, isDue: cancelDay - day <= 6 && !state.isPending))
    }

    private mutating func addCycles(
        _ index: Int, _ timeline: SubscriptionTimeline, _ stretch: SubscriptionTimeline.Stretch
    ) {
        let from = max(stretch.start, window.start.adding(months: -stretch.grid.months))
        var k = stretch.grid.index(containing: from)
        while true {
            let (charged, whole) = stretch.cycle(k)
            let start = charged.start
            k += 1
            if start > window.end { return }
            let endsBefore = stretch.through.map { start > $0 } ?? false
            let isFirst = start == stretch.start
            // Bought and cancelled on one day: both the charge and its credit may come.
            let sameDay = endsBefore && isFirst && stretch.opening == .purchase && stretch.cancelledBy != nil
            if endsBefore && !sameDay { return }
            guard let state = state(timeline, at: start, sameDay ? stretch.cancelledBy : nil) else { continue }
            if state.quantity.isZero && !state.isCancelled { if endsBefore { return } else { continue } }
            let kind: ExpectedCharge.Kind =
                isFirst && stretch.opening == .purchase
                ? .purchase : (isFirst && stretch.opening == .planChange ? .conversionCharge : .cycle)
            let charge = ExpectedCharge(
                orderLine: index, kind: kind, period: charged, cycle: whole,
                quantity: state.quantity, quantityAfter: state.quantity, unitPrice: state.unitPrice, item: state.item,
                row: state.row, termStart: stretch.termStart(containing: start),
                isDue: !state.isPending && !state.isSuspended && !(stretch.unwantedAfter.map { start > $0 } ?? false))
            charges.append(charge)
            if endsBefore { return }
        }
    }

    /// The state at a cycle's start; for a purchase cancelled on its own day, the one before the cancellation.
    private func state(_ timeline: SubscriptionTimeline, at day: CalendarDate, _ cancelRow: Int?) -> OrderState? {
        guard let cancelRow else { return timeline.state(on: day) }
        return timeline.rowIndex(before: cancelRow).map(timeline.state(after:))
    }

    /// Changes within a cycle: seats, conversions, cancellations.
    private mutating func addEvents(_ index: Int, _ timeline: SubscriptionTimeline) {
        let rows = timeline.line.rows
        for row in rows.dropFirst() where timeline.counts(row) {
            let day = orders.rows[row].effectiveDate
            if day > window.end { break }
            // Only the last row of a day speaks for it.
            let isLastOfDay = timeline.rowIndex(on: day) == row
            switch orders.rows[row].transaction {
            case .cancel: addCancellation(index, timeline, row)
            case .addQuantity, .removeQuantity, .convert, .suspend, .resume, .extendTerm:
                if isLastOfDay { addChange(index, timeline, row, day) }
            case .new, .renew: break
            }
        }
    }

    private mutating func addChange(_ index: Int, _ timeline: SubscriptionTimeline, _ row: Int, _ day: CalendarDate) {
        guard let before = timeline.state(on: day.adding(days: -1)), !before.isCancelled else { return }
        let after = timeline.state(after: row)
        let opened = timeline.stretch(on: day)
        guard let stretch = timeline.stretch(on: day.adding(days: -1)) else { return }
        let (charged, whole) = stretch.cycle(containing: day)
        let isPlanChange = opened?.opening == .planChange && opened?.start == day
        // A change on the first day of a cycle is part of that cycle's charge.
        if day == charged.start && !isPlanChange { return }
        let period = BillingPeriod(day, charged.end)
        let due = !after.isPending && !after.isSuspended
        let termStart = stretch.termStart(containing: day)
        let isReprice = orders.rows[row].transaction == .convert && after.unitPrice != before.unitPrice
        if after.item != before.item || isPlanChange || isReprice {
            if before.quantity.isZero { return }
            charges.append(
                ExpectedCharge(
                    orderLine: index, kind: .conversionRefund, period: period, cycle: whole,
                    quantity: -before.quantity, unitPrice: before.unitPrice, item: before.item, row: before.row,
                    termStart: termStart, isDue: due))
            if isPlanChange { return }  // its first charge comes with the new stretch
            charges.append(
                ExpectedCharge(
                    orderLine: index, kind: .conversionCharge, period: period, cycle: whole, quantity: after.quantity,
                    quantityAfter: after.quantity, unitPrice: after.unitPrice, item: after.item, row: row,
                    termStart: termStart, isDue: due))
        } else if after.quantity != before.quantity,
            let delta = try? after.quantity.subtracting(before.quantity)
        {
            charges.append(
                ExpectedCharge(
                    orderLine: index, kind: .seatChange, period: period, cycle: whole, quantity: delta,
                    quantityBefore: before.quantity, quantityAfter: after.quantity, unitPrice: after.unitPrice,
                    unitPriceBefore: before.unitPrice, item: after.item, row: row, termStart: termStart, isDue: due))
        }
    }

    /// Within seven days of a purchase or renewal: the days from the cancellation day on come back.
    private mutating func addCancellation(_ index: Int, _ timeline: SubscriptionTimeline, _ row: Int) {
        let day = orders.rows[row].effectiveDate
        guard let stretch = timeline.stretches.last(where: { $0.start <= day && $0.cancelledBy == row }) else { return }
        let termStart = stretch.termStart(containing: day)
        // Of an order placed before the book begins it is not known when its term did.
        guard stretch.opening != .unseen, day - termStart <= 6 else { return }
        guard let beforeRow = timeline.rowIndex(before: row) else { return }
        let before = timeline.state(after: beforeRow)
        if before.quantity.isZero { return }
        let (charged, whole) = stretch.cycle(containing: day)
        let isRenewalDay = day == charged.start && (day > stretch.start || stretch.opening != .purchase)
        if isRenewalDay {
            // Cancelled on the first day of a renewed term: the new cycle need not be charged at all, but may be,
            // together with its credit.
            charges.append(
                ExpectedCharge(
                    orderLine: index, kind: .cycle, period: BillingPeriod(day, charged.end), cycle: whole,
                    quantity: before.quantity, quantityAfter: before.quantity, unitPrice: before.unitPrice,
                    item: before.item, row: beforeRow, termStart: termStart, isDue: false))
        }
        charges.append(
            ExpectedCharge(
                orderLine: index, kind: .cancelCredit, period: BillingPeriod(day, charged.end), cycle: whole,
                quantity: -before.quantity, unitPrice: before.unitPrice, item: before.item, row: row,
                termStart: termStart, isDue: !before.isPending))
    }
}

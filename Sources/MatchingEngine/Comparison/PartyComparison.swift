import BillingModel

extension AccountMatching {
    /// Customer and reseller of a matched line against the order's.
    ///
    /// `customer_unmatched` carries the amounts of the match; where another finding has the difference already, it must
    /// not be counted twice, and both sides show what was billed.
    mutating func compareParties(_ charge: BilledCharge, _ orderLine: Int, hasMoneyFinding: Bool) {
        if account.lines[charge.line].customer != orders.lines[orderLine].customer {
            reportCustomer(charge, orderLine, hasMoneyFinding)
        }
        reportSuspension(charge, orderLine)
        compareReseller(charge, orderLine)
    }

    private mutating func reportCustomer(_ charge: BilledCharge, _ orderLine: Int, _ hasMoneyFinding: Bool) {
        let line = line(charge)
        let order = orders.lines[orderLine]
        guard line.customer.isEmpty || !account.orders.contains(where: { $0.customer == line.customer }) else {
            report(
                .customerMismatch, charge: charge, expected: nil, billed: nil,
                "Billed for customer \(texts[line[.customerID]]), ordered by \(texts[order.customer.symbol]).")
            return
        }
        var expectedAmount = charge.amount
        if !hasMoneyFinding, let position = charge.expected, let rate = rate(of: line, to: order.currency) {
            expectedAmount = (try? expected[position].amount(rate: rate)) ?? charge.amount
        }
        report(
            .customerUnmatched, charge: charge, expected: expectedAmount, billed: charge.amount,
            line.customer.isEmpty
                ? "The line names no customer; the order belongs to \(texts[order.customer.symbol])."
                : "Customer \(texts[line[.customerID]]) is in no order; the order belongs to "
                    + "\(texts[order.customer.symbol]).")
    }

    /// An empty reseller in the order book is not recorded; 0, −1 and empty all mean none on the line.
    private mutating func compareReseller(_ charge: BilledCharge, _ orderLine: Int) {
        let rows = orders.lines[orderLine].rows
        if rows.count == 1, orders.rows[rows.lowerBound][.resellerMPN].isEmpty { return }
        let start = account.lines[charge.line].chargeStart
        let row = start.flatMap { timeline(orderLine).rowIndex(on: $0) } ?? orders.lines[orderLine].rows.lowerBound
        let agreed = orders.rows[row][.resellerMPN]
        if agreed.isEmpty { return }
        let billed = account.lines[charge.line][.resellerMPN]
        if agreed == billed || (isNoReseller(agreed) && isNoReseller(billed)) { return }
        report(
            .resellerMismatch, charge: charge, expected: nil, billed: nil,
            "Ordered through \(resellerText(agreed)), billed with \(resellerText(billed)).")
    }

    private func isNoReseller(_ id: Symbol) -> Bool { id.isEmpty || texts[id] == "0" || texts[id] == "-1" }

    private func resellerText(_ id: Symbol) -> String { isNoReseller(id) ? "no reseller" : "reseller \(texts[id])" }

    /// The day on which the base subscription of an add-on had been cancelled by the given day.
    func baseCancellation(_ orderLine: Int, on day: CalendarDate) -> (base: Symbol, cancelled: CalendarDate)? {
        guard orders.hasReferences else { return nil }
        let rows = orders.lines[orderLine].rows
        guard let row = rows.first(where: { !orders.rows[$0].reference.isEmpty }) else { return nil }
        let reference = orders.rows[row][.referenceID]
        guard let base = (orders.withSubscription(reference).first ?? orders.withOrder(reference).first)?.line,
            base != orderLine, let cancelled = timeline(base).cancellation(on: day)
        else { return nil }
        return (reference, cancelled)
    }

    /// An add-on whose base subscription was cancelled before the charge's days: nothing is owed. Returns whether so.
    mutating func reportAddOn(_ charge: BilledCharge, _ orderLine: Int) -> Bool {
        guard let start = account.lines[charge.line].chargeStart, charge.amount.signum > 0,
            let (base, cancelled) = baseCancellation(orderLine, on: start)
        else { return false }
        report(
            .addonWithoutBase, charge: charge, expected: .zero, billed: charge.amount,
            "The base subscription \(texts[base]) was cancelled on \(cancelled); its add-on goes on.")
        return true
    }

    /// New commerce goes on charging while suspended: worth knowing, no money of its own. Where the charge answers a cycle,
    /// that cycle's first day counts, not a wrong day on the line.
    mutating func reportSuspension(_ charge: BilledCharge, _ orderLine: Int) {
        let day = charge.expected.map { expected[$0].period.start } ?? line(charge).chargeStart
        guard orders.lines[orderLine].rows.count > 1, let start = day, charge.amount.signum > 0,
            timeline(orderLine).state(on: start)?.isSuspended == true
        else { return }
        report(
            .suspendedStillBilled, charge: charge, expected: charge.amount, billed: charge.amount,
            "The order book says suspended on \(start); new commerce goes on charging.")
    }

    /// Below the first rung: a drifted availability, an id that a spreadsheet has altered, or one that only a later column
    /// knew.
    mutating func reportRung(_ charge: BilledCharge, agrees: Bool) {
        guard let rung = charge.rung, let orderLine = charge.orderLine, rung != rules.ladder.first else { return }
        let line = line(charge)
        let amount = charge.amount
        if rung != .productSKU, reportCorruptedID(charge, matchedTo: orderLine) { return }
        if rung == .productSKU {
            let ordered =
                charge.expected.map { expected[$0].item } ?? orders.rows[orders.lines[orderLine].rows.lowerBound].item
            report(
                .availabilityDrift, charge: charge, expected: amount, billed: amount,
                "Ordered as \(texts.text(ordered)), billed as \(texts.text(aliased[charge.line] ?? line.item)): only the availability differs."
            )
        } else if agrees, !line.isUsage {
            report(
                .fallbackMatch, charge: charge, expected: amount, billed: amount,
                orders.withOrder(line[.orderID]).isEmpty
                    ? "The line's order id is not in the order book; it was found by \(rung.rawValue) and agrees."
                    : "The line's order id names another order than this one; it was found by \(rung.rawValue) and agrees."
            )
        }
    }
}

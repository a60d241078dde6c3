import BillingModel

extension AccountMatching {
    /// Customer and reseller of a matched line against the order's.
    mutating func compareParties(_ charge: BilledCharge, _ orderLine: Int) {
        let line = line(charge)
        let order = orders.lines[orderLine]
        if line.customer != order.customer {
            if line.customer.isEmpty || !account.orders.contains(where: { $0.customer == line.customer }) {
                let amount = charge.expected.flatMap { try? expected[$0].amount() }
                report(
                    .customerUnmatched, charge: charge, expected: amount, billed: charge.amount,
                    line.customer.isEmpty
                        ? "The line names no customer; the order belongs to \(texts[order.customer.symbol])."
                        : "Customer \(texts[line[.customerID]]) is in no order; the order belongs to "
                            + "\(texts[order.customer.symbol]).")
            } else {
                report(
                    .customerMismatch, charge: charge, expected: nil, billed: nil,
                    "Billed for customer \(texts[line[.customerID]]), ordered by \(texts[order.customer.symbol]).")
            }
        }
        reportSuspension(charge, orderLine)
        guard let row = line.chargeStart.flatMap({ timelines[orderLine].rowIndex(on: $0) }) ?? order.rows.first else {
            return
        }
        let reseller = orders.rows[row][.resellerMPN]
        if !reseller.isEmpty, reseller != line[.resellerMPN] {
            report(
                .resellerMismatch, charge: charge, expected: nil, billed: nil,
                "Ordered through reseller \(texts[reseller]), billed with "
                    + (line[.resellerMPN].isEmpty ? "none." : "\(texts[line[.resellerMPN]])."))
        }
    }

    /// An add-on whose base subscription was cancelled before the charge's days: nothing is owed. Returns whether so.
    mutating func reportAddOn(_ charge: BilledCharge, _ orderLine: Int) -> Bool {
        let order = orders.lines[orderLine]
        guard let start = line(charge).chargeStart, charge.amount.signum > 0,
            let reference = orders.rows[order.rows].first(where: { !$0.reference.isEmpty })?[.referenceID],
            let base = (orders.withSubscription(reference).first ?? orders.withOrder(reference).first)?.line,
            base != orderLine, let cancelled = timelines[base].cancellation(on: start)
        else { return false }
        report(
            .addonWithoutBase, charge: charge, expected: .zero, billed: charge.amount,
            "The base subscription \(texts[reference]) was cancelled on \(cancelled); its add-on goes on.")
        return true
    }

    /// New commerce goes on charging while suspended: worth knowing, no money of its own.
    mutating func reportSuspension(_ charge: BilledCharge, _ orderLine: Int) {
        guard let start = line(charge).chargeStart, charge.amount.signum > 0,
            timelines[orderLine].state(on: start)?.isSuspended == true
        else { return }
        report(
            .suspendedStillBilled, charge: charge, expected: charge.amount, billed: charge.amount,
            "The order book says suspended on \(start); new commerce goes on charging.")
    }

    /// Below the first rung: a drifted availability, or an id that only a later column knew.
    mutating func reportRung(_ charge: BilledCharge, agrees: Bool) {
        guard let rung = charge.rung, let orderLine = charge.orderLine, rung != rules.ladder.first else { return }
        let line = line(charge)
        let amount = charge.amount
        if rung == .productSKU {
            let ordered = charge.expected.map { expected[$0].item } ?? orders.rows[orders.lines[orderLine].rows.lowerBound].item
            report(
                .availabilityDrift, charge: charge, expected: amount, billed: amount,
                "Ordered as \(texts.text(ordered)), billed as \(texts.text(line.item)): only the availability differs.")
        } else if agrees, !line.isUsage {
            report(
                .fallbackMatch, charge: charge, expected: amount, billed: amount,
                "The line's order id is not in the order book; it was found by \(rung.rawValue) and agrees.")
        }
    }
}

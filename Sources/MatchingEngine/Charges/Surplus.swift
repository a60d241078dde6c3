import BillingModel

extension AccountMatching {
    /// What claimed no expected charge: a repeat, a charge after the end, a credit without cause, or nothing ordered
    /// (discrepancy classes, *Surplus charges* and *Precedence*).
    mutating func sortOutUnclaimed() {
        guard charges.contains(where: { $0.expected == nil && !$0.isAbsorbed }) else { return }
        orders.indexFurther()
        settleReversals()
        let originals = originalsOfRepeats()
        for index in charges.indices where charges[index].expected == nil && !charges[index].isAbsorbed {
            if standings[charges[index].line].isSettled { continue }
            if let original = originals[index] {
                reportRepeat(charges[index], of: charges[original])
            } else if !context.hasOrders {
                continue
            } else if charges[index].orderLine == nil {
                sortOutUnmatched(index)
            } else {
                sortOutSurplus(index)
            }
        }
    }

    private mutating func reportRepeat(_ charge: BilledCharge, of original: BilledCharge) {
        let (line, first) = (line(charge), line(original))
        for member in lines(of: charge) {
            standings[member].hasOrder = true
            standings[member].isRepeat = true
        }
        let place = context.evidence(first.source)
        if line.invoice == first.invoice {
            report(
                .duplicateLine, charge: charge, expected: .zero, billed: charge.amount,
                "The same charge, equal in every field, stands on this invoice already (\(place)).")
        } else {
            let invoice = context.invoices[Int(first.invoice.index)].invoice.id
            report(
                .duplicateAcrossInvoices, charge: charge, expected: .zero, billed: charge.amount,
                "The same charge, equal in every field, stands on invoice \(invoice) already (\(place)).")
        }
    }

    /// The order line is known, but nothing on it is open.
    private mutating func sortOutSurplus(_ index: Int) {
        let charge = charges[index]
        let line = line(charge)
        guard let orderLine = charge.orderLine else { return }
        let order = orders.lines[orderLine]
        if line.isUsage, order.billingCycle == .usage {
            guard let end = line.chargeEnd, end < order.start, !charge.amount.isZero else { return }
            for member in lines(of: charge) {
                standings[member].isForcedUnmatched = true
                standings[member].isSettled = true
            }
            reportNotOrdered(charge, "The plan was ordered on \(order.start), after the charge's days ended on \(end).")
            return
        }
        if isOfUnseenState(line, orderLine) {
            recordMatch(charge, orderLine, expected: nil)
            return
        }
        if line.chargeType == .extendTerm { settleExtension(line, order) }
        if line.chargeType == .customerCredit || line.chargeType == .extendTerm || line.traits.contains(.legacy) {
            recordMatch(charge, orderLine, expected: nil)
            return
        }
        // Reversed whole, or nothing charged: there is nothing to answer for.
        if charge.amount.isZero, charge.quantity.isZero || !charge.isNet {
            recordMatch(charge, orderLine, expected: nil)
            return
        }
        if charge.amount.signum < 0 {
            reportSurplusCredit(charge, order)
            return
        }
        if compareOtherMonthOfPlan(charge, orderLine) { return }
        let start = line.chargeStart ?? line.orderDate ?? order.start
        if reportAfterCancel(charge, orderLine, start) || reportTrialConversion(charge)
            || reportUnwantedRenewal(charge, orderLine, start) || reportSecondSubscription(charge)
            || reportOldItem(charge, orderLine)
        {
            return
        }
        if line.chargeType.isSeatChange || charge.isNet {
            // Nothing was ordered that day: a net that is not the change ordered, or seats above the order's.
            report(
                charge.isNet ? .quantityPairUnbalanced : .quantityOver, charge: charge, expected: .zero,
                billed: charge.amount, expectedQuantity: .zero,
                "A change of \(charge.quantity) units that the order book does not have.")
            return
        }
        if reportOverlap(charge, order) { return }
        for member in lines(of: charge) { standings[member].isForcedUnmatched = true }
        reportNotOrdered(
            charge,
            order.beginsWithChange && start < order.start
                ? "The order book begins with a change of this order on \(order.start); what was agreed before is not in it."
                : start < order.start
                    ? "The order took effect on \(order.start), after the charge's start \(start)."
                    : "The charge's days \(line.period.map(\.description) ?? "") lie in no cycle of the order that is open."
        )
    }

    /// The order book begins with a change of this order, and the line charges for days in which the change lies, or is half
    /// of it: the order was in force, but what was agreed before is not in the book, so there is nothing to compare with.
    /// What lies wholly before the first row is `charged_not_ordered`, as with any order, and says why.
    private func isOfUnseenState(_ line: LineItem, _ orderLine: Int) -> Bool {
        let order = orders.lines[orderLine]
        guard order.beginsWithChange, let period = line.period, period.end >= order.start else { return false }
        return timeline(orderLine).stretches.first.map { period.start < $0.start } ?? true
    }

    /// A term that was extended: what the book expects for those days is what this line stands for.
    private mutating func settleExtension(_ line: LineItem, _ order: OrderLine) {
        guard let period = line.period else { return }
        for position in order.expected
        where expected[position].isOpen && period.contains(expected[position].period.start) {
            expected[position].isSettled = true
        }
    }

    /// A credit beside the one that was due: together they exceed the charge they reverse (`over_credit`, whole charge
    /// against the sum of the credits less what is already explained), or nothing calls for it (`orphan_credit`).
    private mutating func reportSurplusCredit(_ charge: BilledCharge, _ order: OrderLine) {
        if account.lines[charge.line].chargeType.isCancellation, let period = line(charge).period,
            let credit = order.expected.first(where: {
                expected[$0].kind == .cancelCredit && expected[$0].claimedBy != nil
                    && expected[$0].cycle.overlaps(period)
            }), let first = expected[credit].claimedBy,
            let reversed = try? reversedCharge(expected[credit], rate(of: line(charge), to: order.currency) ?? .one),
            (charges[first].amount + charge.amount).magnitude > reversed.magnitude
        {
            report(
                .overCredit, charge: charge, expected: -reversed, billed: charges[first].amount + charge.amount,
                "This credit and that of \(charges[first].amount) are more than the charge of \(reversed) they reverse."
            )
            return
        }
        reportOrphan(charge, order)
    }

    private mutating func reportAfterCancel(_ charge: BilledCharge, _ orderLine: Int, _ start: CalendarDate) -> Bool {
        guard let cancelled = timeline(orderLine).cancellation(on: start) else { return false }
        report(
            .chargeAfterCancel, charge: charge, expected: .zero, billed: charge.amount,
            "Cancelled on \(cancelled), charged for a period that starts on \(start).")
        return true
    }

    /// After a term that was not to renew.
    private mutating func reportUnwantedRenewal(
        _ charge: BilledCharge, _ orderLine: Int, _ start: CalendarDate
    ) -> Bool {
        guard let stretch = timeline(orderLine).stretch(on: start), stretch.endsUnrenewed, let end = stretch.through,
            start > end
        else { return false }
        report(
            .unwantedRenewal, charge: charge, expected: .zero, billed: charge.amount,
            "Auto-renew is off and the term ended on \(end); the charge starts on \(start).")
        return true
    }

    /// Another subscription of the customer with the same item was charged for the same days.
    mutating func reportSecondSubscription(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        guard !line.subscription.isEmpty, !line.isUsage, let period = line.period else { return false }
        let key = AccountLookups.SeatDays(
            customer: line[.customerID], product: line[.productID], sku: line[.skuID], period: period)
        let other = claimedSeats()[key]?.first {
            let subscription = account.lines[charges[$0].line].subscription
            return !subscription.isEmpty && subscription != line.subscription
        }
        guard let other else { return false }
        for member in lines(of: charge) { standings[member].hasOrder = true }
        report(
            .duplicateSubscription, charge: charge, expected: .zero, billed: charge.amount,
            "Subscription \(texts[account.lines[charges[other].line][.subscriptionID]]) of the same customer and item is "
                + "charged for the same days; there is one order.")
        return true
    }

    private mutating func claimedSeats() -> [AccountLookups.SeatDays: [Int]] {
        if let known = lookups.claimed { return known }
        var found: [AccountLookups.SeatDays: [Int]] = [:]
        for index in charges.indices where charges[index].expected != nil {
            let line = line(charges[index])
            guard let period = line.period else { continue }
            let key = AccountLookups.SeatDays(
                customer: line[.customerID], product: line[.productID], sku: line[.skuID], period: period)
            found[key, default: []].append(index)
        }
        lookups.claimed = found
        return found
    }
}

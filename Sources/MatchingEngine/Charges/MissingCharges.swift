import BillingModel

extension AccountMatching {
    /// What was expected and never came, judged only for months whose invoice is present and whole (discrepancy
    /// classes, *Expected charges*).
    mutating func reportMissing() {
        guard context.hasOrders else { return }
        for index in expected.indices where expected[index].isOpen && expected[index].isDue {
            // What its month's invoice could not show yet is no question at all.
            if let days = context.window, expected[index].eventDay > days.end, expected[index].kind != .cancelCredit {
                continue
            }
            let charge = expected[index]
            // An add-on ends with its base, whether or not its own end was recorded.
            if baseCancellation(charge.orderLine, on: charge.eventDay) != nil { continue }
            if let amount = try? charge.amount(), amount.isZero, charge.kind != .conversionCharge { continue }
            if !isJudged(charge) {
                expectLater(charge)
                continue
            }
            if standsInRejectedLine(charge) || isOutOfScope(charge) { continue }
            reportMissing(index, charge)
        }
    }

    private mutating func reportMissing(_ index: Int, _ charge: ExpectedCharge) {
        let order = orders.lines[charge.orderLine]
        switch charge.kind {
        case .purchase:
            // Bought and cancelled with neither billed is no finding; with the credit billed it is the orphan credit.
            if hasCancelCredit(order, charge) { return }
            report(missing: .orderedNotCharged, charge, "Ordered on \(charge.period.start); no line answers it.")
        case .cycle:
            report(
                missing: .cycleMissing, charge,
                "The cycle from \(charge.period.start) is due, the subscription is active, and no line answers it.")
        case .seatChange where charge.quantity.signum > 0:
            report(
                missing: .orderedNotCharged, charge,
                "\(charge.quantity) units were added on \(charge.period.start); no line answers it.")
        case .seatChange:
            guard isCycleBilled(charge) else { return }
            report(
                missing: .quantityPairUnbalanced, charge,
                "\(charge.quantity.magnitude) units were removed on \(charge.period.start); no credit came.")
        case .conversionRefund, .conversionCharge: reportMissingConversion(index)
        case .cancelCredit: reportMissingCredit(charge)
        }
    }

    /// No credit came. A renewed term that was cancelled on its first day starts on or after the cancellation: charging
    /// it is `charge_after_cancel`. Within the term the credit is missing.
    private mutating func reportMissingCredit(_ credit: ExpectedCharge) {
        // The charge of a renewal that nobody wanted is a finding itself.
        if unwantedAfter(credit) != nil { return }
        if let renewal = renewalCharge(credit) {
            let charge = charges[renewal]
            report(
                .chargeAfterCancel, charge: charge, expected: .zero, billed: charge.amount,
                "Cancelled on \(credit.period.start), the first day of the renewed term; it was charged all the same.")
            return
        }
        guard let reversed = try? reversedCharge(credit, .one), let byDays = try? credit.amount() else { return }
        let due = isFirstDay(credit) ? -reversed : byDays
        // By the other day count a cancellation on the last day of a cycle gives nothing back.
        let readings = try? creditReadings(credit, .one)?.readings
        if let readings, readings.contains(where: { $0.magnitude <= seatTolerance(credit.quantity) }) { return }
        report(
            missing: .cancelCreditMissing, credit, expected: due, billed: .zero,
            "Cancelled on \(credit.period.start), within seven days of \(credit.termStart); no credit came.",
            steps: amountSteps(credit, rate: .one, due))
    }

    /// The month of the charge's event is covered by an invoice that was read whole. A cancellation's credit may come
    /// in any covered month from its own on; when it was cancelled before the first invoice here, the credit has most
    /// likely come with the charge, on one that is not here, unless that charge is.
    func isJudged(_ charge: ExpectedCharge) -> Bool {
        let order = orders.lines[charge.orderLine]
        if charge.kind == .cancelCredit {
            if isBeforeFirstInvoice(charge.eventDay, order), !isChargeHere(of: charge) { return false }
            return context.coverage.coversAny(from: charge.eventDay, currency: order.currency, legacy: order.isLegacy)
        }
        let day = firstDayLeft(of: charge) ?? charge.eventDay
        return context.coverage.covers(day, currency: order.currency, legacy: order.isLegacy)
    }

    /// Where a cycle begins a day later because the one before it was billed up to its first day: anchors on the 29th to
    /// 31st are laid out in two ways (billing rules 2.2), and the later one may belong to the next month.
    private func firstDayLeft(of charge: ExpectedCharge) -> CalendarDate? {
        let order = orders.lines[charge.orderLine]
        guard charge.kind == .cycle, order.start.components.day >= 29 else { return nil }
        return order.expected.lazy.compactMap { position -> CalendarDate? in
            guard expected[position].isCycle, let claimed = expected[position].claimedBy,
                expected[position].period.end.adding(days: 1) == charge.period.start,
                let end = line(charges[claimed]).chargeEnd, (0...1).contains(end - charge.period.start)
            else { return nil }
            return end.adding(days: 1)
        }.first
    }

    /// Its month has no invoice at all although one is due: it adds to `invoice_missing`.
    private mutating func expectLater(_ charge: ExpectedCharge) {
        let order = orders.lines[charge.orderLine]
        guard charge.kind != .cancelCredit, let amount = try? charge.amount(),
            context.coverage.isInvoiceMissing(
                charge.eventDay, currency: order.currency, legacy: order.isLegacy, asOf: context.asOf)
        else { return }
        outcome.awaited[MonthCurrency(charge.eventDay.month, order.currency), default: LineTally()].add(amount)
    }

    private func hasCancelCredit(_ order: OrderLine, _ purchase: ExpectedCharge) -> Bool {
        order.expected.contains {
            expected[$0].kind == .cancelCredit && !expected[$0].isIdle && expected[$0].termStart == purchase.termStart
                && (expected[$0].cycle == purchase.cycle || order.billingCycle == .oneTime)
        }
    }

    private func isChargeHere(of credit: ExpectedCharge) -> Bool {
        let order = orders.lines[credit.orderLine]
        return order.expected.contains {
            expected[$0].claimedBy != nil && expected[$0].quantity.signum > 0
                && (expected[$0].cycle == credit.cycle || order.billingCycle == .oneTime)
        }
    }

    private func isCycleBilled(_ change: ExpectedCharge) -> Bool {
        let order = orders.lines[change.orderLine]
        return order.expected.contains {
            let other = expected[$0]
            guard other.kind == .cycle || other.kind == .purchase, other.cycle == change.cycle else { return false }
            return other.claimedBy != nil || isBeforeFirstInvoice(other.eventDay, order)
        } || isBeforeFirstInvoice(change.cycle.start, order)
    }

    /// A scope rule leaves out its order's lines: nothing can be missing among what is not compared. Rules by customer
    /// and product are read on the order book, all others on the lines they left out.
    private mutating func isOutOfScope(_ charge: ExpectedCharge) -> Bool {
        if !hasExclusions { return false }
        let order = orders.lines[charge.orderLine]
        let named = rules.exclusions.contains { exclusion in
            guard exclusion.publisher == nil, exclusion.kind == nil else { return false }
            if let customer = exclusion.customerID, texts[order.customer.symbol] != customer { return false }
            if let product = exclusion.product, !matches(charge.item, product) { return false }
            return true
        }
        return named || idsOutOfScope().contains(order.order.symbol)
            || idsOutOfScope().contains(order.subscription.symbol)
    }

    private mutating func idsOutOfScope() -> Set<Symbol> {
        if let known = lookups.outOfScope { return known }
        var found: Set<Symbol> = []
        for index in account.lines.indices
        where standings[index].isExcluded && context.briefs[Int(account.lines[index].invoice.index)].isActive {
            for id in [account.lines[index][.orderID], account.lines[index][.subscriptionID]] where !id.isEmpty {
                found.insert(id)
            }
        }
        lookups.outOfScope = found
        return found
    }

    /// Its ids stand in the raw text of a line that could not be read, in any case: raw texts are as the wire has them.
    mutating func standsInRejectedLine(_ charge: ExpectedCharge) -> Bool {
        if context.rejectedTexts.isEmpty { return false }
        let raw = lookups.rejected ?? context.rejectedTexts.map { $0.lowercased() }
        lookups.rejected = raw
        let order = orders.lines[charge.orderLine]
        let ids = [order.order.symbol, order.subscription.symbol].filter { !$0.isEmpty }.map { texts[$0].lowercased() }
        return raw.contains { text in ids.contains { text.contains($0) } }
    }
}

import BillingModel

extension AccountMatching {
    /// What claimed no expected charge: a repeat, a charge after the end, a credit without cause, or nothing ordered
    /// (discrepancy classes, *Surplus charges* and *Precedence*).
    mutating func sortOutUnclaimed() {
        var repeats = Repeats()
        for index in charges.indices where charges[index].expected != nil {
            repeats.add(index, fingerprint(charges[index], withInvoice: true), fingerprint(charges[index], withInvoice: false))
        }
        for index in charges.indices where charges[index].expected == nil {
            let charge = charges[index]
            let same = fingerprint(charge, withInvoice: true)
            let across = fingerprint(charge, withInvoice: false)
            let original = charge.amount.isZero ? nil : firstRepeat(of: charge, repeats.candidates(same, across))
            repeats.add(index, same, across)
            if standings[charge.line].isSettled { continue }
            if let original {
                reportRepeat(charge, of: charges[original])
            } else if !context.hasOrders {
                continue
            } else if charge.orderLine == nil {
                sortOutUnmatched(index)
            } else {
                sortOutSurplus(index)
            }
        }
    }

    /// Charges by a hash of their business fields; equal hashes are compared field by field before anything is said.
    private struct Repeats {
        private var sameInvoice: [UInt64: [Int]] = [:]
        private var anyInvoice: [UInt64: [Int]] = [:]

        mutating func add(_ index: Int, _ same: UInt64, _ across: UInt64) {
            sameInvoice[same, default: []].append(index)
            anyInvoice[across, default: []].append(index)
        }

        func candidates(_ same: UInt64, _ across: UInt64) -> [Int] {
            (sameInvoice[same] ?? []) + (anyInvoice[across] ?? [])
        }
    }

    private func firstRepeat(of charge: BilledCharge, _ candidates: [Int]) -> Int? {
        candidates.first { isEqual(charges[$0], charge) }
    }

    private func fingerprint(_ charge: BilledCharge, withInvoice: Bool) -> UInt64 {
        let line = line(charge)
        var hasher = StableHasher()
        if withInvoice { hasher.add(UInt64(bitPattern: Int64(line.invoice.index))) }
        for text in [LineText.customerID, .orderID, .subscriptionID, .productID, .skuID, .meterDescription] {
            hasher.add(UInt64(line[text].index))
        }
        hasher.add(UInt64(bitPattern: Int64(line.chargeStart?.dayNumber ?? 0)))
        hasher.add(UInt64(bitPattern: Int64(line.chargeEnd?.dayNumber ?? 0)))
        hasher.add(UInt64(truncatingIfNeeded: charge.amount.units / 1_000_000_000_000_000_000))
        return hasher.value
    }

    /// Every business field equal, as values: dates, numbers, ids. Names and the invoice number are not business fields.
    private func isEqual(_ a: BilledCharge, _ b: BilledCharge) -> Bool {
        guard a.lines.count == b.lines.count, a.quantity == b.quantity, a.amount == b.amount else { return false }
        let left = a.lines.map { account.lines[$0] }.sorted(by: byAmount)
        let right = b.lines.map { account.lines[$0] }.sorted(by: byAmount)
        return zip(left, right).allSatisfy(areEqual)
    }

    private func byAmount(_ a: LineItem, _ b: LineItem) -> Bool {
        a.subtotal == b.subtotal ? a.signedQuantity < b.signedQuantity : a.subtotal < b.subtotal
    }

    private func areEqual(_ a: LineItem, _ b: LineItem) -> Bool {
        guard a.chargeType == b.chargeType, a.quantity == b.quantity, a.billableQuantity == b.billableQuantity,
            a.unitPrice == b.unitPrice, a.effectiveUnitPrice == b.effectiveUnitPrice,
            a.exchangeRate == b.exchangeRate, a.subtotal == b.subtotal, a.tax == b.tax, a.total == b.total,
            a.currency == b.currency, a.pricingCurrency == b.pricingCurrency, a.orderDate == b.orderDate,
            a.chargeStart == b.chargeStart, a.chargeEnd == b.chargeEnd, a.subscriptionStart == b.subscriptionStart,
            a.subscriptionEnd == b.subscriptionEnd
        else { return false }
        let apart: Set<LineText> = [.invoiceNumber, .customerName, .productName, .skuName, .chargeType]
        return LineText.allCases.allSatisfy { apart.contains($0) || a[$0] == b[$0] }
            && (a.chargeType != .unrecognised || a[.chargeType] == b[.chargeType])
    }

    private mutating func reportRepeat(_ charge: BilledCharge, of original: BilledCharge) {
        let (line, first) = (line(charge), line(original))
        let firstInvoice = context.invoices[Int(first.invoice.index)].invoice
        for member in charge.lines { standings[member].hasOrder = true }
        if line.invoice == first.invoice {
            report(
                .duplicateLine, charge: charge, expected: .zero, billed: charge.amount,
                "The same charge, equal in every field, stands on this invoice already "
                    + "(\(context.evidence(first.source))).")
        } else {
            report(
                .duplicateAcrossInvoices, charge: charge, expected: .zero, billed: charge.amount,
                "The same charge, equal in every field, stands on invoice \(firstInvoice.id) already "
                    + "(\(context.evidence(first.source))).")
        }
    }

    /// The order line is known, but nothing on it is open.
    private mutating func sortOutSurplus(_ index: Int) {
        let charge = charges[index]
        let line = line(charge)
        guard let orderLine = charge.orderLine else { return }
        let order = orders.lines[orderLine]
        if line.isUsage, order.billingCycle == .usage { return }
        if line.chargeType == .customerCredit || line.chargeType == .extendTerm || line.traits.contains(.legacy) {
            recordMatch(charge, orderLine, expected: nil)
            return
        }
        if charge.isNet, charge.amount.isZero, charge.quantity.isZero { return }  // reversed whole, nothing to answer
        if charge.amount.signum < 0 {
            reportOrphan(charge, order)
            return
        }
        if compareOtherMonthOfPlan(charge, orderLine) { return }
        let start = line.chargeStart ?? line.orderDate ?? order.start
        if reportAfterEnd(charge, orderLine, start) || reportSecondSubscription(charge) { return }
        if line.chargeType.isSeatChange || charge.isNet {
            report(
                charge.isNet ? .quantityPairUnbalanced : .quantityOver, charge: charge, expected: .zero,
                billed: charge.amount, expectedQuantity: .zero,
                "A change of \(charge.quantity) units that the order book does not have.")
            return
        }
        if reportTrialConversion(charge) { return }
        if let overlap = overlapping(charge, order) {
            report(
                .periodOverlap, charge: charge, expected: .zero, billed: overlap.amount,
                "\(overlap.days) is charged already (\(context.evidence(overlap.source))).")
            return
        }
        reportNotOrdered(
            charge,
            start < order.start
                ? "The order took effect on \(order.start), after the charge's start \(start)."
                : "The charge's days \(line.period.map(\.description) ?? "") lie in no cycle of the order that is open.")
    }

    /// After the cancellation, or after a term that was not to renew.
    private mutating func reportAfterEnd(_ charge: BilledCharge, _ orderLine: Int, _ start: CalendarDate) -> Bool {
        let timeline = timelines[orderLine]
        if let cancelled = timeline.cancellation(on: start) {
            report(
                .chargeAfterCancel, charge: charge, expected: .zero, billed: charge.amount,
                "Cancelled on \(cancelled), charged for a period that starts on \(start).")
            return true
        }
        if let stretch = timeline.stretch(on: start), stretch.endsUnrenewed, let end = stretch.through, start > end {
            report(
                .unwantedRenewal, charge: charge, expected: .zero, billed: charge.amount,
                "Auto-renew is off and the term ended on \(end); the charge starts on \(start).")
            return true
        }
        return false
    }

    /// Another subscription of the customer with the same item was charged for the same days.
    mutating func reportSecondSubscription(_ charge: BilledCharge) -> Bool {
        let line = line(charge)
        guard !line.subscription.isEmpty, line.period != nil, !line.isUsage else { return false }
        let other = charges.first { candidate in
            let first = account.lines[candidate.line]
            return candidate.expected != nil && first.customer == line.customer && first.item == line.item
                && first.period == line.period && first.subscription != line.subscription && !first.subscription.isEmpty
        }
        guard let other else { return false }
        for member in charge.lines { standings[member].hasOrder = true }
        report(
            .duplicateSubscription, charge: charge, expected: .zero, billed: charge.amount,
            "Subscription \(texts[account.lines[other.line][.subscriptionID]]) of the same customer and item is charged "
                + "for the same days; there is one order.")
        return true
    }

    private func overlapping(
        _ charge: BilledCharge, _ order: OrderLine
    ) -> (days: BillingPeriod, amount: Amount, source: SourceLocation)? {
        guard let period = line(charge).period else { return nil }
        for position in order.expected {
            guard let claimed = expected[position].claimedBy, expected[position].kind != .cancelCredit,
                expected[position].kind != .conversionRefund, let other = line(charges[claimed]).period,
                let common = other.intersection(period), fits(line(charge).item, expected[position].item)
            else { continue }
            let amount =
                common.days == period.days
                ? charge.amount
                : (try? Rounding.towardZero(
                    charge.amount.decimal, numerator: common.days, denominator: period.days)) ?? charge.amount
            return (common, amount, line(charges[claimed]).source)
        }
        return nil
    }

    /// The other months of a plan that was billed in another frequency than ordered: neither missing nor unordered. At
    /// an uplifted price each is a finding, since each costs money.
    private mutating func compareOtherMonthOfPlan(_ charge: BilledCharge, _ orderLine: Int) -> Bool {
        let line = line(charge)
        guard let period = line.period, let ordered = orders.lines[orderLine].billingCycle.months else { return false }
        for position in orders.lines[orderLine].expected {
            let expectation = expected[position]
            guard let claimed = expectation.claimedBy, expectation.period.contains(period.start),
                let first = self.line(charges[claimed]).period, !first.overlaps(period), first.days < expectation.period.days - 1,
                let rate = rate(of: line, to: orders.lines[orderLine].currency),
                let amount = try? expectation.amount(rate: rate)
            else { continue }
            let comparison = Comparison(
                charge: charge, line: line, expectation: expectation, order: orders.lines[orderLine],
                row: orders.rows[expectation.row], rate: rate, expectedAmount: amount)
            let billed = billedMonths(comparison, ordered)
            guard billed < ordered,
                let scaled = try? Rounding.towardZero(
                    expectation.unitPrice, times: rate, numerator: billed, denominator: ordered
                ).multiplied(by: charge.quantity)
            else { continue }
            if isUplift(charge.amount, over: scaled) { _ = try? compareTerm(comparison) }
            return true
        }
        return false
    }
}

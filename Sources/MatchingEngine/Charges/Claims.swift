import BillingModel

extension AccountMatching {
    /// Each charge takes at most one expected charge, each expected charge is taken at most once.
    ///
    /// Exact fits choose first, over all charges, so that a wrong line never takes the place of a right one; then what
    /// is left takes the nearest open charge of its order line. Where several order lines remain and nothing tells them
    /// apart that matters, the lowest line number comes first; where something does, it is `ambiguous_match`.
    mutating func claim() {
        for index in charges.indices where charges[index].candidates.count > 0 {
            if let fit = exactFit(charges[index]) { take(fit, by: index) }
        }
        for index in charges.indices where charges[index].expected == nil && !charges[index].candidates.isEmpty {
            settleOrderLine(index)
            guard let orderLine = charges[index].orderLine else { continue }
            if let nearest = nearestOpen(charges[index], orderLine) {
                take(nearest, by: index)
                charges[index].rule = "nearest"
            }
        }
    }

    private mutating func take(_ expectedIndex: Int, by index: Int) {
        charges[index].expected = expectedIndex
        charges[index].orderLine = expected[expectedIndex].orderLine
        expected[expectedIndex].claimedBy = index
        for member in charges[index].lines { standings[member].hasOrder = true }
    }

    /// The one open expected charge with the charge's quantity, days and amount, over all candidates; among order lines
    /// that differ in nothing that matters the first.
    private func exactFit(_ charge: BilledCharge) -> Int? {
        var found: Int?
        for orderLine in charge.candidates {
            for index in orders.lines[orderLine].expected where expected[index].isOpen && isExact(charge, expected[index]) {
                if let earlier = found {
                    if expected[earlier].orderLine == orderLine { continue }
                    if !areAlike(expected[earlier], expected[index]) { return nil }
                } else {
                    found = index
                }
            }
        }
        return found
    }

    private func isExact(_ charge: BilledCharge, _ expectation: ExpectedCharge) -> Bool {
        let line = line(charge)
        guard expectation.quantity == charge.quantity, hasDays(line, of: expectation),
            fits(line.item, expectation.item), fits(charge, expectation.kind),
            let rate = rate(of: line, to: orders.lines[expectation.orderLine].currency),
            let amount = try? expectation.amount(rate: rate)
        else { return false }
        return (charge.amount - amount).magnitude <= seatTolerance(charge.quantity)
    }

    private func hasDays(_ line: LineItem, of expectation: ExpectedCharge) -> Bool {
        guard let period = line.period else {
            return (line.chargeStart ?? line.orderDate ?? expectation.period.start) == expectation.period.start
        }
        if period == expectation.period { return true }
        // A one-time charge may be printed with the days of its invoice.
        return expectation.kind == .purchase
            && orders.lines[expectation.orderLine].billingCycle == .oneTime && period.start == expectation.period.start
    }

    /// Product and SKU agree; the availability is the ladder's business.
    func fits(_ billed: CatalogItemID, _ ordered: CatalogItemID) -> Bool {
        billed.product == ordered.product && billed.sku == ordered.sku
    }

    /// Whether a charge may answer an expected charge of that kind, by its sign and type.
    private func fits(_ charge: BilledCharge, _ kind: ExpectedCharge.Kind) -> Bool {
        let type = line(charge).chargeType
        switch kind {
        case .purchase, .cycle: return !type.isCancellation && type != .customerCredit
        case .seatChange: return !type.isCancellation && type != .customerCredit
        case .conversionRefund: return charge.amount.signum < 0 && type != .customerCredit
        case .conversionCharge: return !type.isCancellation && type != .customerCredit
        case .cancelCredit: return charge.amount.signum < 0 && type != .customerCredit
        }
    }

    /// Two expected charges on different order lines that nothing tells apart.
    private func areAlike(_ a: ExpectedCharge, _ b: ExpectedCharge) -> Bool {
        a.kind == b.kind && a.period == b.period && a.cycle == b.cycle && a.quantity == b.quantity
            && a.unitPrice == b.unitPrice && a.item == b.item && a.isDue == b.isDue
    }

    /// Decides the order line of a charge that fits no expected charge exactly, or reports the ambiguity.
    private mutating func settleOrderLine(_ index: Int) {
        let charge = charges[index]
        if charge.candidates.count == 1 {
            found(index, charge.candidates[0])
            return
        }
        let line = line(charge)
        // Usage has no amounts to tell plans apart by, and none to be wrong about: the first is as good as any.
        if line.isUsage, let first = charge.candidates.first(where: { orders.lines[$0].billingCycle == .usage }) {
            found(index, first)
            return
        }
        var open: [(orderLine: Int, expected: Int)] = []
        for orderLine in charge.candidates {
            if let nearest = nearestOpen(charge, orderLine) { open.append((orderLine, nearest)) }
        }
        if open.isEmpty {
            found(index, charge.candidates[0])
        } else if open.count == 1 || open.dropFirst().allSatisfy({ areAlike(expected[open[0].expected], expected[$0.expected]) }) {
            found(index, open[0].orderLine)
        } else {
            reportAmbiguity(index, open.map(\.expected))
        }
    }

    private mutating func found(_ index: Int, _ orderLine: Int) {
        charges[index].orderLine = orderLine
        for member in charges[index].lines { standings[member].hasOrder = true }
    }

    private mutating func reportAmbiguity(_ index: Int, _ candidates: [Int]) {
        let charge = charges[index]
        let names = candidates.map { position in
            let order = orders.lines[expected[position].orderLine]
            return "\(texts[order.order.symbol]) line \(order.number) (\(expected[position].quantity) × "
                + "\(expected[position].unitPrice))"
        }
        for position in candidates { expected[position].isSettled = true }
        for member in charge.lines {
            standings[member].isForcedUnmatched = true
            standings[member].isSettled = true
        }
        report(
            .ambiguousMatch, charge: charge, expected: nil, billed: charge.amount,
            "\(candidates.count) order lines fit equally well: \(names.joined(separator: "; ")).",
            steps: names.map { "candidate: \($0)" })
    }

    /// The open expected charge of an order line that a charge most likely answers: the one with which it shares most
    /// days, of a kind that its sign and type allow.
    func nearestOpen(_ charge: BilledCharge, _ orderLine: Int) -> Int? {
        let line = line(charge)
        var best: (index: Int, preference: Int, overlap: Int, distance: Int)?
        for index in orders.lines[orderLine].expected {
            let candidate = expected[index]
            guard candidate.isOpen, fits(line.item, candidate.item),
                let preference = preference(charge, line.chargeType, candidate)
            else { continue }
            let days = line.period ?? line.chargeStart.map { BillingPeriod($0, $0) } ?? candidate.period
            let reach = candidate.kind == .cancelCredit ? candidate.cycle : candidate.period
            var overlap = reach.intersection(days)?.days ?? 0
            if overlap == 0 {
                // A one-time item's day may be off by a little; a cycle must be touched.
                guard orders.lines[orderLine].billingCycle == .oneTime, abs(days.start - candidate.period.start) <= 31
                else { continue }
                overlap = 1
            }
            let distance = abs(days.start - candidate.period.start)
            if let current = best,
                (current.preference, -current.overlap, current.distance) <= (preference, -overlap, distance)
            {
                continue
            }
            best = (index, preference, overlap, distance)
        }
        return best?.index
    }

    /// How well a charge's type suits a kind of expected charge: lower is better, `nil` is not at all.
    private func preference(_ charge: BilledCharge, _ type: ChargeType, _ candidate: ExpectedCharge) -> Int? {
        guard fits(charge, candidate.kind) else { return nil }
        let period = line(charge).period
        switch candidate.kind {
        case .cancelCredit: return type.isCancellation ? 0 : 1
        case .conversionRefund: return type.isConversion ? 0 : (charge.isNet || type.isSeatChange ? 2 : 1)
        case .conversionCharge: return charge.amount.signum < 0 ? nil : (type.isConversion ? 0 : 1)
        case .seatChange:
            if type.isSeatChange || type.isConversion || charge.isNet { return 0 }
            // A plain line for exactly the days that are left is the change billed under another name.
            return period == candidate.period ? 1 : nil
        case .purchase, .cycle:
            if charge.amount.signum < 0 { return nil }
            // A change or conversion within a cycle never stands for the whole of it, unless it has its days.
            if type.isSeatChange || type.isConversion { return period == candidate.period ? 1 : nil }
            return 0
        }
    }

    /// 1 when the order's currency is the billing currency, the line's rate when it is the pricing currency only; `nil`
    /// is a currency mismatch (discrepancy classes, *Rate*).
    func rate(of line: LineItem, to currency: CurrencyCode) -> ExactDecimal? {
        if currency == line.currency { return .one }
        return currency == line.pricingCurrency ? line.exchangeRate : nil
    }

    /// 0.01 × |quantity|: what truncating a unit price to cents can move (discrepancy classes, 5).
    func seatTolerance(_ quantity: ExactDecimal) -> Amount {
        (try? rules.tolerances.seatPerUnit.multiplied(by: quantity.magnitude)) ?? rules.tolerances.seatPerUnit
    }
}

import BillingModel

extension AccountMatching {
    /// The open expected charge of an order line that a charge most likely answers, of a kind that its sign and type
    /// allow: the one with the same first day, then the one with which it shares most days, then the nearest.
    func nearest(_ charge: BilledCharge, _ orderLine: Int, amongAmbiguous: Bool = false) -> Int? {
        var best: (index: Int, rank: (Int, Int, Int, Int))?
        for index in orders.lines[orderLine].expected {
            guard amongAmbiguous ? expected[index].isAmbiguous : expected[index].isOpen,
                let rank = rank(charge, index)
            else { continue }
            if let current = best, current.rank <= rank { continue }
            best = (index, rank)
        }
        return best?.index
    }

    /// How well a charge suits an expected one of its order line, lower is better: kind, same first day, days shared (less
    /// is more), days between the first days; `nil` when it cannot be meant.
    func rank(_ charge: BilledCharge, _ index: Int) -> (Int, Int, Int, Int)? {
        let line = line(charge)
        let candidate = expected[index]
        guard fits(line.item, candidate.item), let preference = preference(charge, line.chargeType, candidate) else {
            return nil
        }
        let days = span(of: charge) ?? line.chargeStart.map { BillingPeriod($0, $0) } ?? candidate.period
        let reach = candidate.kind == .cancelCredit ? candidate.cycle : candidate.period
        var overlap = reach.intersection(days)?.days ?? 0
        if overlap == 0 {
            // A one-time item's day may be off by a little; a cycle must be touched.
            guard orders.lines[candidate.orderLine].billingCycle == .oneTime,
                abs(days.start - candidate.period.start) <= 31
            else { return nil }
            overlap = 1
        }
        let distance = abs(days.start - candidate.period.start)
        return (preference, distance == 0 ? 0 : 1, -overlap, distance)
    }

    /// The days of a charge; of legacy prorations from the first of any line to the last.
    private func span(of charge: BilledCharge) -> BillingPeriod? {
        let line = line(charge)
        guard line.chargeType == .legacyProrate else { return line.period }
        let periods = lines(of: charge).compactMap { account.lines[$0].period }
        guard let start = periods.map(\.start).min(), let end = periods.map(\.end).max() else { return nil }
        return BillingPeriod(start, end)
    }

    /// Whether a charge may answer an expected charge of that kind, by its sign and type.
    func fits(_ charge: BilledCharge, _ kind: ExpectedCharge.Kind) -> Bool {
        let type = account.lines[charge.line].chargeType
        if type == .customerCredit { return false }
        switch kind {
        case .purchase, .cycle, .seatChange, .conversionCharge: return !type.isCancellation
        case .conversionRefund, .cancelCredit: return charge.amount.signum < 0
        }
    }

    /// How well a charge's type suits a kind of expected charge: lower is better, `nil` is not at all.
    private func preference(_ charge: BilledCharge, _ type: ChargeType, _ candidate: ExpectedCharge) -> Int? {
        guard fits(charge, candidate.kind) else { return nil }
        let period = line(charge).period
        switch candidate.kind {
        case .cancelCredit: return type.isCancellation ? 0 : 1
        case .conversionRefund: return type.isConversion ? 0 : (charge.isNet || type.isSeatChange ? 2 : 1)
        case .conversionCharge:
            if charge.amount.signum < 0 { return nil }
            // A line of another type stands for it only from its first day on, give or take one.
            guard !type.isConversion, let start = line(charge).chargeStart else { return 0 }
            return abs(start - candidate.period.start) <= 1 ? 1 : nil
        case .seatChange:
            if type.isSeatChange || type.isConversion || type == .legacyProrate || charge.isNet { return 0 }
            // A plain line for exactly the days that are left is the change billed under another name.
            return period == candidate.period ? 1 : nil
        case .purchase, .cycle:
            if charge.amount.signum < 0 { return nil }
            // A change or conversion within a cycle never stands for the whole of it, unless it has its days.
            let isPart = type.isSeatChange || type.isConversion || type == .legacyProrate
            if isPart { return period == candidate.period ? 1 : nil }
            return 0
        }
    }

    /// Several lines of the same days for one expected charge, as when Microsoft bills ten seats as six and four: taken
    /// as one charge when all of them together are exactly what was expected. A sum that does not come out leaves them
    /// as they were, the first with its quantity and the others as surplus; no subset is searched.
    mutating func joinParts() {
        var parts: [Int: [Int]] = [:]
        for index in charges.indices where charges[index].expected == nil && !charges[index].isAbsorbed {
            guard let orderLine = charges[index].orderLine, !charges[index].isNet,
                !standings[charges[index].line].isSettled, let period = line(charges[index]).period,
                let whole = orders.lines[orderLine].expected.first(where: { isPart(index, of: $0, period) })
            else { continue }
            parts[whole, default: []].append(index)
        }
        for (whole, members) in parts {
            guard let first = expected[whole].claimedBy else { continue }
            let joined = ([first] + members).reduce(into: charges[first]) { sum, index in
                guard index != first, let quantity = try? sum.quantity.adding(charges[index].quantity) else { return }
                sum.quantity = quantity
                sum.amount += charges[index].amount
            }
            let line = line(joined)
            guard joined.quantity == expected[whole].quantity,
                let rate = rate(of: line, to: orders.lines[expected[whole].orderLine].currency),
                let amount = try? expected[whole].amount(rate: rate),
                (joined.amount - amount).magnitude <= seatTolerance(joined.quantity)
            else { continue }
            charges[first] = joined
            charges[first].net = record(([first] + members).map { charges[$0].line })
            charges[first].choice = .split
            for member in members { charges[member].isAbsorbed = true }
        }
    }

    /// The expected charge was taken by a line that is not all of it, and this line has the same days.
    private func isPart(_ index: Int, of position: Int, _ period: BillingPeriod) -> Bool {
        guard let claimed = expected[position].claimedBy, charges[claimed].choice == .nearest, !charges[claimed].isNet,
            expected[position].kind == .purchase || expected[position].kind == .cycle,
            expected[position].period == period, line(charges[claimed]).period == period
        else { return false }
        return fits(charges[index], expected[position].kind) && charges[index].amount.signum > 0
            && line(charges[index]).invoice == line(charges[claimed]).invoice
    }
}

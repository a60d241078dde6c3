import BillingModel

extension PlantedFault {
    /// Quantities, prices, sums and days of a line that is right otherwise.
    func plantInFigures(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        let role = PlantedFault.role(world, &random) { role in
            switch self {
            case .promotionLost: role.kind == .cycle && role.story == .promoted && role.price > 1
            case .gap: role.kind == .cycle && role.hasEarlierInTerm && role.story != .coTerminous
            case .wrongDays: role.kind == .delta || role.kind == .conversionCharge && role.story == .converted
            case .dearer, .uplift: role.kind == .cycle && role.price > 2 && role.story != .trial
            default: role.kind == .cycle
            }
        }
        guard let role else { return nil }
        let before = world.reseller.billed[role.line]
        switch self {
        case .quantityOver, .quantityUnder: return setQuantity(&world.reseller.billed[role.line], role, &random)
        case .dearer, .uplift: return setPrice(&world.reseller.billed[role.line], role, &random)
        case .wrongSubtotal:
            world.reseller.billed[role.line].subtotal = before.subtotal + "1.00"
            world.reseller.billed[role.line].total = before.total + "1.00"
            return ["line_arithmetic \(before.subtotal) \(before.subtotal + "1.00")"]
        case .wrongTotal:
            world.reseller.billed[role.line].total = before.total - "0.01"
            return ["total_identity \(before.total) \(before.total - "0.01")"]
        case .promotionLost:
            world.reseller.billed[role.line].promotion = ""
            world.reseller.billed[role.line].effectivePrice = Drafts.share(role.price, 100, 80)
            world.reseller.billed[role.line].unitPrice = Drafts.share(role.price, 100, 80)
            world.reseller.billed[role.line].refigure()
            return ["promotion_missing \(before.subtotal) \(world.reseller.billed[role.line].subtotal)"]
        case .gap: return leaveGap(&world.reseller.billed[role.line], role, &random)
        default: return chargeOtherDays(&world.reseller.billed[role.line], role)
        }
    }

    private func setQuantity(_ line: inout LineDraft, _ role: LineRole, _ random: inout SeededRandom) -> [String]? {
        let before = line
        guard before.units > 2 else { return nil }
        let change = self == .quantityOver ? random.int(1...5) : -random.int(1...2)
        guard let units = try? before.units.adding(ExactDecimal(integer: change)) else { return nil }
        line.units = units
        line.refigure()
        let name = self == .quantityOver ? "quantity_over" : "quantity_under"
        return ["\(name) \(before.subtotal) \(line.subtotal)"]
    }

    private func setPrice(_ line: inout LineDraft, _ role: LineRole, _ random: inout SeededRandom) -> [String]? {
        let before = line
        let percent = self == .uplift ? random.pick([105, 120]) : random.int(130...180)
        line.effectivePrice = Drafts.share(role.price, percent, 100)
        line.unitPrice = line.effectivePrice ?? .zero
        line.refigure()
        var name = self == .uplift ? "billing_plan_uplift" : "unit_price_mismatch"
        if line.type == .renew { name = "renewal_price_change" }
        if line.type == .cycleCharge, role.hasEarlierInTerm { name = "midterm_price_change" }
        // On small prices the cent that truncation costs moves the ratio away from 1.05.
        guard self == .dearer || role.price > 30 || name != "billing_plan_uplift" else { return nil }
        return ["\(name) \(before.subtotal) \(line.subtotal)"]
    }

    /// The cycle starts a few days late and is charged for what is left.
    private func leaveGap(_ line: inout LineDraft, _ role: LineRole, _ random: inout SeededRandom) -> [String]? {
        guard let period = line.period else { return nil }
        let all = period.upperBound - period.lowerBound + 1
        let late = random.int(2...6)
        let start = period.lowerBound.adding(days: late)
        guard start.month == period.lowerBound.month else { return nil }
        line.period = start...period.upperBound
        line.effectivePrice = Drafts.share(role.price, all - late, all)
        line.refigure()
        return ["period_gap \(PlantedFault.amount(role, line.units, late, of: all)) 0.00"]
    }

    /// Three days more than were left, or fewer where the cycle has no more, on a line whose dates are right.
    private func chargeOtherDays(_ line: inout LineDraft, _ role: LineRole) -> [String]? {
        guard let period = line.period, line.subtotal.signum > 0 else { return nil }
        let before = line.subtotal
        let days = period.upperBound - period.lowerBound + 1
        guard days > 5, let price = line.effectivePrice else { return nil }
        line.effectivePrice = Drafts.share(price, days - 3, days)
        line.refigure()
        guard (before - line.subtotal).magnitude > Amount(cents: 10_000) else { return nil }
        return ["proration_wrong \(before) \(line.subtotal)"]
    }
}

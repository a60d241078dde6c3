import BillingModel

extension PlantedFault {
    /// Lines that belong together, and credits.
    func plantInSeveral(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        let role = PlantedFault.role(world, &random) { role in
            switch self {
            case .pairMissing, .halfWrong: role.kind == .pairHalf
            case .conversionMissing: role.kind == .refund
            case .creditTooLarge: role.kind == .credit
            case .creditForNothing: role.kind == .cycle && role.story == .plain
            default: role.kind == .cycle && !role.price.isZero && role.story != .twoLines
            }
        }
        guard let role else { return nil }
        switch self {
        case .pairMissing, .conversionMissing, .halfWrong: return spoilBoth(role, &world)
        case .creditTooLarge: return enlargeCredit(role, &world)
        case .creditForNothing:
            var credit = world.reseller.billed[role.line]
            guard let period = credit.period, period.lowerBound.adding(days: 9).month == period.lowerBound.month else {
                return nil
            }
            credit.type = .cancelImmediate
            credit.period = period.lowerBound.adding(days: 9)...period.upperBound
            credit.units = -credit.units
            credit.effectivePrice = Drafts.share(role.price, 1, 3)
            credit.refigure()
            world.reseller.billed.append(credit)
            return credit.subtotal.isZero ? nil : ["orphan_credit 0.00 \(credit.subtotal)"]
        default: return split(role, &world)
        }
    }

    /// Both lines of a change are gone, or one of them has a seat more than the change left.
    private func spoilBoth(_ role: LineRole, _ world: inout GeneratedReseller) -> [String]? {
        let line = world.reseller.billed[role.line]
        let other = world.roles.first { candidate in
            let rival = world.reseller.billed[candidate.line]
            return candidate.order == role.order && candidate.line != role.line && rival.period == line.period
                && (candidate.kind == role.kind || role.kind == .refund && candidate.kind == .conversionCharge)
        }
        guard let other else { return nil }
        let net = line.subtotal + world.reseller.billed[other.line].subtotal
        if self == .halfWrong {
            guard line.subtotal.signum > 0, let units = try? line.units.adding(1) else { return nil }
            world.reseller.billed[role.line].units = units
            world.reseller.billed[role.line].refigure()
            let billed = world.reseller.billed[role.line].subtotal + world.reseller.billed[other.line].subtotal
            return ["quantity_pair_unbalanced \(net) \(billed)"]
        }
        guard role.rate == .one else { return nil }
        for place in [role.line, other.line].sorted(by: >) { world.reseller.billed.remove(at: place) }
        if self == .conversionMissing { return ["conversion_incomplete \(net) 0.00"] }
        if net.isZero { return [] }
        return ["\(net.signum > 0 ? "ordered_not_charged" : "quantity_pair_unbalanced") \(net) 0.00"]
    }

    /// A third more than the charge that it gives back.
    private func enlargeCredit(_ role: LineRole, _ world: inout GeneratedReseller) -> [String]? {
        let credit = world.reseller.billed[role.line]
        let charged = world.roles.first {
            $0.order == role.order && [.cycle, .netted].contains($0.kind)
                && world.reseller.billed[$0.line].period?.upperBound == credit.period?.upperBound
        }
        guard let charged, role.price > 1 else { return nil }
        let whole = world.reseller.billed[charged.line].subtotal
        world.reseller.billed[role.line].units = -credit.units.magnitude
        world.reseller.billed[role.line].effectivePrice = Drafts.share(role.price, 4, 3)
        world.reseller.billed[role.line].refigure()
        return ["over_credit \(-whole) \(world.reseller.billed[role.line].subtotal)"]
    }

    /// One charge in two lines that add up to it: nothing is wrong.
    private func split(_ role: LineRole, _ world: inout GeneratedReseller) -> [String]? {
        var part = world.reseller.billed[role.line]
        guard part.units > 4, let rest = try? part.units.subtracting(2) else { return nil }
        world.reseller.billed[role.line].units = rest
        world.reseller.billed[role.line].refigure()
        part.units = 2
        part.refigure()
        world.reseller.billed.append(part)
        return []
    }
}

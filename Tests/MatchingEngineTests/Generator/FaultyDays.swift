import BillingModel

extension PlantedFault {
    /// Days and months of a line whose amount is right, or a day off.
    func plantInDays(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        let role = PlantedFault.role(world, &random) { role in
            switch self {
            case .overlap: role.kind == .cycle && role.hasEarlierInTerm && role.story != .coTerminous
            case .endsEarly: role.kind == .cycle && !role.hasNext && role.story == .plain
            case .dayMore: role.kind == .delta
            default: role.kind == .cycle && role.story == .plain && !role.price.isZero
            }
        }
        guard let role, let period = world.reseller.billed[role.line].period else { return nil }
        let line = world.reseller.billed[role.line]
        let both = "\(line.subtotal) \(line.subtotal)"
        let all = period.upperBound - period.lowerBound + 1
        switch self {
        case .overlap:
            // Not on the first of a month: the charge would come before its invoice's month.
            guard period.lowerBound.adding(days: -3).month == period.lowerBound.month else { return nil }
            world.reseller.billed[role.line].period = period.lowerBound.adding(days: -3)...period.upperBound
            return ["period_overlap 0.00 \(PlantedFault.amount(role, line.units, 3, of: all))"]
        case .endsEarly:
            world.reseller.billed[role.line].period = period.lowerBound...period.upperBound.adding(days: -4)
            return ["end_date_mismatch \(both)"]
        case .dayMore:
            let whole = world.roles.first {
                $0.order == role.order && [.cycle, .netted].contains($0.kind)
                    && world.reseller.billed[$0.line].period?.upperBound == period.upperBound
            }
            guard let cycle = whole.flatMap({ world.reseller.billed[$0.line].period }) else { return nil }
            world.reseller.billed[role.line].effectivePrice = Drafts.share(
                role.price, all + 1, cycle.upperBound - cycle.lowerBound + 1)
            world.reseller.billed[role.line].refigure()
            return []
        case .monthsLate:
            guard line.frequency == .monthly, line.month == "2028-01", period.upperBound < "2028-03-01" else {
                return nil
            }
            world.reseller.billed[role.line].month = "2028-04"
            return ["late_charge \(both)"]
        default:
            guard line.month > "2028-01" else { return nil }
            world.reseller.billed[role.line].month = "2028-01"
            return ["future_charge \(both)"]
        }
    }
}

import BillingModel

extension PlantedFault {
    /// Terms, rates, promotions and parties of a line.
    func plantInTerms(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        if self == .earnedCreditLost { return loseEarnedCredit(&world, &random) }
        let role = PlantedFault.role(world, &random) { role in
            guard role.kind == .cycle, !role.price.isZero else { return false }
            switch self {
            case .foreignRate: return role.rate == .one
            case .foreignPromotion: return role.story != .promoted && role.price > 1
            default: return true
            }
        }
        guard let role else { return nil }
        let line = world.reseller.billed[role.line]
        switch self {
        case .foreignRate:
            world.reseller.billed[role.line].rate = "1.1"
            world.reseller.billed[role.line].refigure()
            return ["exchange_rate_on_same_currency \(line.subtotal) \(world.reseller.billed[role.line].subtotal)"]
        case .otherTerm:
            guard line.term == .year, line.frequency == .monthly else { return nil }
            world.reseller.billed[role.line].term = .month
            return ["term_mismatch \(line.subtotal) \(line.subtotal)"]
        case .otherCustomer:
            let others = Set(world.reseller.rows.map(\.customer)).subtracting([line.customer]).sorted()
            guard let other = others.first else { return nil }
            world.reseller.billed[role.line].customer = other
            return ["customer_mismatch - -"]
        case .foreignPromotion:
            world.reseller.billed[role.line].promotion = "FOREIGN"
            world.reseller.billed[role.line].effectivePrice = Drafts.share(role.price, 80, 100)
            world.reseller.billed[role.line].refigure()
            return ["promotion_unexpected \(line.subtotal) \(world.reseller.billed[role.line].subtotal)"]
        default:
            var copy = line
            (copy.order, copy.subscription, copy.item) = ("elsewhere", "elsewhere", "N1:0001:A")
            copy.publisher = "Fabrikam"
            world.reseller.billed.append(copy)
            return ["customer_purchased 0.00 \(copy.subtotal)"]
        }
    }

    /// The meter had partner earned credit in the first month and has none in the last: the full price is charged.
    private func loseEarnedCredit(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        let role = PlantedFault.role(world, &random) {
            $0.kind == .usage && world.reseller.billed[$0.line].month == "2028-04"
        }
        guard let role else { return nil }
        let line = world.reseller.billed[role.line]
        let earlier = world.reseller.billed.firstIndex {
            $0.order == line.order && $0.meter == line.meter && $0.month == "2028-01"
        }
        guard let earlier, line.subtotal.signum > 0 else { return nil }
        // A meter of February or March without it has lost it as well; only those of one meter are looked at here.
        let between = world.reseller.billed.indices.filter {
            let other = world.reseller.billed[$0]
            return other.order == line.order && other.meter == line.meter && other.month > "2028-01"
                && other.month < "2028-04"
        }
        for index in between + [earlier] { world.reseller.billed[index].hasEarnedCredit = true }
        let left = Drafts.checked { () throws(ArithmeticOverflow) in
            try Rounding.towardZero(line.subtotal, times: "0.85")
        }
        return ["earned_credit_lost \(left) \(line.subtotal)"]
    }

    /// Figures of a legacy licence, whose formula is its own.
    func plantInLegacy(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        guard let role = PlantedFault.role(world, &random, { $0.kind == .legacy }) else { return nil }
        let line = world.reseller.billed[role.line]
        func set(_ subtotal: Amount) {
            world.reseller.billed[role.line].subtotal = subtotal
            world.reseller.billed[role.line].total = subtotal
        }
        switch self {
        case .legacySubtotal:
            set(line.subtotal + "3.20")
            return ["line_arithmetic \(line.subtotal) \(line.subtotal + "3.20")"]
        case .legacyQuantity:
            guard let units = try? line.units.adding(2) else { return nil }
            (world.reseller.billed[role.line].units, world.reseller.billed[role.line].quantity) = (units, units)
            set(Drafts.seatSubtotal(role.price, units, .one))
            return ["quantity_over \(line.subtotal) \(world.reseller.billed[role.line].subtotal)"]
        default:
            guard let price = try? role.price.adding("7.77") else { return nil }
            world.reseller.billed[role.line].unitPrice = price
            set(Drafts.seatSubtotal(price, line.units, .one))
            let name = role.hasEarlierInTerm ? "midterm_price_change" : "unit_price_mismatch"
            return ["\(name) \(line.subtotal) \(world.reseller.billed[role.line].subtotal)"]
        }
    }
}

import BillingModel

extension PlantedFault {
    /// Lines of events that never came, or came wrong.
    func plantInEvents(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        let role = PlantedFault.role(world, &random) { role in
            switch self {
            case .lineMissing:
                role.kind == .cycle && !role.price.isZero && !role.story.cancelsInside || role.kind == .oneTime
            case .halfMissing: role.kind == .pairHalf
            case .deltaMissing: role.kind == .delta
            case .creditMissing, .creditWrong: role.kind == .credit
            case .refundMissing: role.kind == .refund
            default: role.kind == .conversionCharge && role.story == .converted
            }
        }
        guard let role else { return nil }
        let line = world.reseller.billed[role.line]
        switch self {
        case .lineMissing:
            remove(role, from: &world)
            let name = line.type == .new ? "ordered_not_charged" : "cycle_missing"
            return ["\(name) \(orderAmount(role, line)) 0.00"]
        case .deltaMissing:
            remove(role, from: &world)
            return ["ordered_not_charged \(line.subtotal) 0.00"]
        case .halfMissing, .refundMissing, .rebillMissing:
            let other = world.roles.first {
                isOtherHalf($0, of: role) && world.reseller.billed[$0.line].period == line.period
            }
            guard let other else { return nil }
            let rest = world.reseller.billed[other.line].subtotal
            // What is left of a change must be recognisable as one half of it.
            if self == .halfMissing, rest == line.subtotal + rest { return nil }
            let name = self == .halfMissing ? "quantity_pair_unbalanced" : "conversion_incomplete"
            remove(role, from: &world)
            return ["\(name) \(rest + line.subtotal) \(rest)"]
        case .creditMissing, .creditWrong: return spoilCredit(role, in: &world)
        default: return nil
        }
    }

    /// The expected amount in the order's own currency: a missing charge has no rate.
    private func orderAmount(_ role: LineRole, _ line: LineDraft) -> Amount {
        Drafts.seatSubtotal(role.price, line.units, .one)
    }

    private func isOtherHalf(_ other: LineRole, of role: LineRole) -> Bool {
        guard other.order == role.order, other.line != role.line else { return false }
        switch role.kind {
        case .pairHalf: return other.kind == .pairHalf
        case .refund: return other.kind == .conversionCharge
        default: return other.kind == .refund
        }
    }

    /// Without its credit; or with one that is five days short, which neither day count explains.
    private func spoilCredit(_ role: LineRole, in world: inout GeneratedReseller) -> [String]? {
        let line = world.reseller.billed[role.line]
        guard let period = line.period else { return nil }
        let charged = world.roles.first {
            $0.order == role.order && [.cycle, .netted].contains($0.kind)
                && world.reseller.billed[$0.line].period?.upperBound == period.upperBound
        }
        guard let whole = charged.flatMap({ world.reseller.billed[$0.line].period }), let charged else { return nil }
        let (all, left) = (whole.upperBound - whole.lowerBound + 1, period.upperBound - period.lowerBound + 1)
        let seats = -line.units.magnitude
        let due = PlantedFault.amount(role, seats, left, of: all)
        if self == .creditMissing {
            remove(role, from: &world)
            let isRenewal = world.reseller.billed[charged.line].type != .new && left == all
            return isRenewal
                ? ["charge_after_cancel 0.00 \(world.reseller.billed[charged.line].subtotal)"]
                : ["cancel_credit_missing \(due) 0.00"]
        }
        world.reseller.billed[role.line].effectivePrice = Drafts.share(role.price, left - 5, all)
        world.reseller.billed[role.line].units = seats
        world.reseller.billed[role.line].refigure()
        let billed = world.reseller.billed[role.line].subtotal
        // Five days of a cheap item drown in the tolerance of a cent a seat.
        guard role.price > 10 else { return nil }
        return ["credit_amount_wrong \(due) \(billed)"]
    }

    private func remove(_ role: LineRole, from world: inout GeneratedReseller) {
        world.reseller.billed.remove(at: role.line)
    }
}

extension SubscriptionStory {
    /// A missing charge is no finding of its own where the order was cancelled within it.
    var cancelsInside: Bool {
        self == .cancelledEarly || self == .cancelledOnFirstDay || self == .removedAsPair || self == .cancelledLate
    }
}

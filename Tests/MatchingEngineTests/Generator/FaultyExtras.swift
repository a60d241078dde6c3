import BillingModel

extension PlantedFault {
    /// Lines that should not be there.
    func plantExtraLine(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        if self == .afterEnd { return chargeAfterEnd(&world) }
        let role = PlantedFault.role(world, &random) { role in
            switch self {
            case .usageTwice: role.kind == .usage
            case .trialPaid: role.kind == .free
            case .notOrdered, .secondSubscription: role.kind == .cycle
            default: [.cycle, .oneTime, .delta, .pairHalf, .refund, .conversionCharge].contains(role.kind)
            }
        }
        guard let role else { return nil }
        var copy = world.reseller.billed[role.line]
        guard !copy.subtotal.isZero || self == .trialPaid else { return nil }
        var name = "duplicate_line"
        switch self {
        case .duplicateLine, .usageTwice: break
        case .duplicateAcross:
            // Halves of a change need their other half on the same invoice to be recognised.
            guard role.kind == .cycle || role.kind == .oneTime else { return nil }
            let next = Drafts.first(copy.month).month.adding(1)
            guard next.firstDay < ResellerGenerator.lastDay else { return nil }
            copy.month = next.description
            name = "duplicate_across_invoices"
        case .secondSubscription:
            copy.subscription = "another-\(copy.subscription)"
            name = "duplicate_subscription"
        case .trialPaid: return payTrial(role, copy, &world)
        default:
            copy.order = "nobody"
            copy.subscription = "nobodys"
            copy.item = "N1:0001:A"
            copy.customer = "customer1"
            name = "charged_not_ordered"
        }
        world.reseller.billed.append(copy)
        return ["\(name) 0.00 \(copy.subtotal)"]
    }

    private func chargeAfterEnd(_ world: inout GeneratedReseller) -> [String]? {
        let end = world.ends.first { end in
            end.plan.cycleStart(end.cycle) <= ResellerGenerator.lastDay && !end.plan.price.isZero
        }
        guard let end else { return nil }
        let extra = line(
            end.plan.id, end.wasCancelled ? .cycleCharge : .renew,
            end.plan.cycleStart(end.cycle)...end.plan.cycleEnd(end.cycle), qty: ExactDecimal(integer: end.plan.seats),
            price: end.plan.price, rate: end.plan.rate, item: end.plan.item, customer: end.plan.customer,
            currency: end.plan.billing, pricing: end.plan.currency)
        guard case .line(let draft) = extra, ResellerGenerator.isCovered(draft.period?.lowerBound ?? "2000-01-01")
        else {
            return nil
        }
        world.reseller.billed.append(draft)
        return ["\(end.wasCancelled ? "charge_after_cancel" : "unwanted_renewal") 0.00 \(draft.subtotal)"]
    }

    /// The trial's renewal was never agreed: its `renew` row goes, and so do the charges after the first.
    private func payTrial(_ role: LineRole, _ trial: LineDraft, _ world: inout GeneratedReseller) -> [String]? {
        let paid = world.roles.filter { $0.order == role.order && $0.kind == .cycle }.map(\.line)
        guard let first = paid.min() else { return nil }
        let subtotal = world.reseller.billed[first].subtotal
        world.reseller.rows.removeAll { $0.order == role.order && $0.transaction == .renew }
        world.reseller.billed = world.reseller.billed.enumerated().filter {
            $0.offset == first || !paid.contains($0.offset)
        }
        .map(\.element)
        return subtotal.isZero ? nil : ["trial_converted 0.00 \(subtotal)"]
    }
}

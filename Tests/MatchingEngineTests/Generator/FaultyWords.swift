import BillingModel

extension PlantedFault {
    /// Ids, types and parties of a line that is right otherwise.
    func plantInWords(_ world: inout GeneratedReseller, _ random: inout SeededRandom) -> [String]? {
        let role = PlantedFault.role(world, &random) { role in
            switch self {
            case .usageNotOrdered: role.kind == .usage
            case .foreignCurrency, .otherReseller: role.kind == .cycle && role.story == .plain
            case .suspended: role.kind == .cycle && role.story == .plain && !role.hasNext && role.hasEarlierInTerm
            default: role.kind == .cycle
            }
        }
        guard let role else { return nil }
        let before = world.reseller.billed[role.line]
        let both = "\(before.subtotal) \(before.subtotal)"
        switch self {
        case .otherItem:
            world.reseller.billed[role.line].item = "N1:0001:A"
            return ["item_mismatch \(both)"]
        case .drift:
            world.reseller.billed[role.line].item = String(before.item.dropLast(2)) + "Z9"
            return ["availability_drift \(both)"]
        case .unknownOrderID:
            world.reseller.billed[role.line].order = "system-order"
            return ["fallback_match \(both)"]
        case .noCustomer:
            world.reseller.billed[role.line].customer = ""
            return ["customer_unmatched \(both)"]
        case .billableDiffers:
            world.reseller.billed[role.line].quantity = 99
            return ["quantity_billable_differs \(both)"]
        case .badSign:
            world.reseller.billed[role.line].units = -before.units
            return ["quantity_sign - \(before.subtotal)"]
        case .unknownType:
            world.reseller.billed[role.line].type = .unrecognised
            return ["unknown_charge_type \(both)"]
        default: return plantInOrder(&world, role, before)
        }
    }

    private func plantInOrder(_ world: inout GeneratedReseller, _ role: LineRole, _ line: LineDraft) -> [String]? {
        let rows = world.reseller.rows.indices.filter { world.reseller.rows[$0].order == role.order }
        let lines = world.reseller.billed.filter { $0.order == role.order }
        switch self {
        case .foreignCurrency:
            for row in rows { world.reseller.rows[row].currency = "CHF" }
            return lines.map { _ in "currency_mismatch - -" }
        case .otherReseller:
            for row in rows { world.reseller.rows[row].reseller = "4711" }
            return lines.map { _ in "reseller_mismatch - -" }
        case .usageNotOrdered:
            world.reseller.rows.removeAll { $0.order == role.order }
            return lines.filter { !$0.subtotal.isZero }.map { "charged_not_ordered 0.00 \($0.subtotal)" }
        default:
            guard let period = line.period, let last = rows.last else { return nil }
            var row = world.reseller.rows[last]
            row.transaction = .suspend
            row.day = period.lowerBound.adding(days: -1)
            world.reseller.rows.append(row)
            return ["suspended_still_billed \(line.subtotal) \(line.subtotal)"]
        }
    }
}

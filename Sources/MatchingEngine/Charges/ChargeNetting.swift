import BillingModel

/// Nets the lines of one change before anything is compared (discrepancy classes, *Net pairs*).
///
/// Lines of one invoice, subscription and item that share a charge period are one charge when a seat change or a
/// conversion is among them; a `new` or `cycleCharge` line joins, since a change on the first day of a cycle is part of
/// that cycle's charge. Cancellation credits are never netted, they are compared with the credit that is due.
struct ChargeNetting {
    private struct Key: Hashable {
        let invoice: InvoiceIndex
        let subscription: Symbol
        let order: Symbol
        let item: CatalogItemID
        let period: BillingPeriod
        let currency: CurrencyCode
    }

    /// `amounts` are the comparable amounts by line; `included` leaves out what is out of scope.
    static func charges(
        _ lines: [LineItem], amounts: [Amount], included: [Bool]
    ) throws(ArithmeticOverflow) -> [BilledCharge] {
        var grouped: [Key: [Int]] = [:]
        for index in lines.indices where included[index] && lines[index].chargeType.isNettable {
            if let key = key(lines[index]) { grouped[key] = [] }
        }
        var charges: [BilledCharge] = []
        charges.reserveCapacity(lines.count)
        for index in lines.indices where included[index] {
            if !grouped.isEmpty, joinsNet(lines[index]), let key = key(lines[index]), grouped[key] != nil {
                grouped[key, default: []].append(index)
            } else {
                charges.append(single(index, lines[index], amounts[index]))
            }
        }
        for members in grouped.values {
            if members.count == 1 {
                charges.append(single(members[0], lines[members[0]], amounts[members[0]]))
            } else {
                charges.append(try net(members, lines, amounts))
            }
        }
        return charges
    }

    private static func joinsNet(_ line: LineItem) -> Bool {
        !line.isUsage && !line.chargeType.isCancellation && line.chargeType != .customerCredit
    }

    private static func key(_ line: LineItem) -> Key? {
        guard !line.isUsage, let period = line.period else { return nil }
        let subscription = line[.subscriptionID]
        return Key(
            invoice: line.invoice, subscription: subscription, order: subscription.isEmpty ? line[.orderID] : .empty,
            item: line.item, period: period, currency: line.currency)
    }

    private static func single(_ index: Int, _ line: LineItem, _ amount: Amount) -> BilledCharge {
        BilledCharge(line: index, netted: [], quantity: line.signedQuantity, amount: amount)
    }

    private static func net(
        _ members: [Int], _ lines: [LineItem], _ amounts: [Amount]
    ) throws(ArithmeticOverflow) -> BilledCharge {
        var quantity = ExactDecimal.zero
        var amount = Amount.zero
        for member in members {
            quantity = try quantity.adding(lines[member].signedQuantity)
            amount += amounts[member]
        }
        // The row names the largest positive line; equal ones are interchangeable.
        let first = members.max { a, b in
            amounts[a] == amounts[b] ? lines[b].source < lines[a].source : amounts[a] < amounts[b]
        }
        return BilledCharge(line: first ?? members[0], netted: members, quantity: quantity, amount: amount)
    }
}

extension ChargeType {
    /// Starts a net: the other lines of the same days belong to its event.
    var isNettable: Bool { isSeatChange || isConversion }
}

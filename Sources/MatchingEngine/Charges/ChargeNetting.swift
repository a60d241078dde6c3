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

    /// `amounts` are the comparable amounts by line; lines that `standings` excludes are left out.
    static func charges(
        _ lines: [LineItem], amounts: [Amount], standings: [LineStanding]
    ) throws(ArithmeticOverflow) -> [BilledCharge] {
        var grouped: [Key: [Int]] = [:]
        for index in lines.indices where lines[index].chargeType.isNettable && joins(lines[index], standings[index]) {
            if let key = key(lines[index]) { grouped[key] = [] }
        }
        var charges: [BilledCharge] = []
        charges.reserveCapacity(lines.count)
        for index in lines.indices where !standings[index].isExcluded {
            if !grouped.isEmpty, joins(lines[index], standings[index]), let key = key(lines[index]), grouped[key] != nil {
                grouped[key, default: []].append(index)
            } else {
                charges.append(
                    standings[index].isSettled
                        ? positive(index, lines[index], amounts[index]) : single(index, lines[index], amounts[index]))
            }
        }
        for members in grouped.values {
            charges.append(try charge(members, lines, amounts))
        }
        return charges
    }

    /// One charge of the lines: the line itself when it is alone.
    static func charge(
        _ members: [Int], _ lines: [LineItem], _ amounts: [Amount]
    ) throws(ArithmeticOverflow) -> BilledCharge {
        members.count == 1
            ? single(members[0], lines[members[0]], amounts[members[0]]) : try net(members, lines, amounts)
    }

    private static func joins(_ line: LineItem, _ standing: LineStanding) -> Bool {
        !line.isUsage && !line.chargeType.isCancellation && line.chargeType != .customerCredit
            && !standing.isExcluded && !standing.isSettled
    }

    /// A line whose sign is in doubt still claims the charge it was meant for: it is read as the charge its type names.
    private static func positive(_ index: Int, _ line: LineItem, _ amount: Amount) -> BilledCharge {
        BilledCharge(line: index, quantity: line.billableQuantity.magnitude, amount: amount.magnitude)
    }

    private static func key(_ line: LineItem) -> Key? {
        guard !line.isUsage, let period = line.period else { return nil }
        let subscription = line[.subscriptionID]
        return Key(
            invoice: line.invoice, subscription: subscription, order: subscription.isEmpty ? line[.orderID] : .empty,
            item: line.item, period: period, currency: line.currency)
    }

    private static func single(_ index: Int, _ line: LineItem, _ amount: Amount) -> BilledCharge {
        BilledCharge(line: index, quantity: line.signedQuantity, amount: amount)
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

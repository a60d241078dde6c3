import BillingModel

/// Nets the lines of one change before anything is compared (discrepancy classes, *Net pairs*).
///
/// Lines of one invoice, subscription and item that share a charge period are one charge when a seat change or a
/// conversion is among them, the two halves of a conversion alone stay apart; a `new` or `cycleCharge` line joins, since a change on the first day of a cycle is part of
/// that cycle's charge. Legacy prorations of one invoice are one charge whatever their days: the reversal of what was billed
/// and a line for each part of the cycle (billing rules 1.3). Cancellation credits are never netted, they are compared with the credit that is due.
struct ChargeNetting {
    private struct Key: Hashable {
        let invoice: InvoiceIndex
        let subscription: Symbol
        let order: Symbol
        let item: CatalogItemID
        let period: BillingPeriod
        let currency: CurrencyCode
    }

    private(set) var charges: [BilledCharge] = []
    /// The lines of each net.
    private(set) var nets: [[Int]] = []

    /// `amounts` are the comparable amounts by line; lines that `standings` excludes are left out.
    init(_ lines: [LineItem], amounts: [Amount], standings: [LineStanding]) throws(ArithmeticOverflow) {
        var grouped: [Key: [Int]] = [:]
        for index in lines.indices where lines[index].chargeType.isNettable {
            if let key = ChargeNetting.key(lines[index], standings[index]) { grouped[key] = [] }
        }
        charges.reserveCapacity(lines.count)
        for index in lines.indices where !standings[index].isExcluded {
            if !grouped.isEmpty, let key = ChargeNetting.key(lines[index], standings[index]), grouped[key] != nil {
                grouped[key, default: []].append(index)
            } else if standings[index].isSettled {
                // Its sign is in doubt: it still claims the charge it was meant for, and is read as its type says.
                charges.append(
                    BilledCharge(
                        line: index, quantity: lines[index].billableQuantity.magnitude, amount: amounts[index].magnitude
                    ))
            } else {
                charges.append(
                    BilledCharge(line: index, quantity: lines[index].signedQuantity, amount: amounts[index]))
            }
        }
        for members in grouped.values {
            guard members.allSatisfy({ lines[$0].chargeType.isConversion }) else {
                try append(members, lines, amounts)
                continue
            }
            // To the same item at another price: refund and charge are expected one by one.
            let halves = Dictionary(grouping: members) { amounts[$0].signum < 0 }
            for half in halves.values { try append(half, lines, amounts) }
        }
    }

    private mutating func append(
        _ members: [Int], _ lines: [LineItem], _ amounts: [Amount]
    ) throws(ArithmeticOverflow) {
        var charge = try ChargeNetting.charge(members, lines, amounts)
        if members.count > 1 {
            charge.net = nets.count
            nets.append(members)
        }
        charges.append(charge)
    }

    /// `nil` for a line that never joins a net.
    private static func key(_ line: LineItem, _ standing: LineStanding) -> Key? {
        if line.isUsage || line.chargeType.isCancellation || line.chargeType == .customerCredit { return nil }
        guard var period = line.period, !standing.isExcluded, !standing.isSettled else { return nil }
        if line.chargeType == .legacyProrate { period = BillingPeriod(.init(dayNumber: 0), .init(dayNumber: 0)) }
        let subscription = line[.subscriptionID]
        return Key(
            invoice: line.invoice, subscription: subscription, order: subscription.isEmpty ? line[.orderID] : .empty,
            item: line.item, period: period, currency: line.currency)
    }

    /// The sum of the lines, named by the largest positive one; equal ones are interchangeable.
    static func charge(
        _ members: [Int], _ lines: [LineItem], _ amounts: [Amount]
    ) throws(ArithmeticOverflow) -> BilledCharge {
        var quantity = ExactDecimal.zero
        var amount = Amount.zero
        for member in members {
            quantity = try quantity.adding(lines[member].signedQuantity)
            amount += amounts[member]
        }
        let first = members.max { a, b in
            amounts[a] == amounts[b] ? lines[b].source < lines[a].source : amounts[a] < amounts[b]
        }
        return BilledCharge(line: first ?? members[0], quantity: quantity, amount: amount)
    }
}

extension ChargeType {
    /// Starts a net: the other lines of the same days belong to its event.
    var isNettable: Bool { isSeatChange || isConversion || self == .legacyProrate }
}

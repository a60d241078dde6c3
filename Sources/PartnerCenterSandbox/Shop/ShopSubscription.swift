import BillingModel
import Foundation

/// A subscription as its orders have made it (commerce API 8.2).
struct ShopSubscription: Sendable {
    let id: String
    private let order: ShopOrder
    private let line: ShopOrder.Line
    /// The last day of the term in force.
    private let commitmentEnd: CalendarDate?
    private let quantity: Decimal

    /// Of one customer's orders, the oldest first.
    static func all(_ orders: [ShopOrder]) -> [ShopSubscription] {
        var ids: [String] = []
        var found: [String: ShopSubscription] = [:]
        for order in orders {
            for line in order.lines where !line.subscription.isEmpty {
                if found[line.subscription] == nil { ids.append(line.subscription) }
                found[line.subscription] = ShopSubscription(order, line, after: found[line.subscription])
            }
        }
        return ids.compactMap { found[$0] }
    }

    private init(_ order: ShopOrder, _ line: ShopOrder.Line, after before: ShopSubscription?) {
        id = line.subscription
        self.order = order
        self.line = line
        let opensTerm = ["new", "renew", "convert"].contains(line.transaction.lowercased())
        let had = before?.quantity ?? 0
        switch line.transaction.lowercased() {
        case "addquantity": quantity = had + line.quantity
        case "removequantity": quantity = had - line.quantity
        case "cancel": quantity = 0
        default: quantity = line.quantity
        }
        guard opensTerm else {
            commitmentEnd = before?.commitmentEnd
            return
        }
        if case .date(let end) = DateText.read(line.customEnd) {
            commitmentEnd = end
        } else if case .date(let day) = DateText.read(order.created), let months = line.months {
            commitmentEnd = day.adding(months: months).adding(days: -1)
        } else {
            commitmentEnd = nil
        }
    }

    var json: String {
        let end = commitmentEnd.map { "\"commitmentEndDate\":\"\($0)T00:00:00Z\"," } ?? ""
        return "{\"id\":\(JSONOut.text(id)),\"orderId\":\(JSONOut.text(order.id)),"
            + "\"offerId\":\(JSONOut.text(line.offer)),\"friendlyName\":\(JSONOut.text(line.name)),"
            + "\"quantity\":\(quantity),\"unitType\":\"Licenses\",\"status\":\"\(quantity == 0 ? "deleted" : "active")\","
            + "\"autoRenewEnabled\":\(line.renewsItself),\(end)\"billingCycle\":\(JSONOut.text(order.cycle)),"
            + "\"termDuration\":\(JSONOut.text(line.term)),\"attributes\":{\"objectType\":\"Subscription\"}}"
    }
}

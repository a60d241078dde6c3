package import BillingModel

/// An order as the service has it (commerce API 6).
package struct PlacedOrder: Sendable, Equatable {
    package struct Line: Sendable, Equatable {
        /// From zero, inside the order.
        package let number: Int
        package let offer: String
        package let subscription: String
        package let term: String
        /// `New`, `renew`, `addQuantity` …; empty in old bodies.
        package let transaction: String
        package let name: String
        /// Bought in this order: not what is in force.
        package let quantity: ExactDecimal
        package let promotion: String
        package let reseller: String
        /// One seat for the whole term, before tax, net of promotions; `nil` unless prices were asked for.
        package let termPrice: ExactDecimal?
        /// Last day of the first term when it is not the nominal one.
        package let customEnd: String
    }

    package let id: String
    package let alternateID: String
    package let customer: String
    package let billingCycle: String
    package let currency: String
    /// As the wire has it.
    package let created: String
    package let status: String
    package let lines: [Line]

    /// Reads an order; `customer` is for bodies that do not name theirs.
    package init(_ value: JSONValue, customer: String) {
        id = value["id"]?.text ?? ""
        alternateID = value["alternateId"]?.text ?? ""
        self.customer = value["referenceCustomerId"]?.text ?? customer
        billingCycle = value["billingCycle"]?.text ?? ""
        currency = value["currencyCode"]?.text ?? ""
        created = value["creationDate"]?.text ?? ""
        status = value["status"]?.text ?? ""
        lines = (value["lineItems"]?.elements ?? []).enumerated().map { index, line in
            let pricing = line["pricing"]
            return Line(
                number: line["lineItemNumber"]?.int ?? index, offer: line["offerId"]?.text ?? "",
                subscription: line["subscriptionId"]?.text ?? "", term: line["termDuration"]?.text ?? "",
                transaction: line["transactionType"]?.text ?? "", name: line["friendlyName"]?.text ?? "",
                quantity: line["quantity"]?.decimal ?? .zero, promotion: line["promotionId"]?.text ?? "",
                reseller: line["partnerIdOnRecord"]?.text ?? "",
                termPrice: pricing?["discountedPrice"]?.decimal ?? pricing?["price"]?.decimal
                    ?? pricing?["listPrice"]?.decimal,
                customEnd: line["customTermEndDate"]?.text ?? "")
        }
    }
}

/// One line of an order, for listings.
package struct PlacedOrderRow: Listed, Equatable {
    private let order: PlacedOrder
    private let line: PlacedOrder.Line

    /// A row per line.
    package static func rows(_ orders: [PlacedOrder]) -> [PlacedOrderRow] {
        orders.flatMap { order in order.lines.map { PlacedOrderRow(order: order, line: $0) } }
    }

    package static let columns = [
        "order_id", "line_number", "customer_id", "created", "status", "billing_cycle", "transaction_type",
        "catalog_item_id", "name", "subscription_id", "term", "quantity_bought", "term_price", "currency",
    ]
    package var cells: [ListedCell] {
        [
            .init(order.id), .number(String(line.number)), .init(order.customer), .init(order.created),
            .init(order.status), .init(order.billingCycle), .init(line.transaction), .init(line.offer),
            .init(line.name),
            .init(line.subscription), .init(line.term), .number(line.quantity.description),
            line.termPrice.map { .number($0.description) } ?? .none, .init(order.currency),
        ]
    }
}

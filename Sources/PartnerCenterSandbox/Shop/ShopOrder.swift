import Foundation

/// An order of the sandbox.
struct ShopOrder: Sendable {
    struct Line: Sendable {
        var offer: String
        var subscription: String
        var term: String
        var transaction: String
        var name: String
        /// Bought in this order.
        var quantity: Decimal
        /// One seat for the whole term.
        var termPrice: Decimal?
        var promotion = ""
        /// Last day of the first term when it is not the nominal one, `YYYY-MM-DD`.
        var customEnd = ""
        /// From zero, when it is not the place in the order.
        var number: Int?
        /// Names the reservation, where it is one.
        var reservation = ""
        /// Whether the subscription renews itself.
        var renewsItself = true

        /// Of the term; `nil` for what has none.
        var months: Int? { ["P1M": 1, "P1Y": 12, "P3Y": 36][term] }
    }

    var id: String
    var customer: String
    var cycle: String
    var currency: String
    var created: String
    var status: String
    var lines: [Line]
    /// Bought here: the sandbox bills it.
    var isOwn = false
    /// Listings that do not show it yet.
    var hiddenListings = 0

    /// As the service writes it; prices only when asked for.
    func json(includePrice: Bool) -> String {
        let lines = lines.enumerated().map { index, line in
            var fields = [
                "\"lineItemNumber\":\(line.number ?? index)", "\"offerId\":\(JSONOut.text(line.offer))",
                "\"transactionType\":\(JSONOut.text(line.transaction))", "\"friendlyName\":\(JSONOut.text(line.name))",
                "\"quantity\":\(line.quantity)",
            ]
            if !line.subscription.isEmpty { fields.append("\"subscriptionId\":\(JSONOut.text(line.subscription))") }
            if !line.term.isEmpty { fields.append("\"termDuration\":\(JSONOut.text(line.term))") }
            if !line.promotion.isEmpty { fields.append("\"promotionId\":\(JSONOut.text(line.promotion))") }
            if !line.customEnd.isEmpty { fields.append("\"customTermEndDate\":\"\(line.customEnd)T00:00:00Z\"") }
            if includePrice, let price = line.termPrice {
                fields.append(
                    "\"pricing\":{\"listPrice\":\(price),\"price\":\(price),\"extendedPrice\":\(price * line.quantity)}"
                )
            }
            return "{" + fields.joined(separator: ",") + "}"
        }
        return "{\"id\":\(JSONOut.text(id)),\"alternateId\":\(JSONOut.text(id)),"
            + "\"referenceCustomerId\":\(JSONOut.text(customer)),\"billingCycle\":\(JSONOut.text(cycle)),"
            + "\"currencyCode\":\(JSONOut.text(currency)),\"lineItems\":[\(lines.joined(separator: ","))],"
            + "\"creationDate\":\(JSONOut.text(created)),\"status\":\(JSONOut.text(status)),"
            + "\"transactionType\":\"UserPurchase\",\"attributes\":{\"objectType\":\"Order\"}}"
    }
}

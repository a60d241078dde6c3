import BillingModel

/// A line of an order over time: (`order_id`, `line_number`), with the rows that joined it by subscription.
///
/// Rows stand in ``OrderLines/rows``, sorted by the day they take effect, then order date, then file order.
struct OrderLine {
    let rows: Range<Int>
    let order: OrderID
    let number: Int32
    let customer: CustomerID
    let subscription: SubscriptionID
    let currency: CurrencyCode
    let billingCycle: BillingCycle
    /// The day its first row takes effect: its first completed one, if it has any.
    let start: CalendarDate
    /// The day it was ordered, for the ladder's last rung.
    let orderDate: CalendarDate
    /// Its legacy item has no SKU: it is billed on legacy invoices.
    let isLegacy: Bool
    /// Every row is cancelled or failed: it neither matches nor is expected.
    let isDead: Bool
    /// Some row is completed: only then is anything expected.
    let hasCompletedRow: Bool
    /// Some row is pending beside completed ones: what it would call for may be billed after all.
    let hasPendingRow: Bool
    /// Its first row that counts changes an order that the book does not have the beginning of.
    let beginsWithChange: Bool
    /// Where its expected charges stand in ``AccountMatching/expected``.
    var expected: Range<Int> = 0..<0
}

/// The state of an order line on a day.
struct OrderState {
    let row: Int
    let quantity: ExactDecimal
    let unitPrice: ExactDecimal
    let item: CatalogItemID
    let isSuspended: Bool
    let isPending: Bool
    let isCancelled: Bool
}

import BillingModel

/// Indexes over one account that only faults need: each is built at its first use.
struct AccountLookups {
    struct SeatDays: Hashable {
        let customer: Symbol
        let product: Symbol
        let sku: Symbol
        let period: BillingPeriod
    }

    /// The first zero-value seat line of each subscription: its first day.
    var trials: [Symbol: CalendarDate]?
    /// Claimed seat charges by customer, item and days.
    var claimed: [SeatDays: [Int]]?
    /// Some id in the order book was altered by a spreadsheet.
    var hasCorruptedOrders: Bool?
    /// Orders and subscriptions of lines that a scope rule left out.
    var outOfScope: Set<Symbol>?
    /// Seat charges without an order, in their order.
    var unmatched: [Int]?
    /// Raw texts of rejected lines, in lower case.
    var rejected: [String]?
}

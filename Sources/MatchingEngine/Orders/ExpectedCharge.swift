import BillingModel

/// A charge that the order book calls for.
struct ExpectedCharge {
    enum Kind {
        /// The first charge of an order.
        case purchase
        /// A later cycle, or the first of a renewed term.
        case cycle
        /// Seats added or removed within a cycle: the net of the change.
        case seatChange
        /// The refund of the old item at a conversion, and the charge of the new one.
        case conversionRefund, conversionCharge
        /// The credit of a cancellation within seven days.
        case cancelCredit
    }

    let orderLine: Int
    let kind: Kind
    /// The days charged, inclusive.
    let period: BillingPeriod
    /// The whole cycle, whose days divide the price.
    let cycle: BillingPeriod
    /// Seats charged; negative for credits.
    let quantity: ExactDecimal
    /// Seats in force before and after, for the halves of a pair.
    var quantityBefore = ExactDecimal.zero
    var quantityAfter = ExactDecimal.zero
    /// Agreed price of one whole cycle, and the one before a change.
    let unitPrice: ExactDecimal
    var unitPriceBefore: ExactDecimal?
    let item: CatalogItemID
    /// The row of the order book in force, for promotions and prices.
    let row: Int
    /// First day of the term in which it falls.
    let termStart: CalendarDate
    /// When it never comes it is missing: the order is completed, not suspended, and the charge is not optional.
    var isDue: Bool
    /// A pending row would call for it: a line that is exactly this takes it, and nothing else ever does.
    var isPending = false
    /// The charge that answered it.
    var claimedBy: Int?
    /// Not missing although unclaimed: an item mismatch or a wrong plan took its place.
    var isSettled = false
    /// Several lines or order lines fit it equally; it is not missing either.
    var isAmbiguous = false

    var isOpen: Bool { claimedBy == nil && !isSettled && !isAmbiguous && !isPending }
    var isOpenPending: Bool { claimedBy == nil && !isSettled && isPending }
    /// An unclaimed pending charge stands for nothing that happened.
    var isIdle: Bool { isPending && claimedBy == nil }
    var isCycle: Bool { kind == .purchase || kind == .cycle }
    var isWholeCycle: Bool { period == cycle }

    /// The month it belongs to is the month of its first day: purchase, cycle start, change, cancellation.
    var eventDay: CalendarDate { period.start }

    /// The same days, seats and price for the same reason.
    func isSameCharge(as other: ExpectedCharge) -> Bool {
        kind == other.kind && period == other.period && cycle == other.cycle && quantity == other.quantity
            && quantityBefore == other.quantityBefore && quantityAfter == other.quantityAfter
            && unitPrice == other.unitPrice && unitPriceBefore == other.unitPriceBefore && item == other.item
    }

    /// What it amounts to at an exchange rate, for a number of days of the cycle.
    ///
    /// Full cycle: quantity × trunc(price × rate, 2); part: quantity × trunc(price × rate × days ÷ cycle days, 2); the
    /// net of a change is the new total less the old, each truncated (discrepancy classes, *How a billed line is
    /// compared*, 4).
    func amount(rate: ExactDecimal = .one, days: Int? = nil) throws(ArithmeticOverflow) -> Amount {
        let days = days ?? period.days
        if kind == .seatChange {
            let after = try share(unitPrice, rate, days).multiplied(by: quantityAfter)
            let before = try share(unitPriceBefore ?? unitPrice, rate, days).multiplied(by: quantityBefore)
            return after - before
        }
        return try share(unitPrice, rate, days).multiplied(by: quantity)
    }

    /// What another quantity would amount to.
    func amount(quantity: ExactDecimal, rate: ExactDecimal, days: Int? = nil) throws(ArithmeticOverflow) -> Amount {
        try share(unitPrice, rate, days ?? period.days).multiplied(by: quantity)
    }

    private func share(
        _ price: ExactDecimal, _ rate: ExactDecimal, _ days: Int
    ) throws(ArithmeticOverflow) -> Amount {
        if days == cycle.days { return try Rounding.towardZero(price, times: rate) }
        return try Rounding.towardZero(price, times: rate, numerator: max(0, days), denominator: cycle.days)
    }
}

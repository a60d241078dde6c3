import BillingModel

/// A row of the order book before its texts are pooled.
struct OrderDraft: Sendable {
    var order: String
    var number = 1
    var customer: String
    var subscription: String
    var alternate = ""
    var reference = ""
    var promotion = ""
    var discount: ExactDecimal?
    var reseller = ""
    var item: String
    var transaction: OrderTransaction
    var status: OrderStatus
    var cycle: BillingCycle
    var term: Term?
    var autoRenew: Bool
    var day: CalendarDate
    var end: CalendarDate?
    var currency: String
    var quantity: ExactDecimal
    var price: ExactDecimal?
}

/// A billed line before its texts are pooled.
struct LineDraft: Sendable {
    var order: String
    var customer: String
    var subscription: String
    var alternate = ""
    var reference = ""
    var promotion = ""
    var reseller = ""
    var item: String
    var type: ChargeType
    var typeText: String
    var period: ClosedRange<CalendarDate>?
    var orderDate: CalendarDate?
    var term: Term?
    var frequency: BillingCycle?
    var subscriptionEnd: CalendarDate?
    var currency: String
    var pricing: String
    var rate: ExactDecimal
    var units: ExactDecimal
    var quantity: ExactDecimal
    var unitPrice: ExactDecimal
    var effectivePrice: ExactDecimal?
    var subtotal: Amount
    var tax: Amount
    var total: Amount
    var meter = ""
    var publisher = "Microsoft"
    var hasEarnedCredit = false
    /// The invoice: its month, and its currency when that is not the line's.
    var month: String
    var invoiceCurrency: String
    var isLegacy = false
    /// Legacy: TotalOtherDiscount.
    var otherDiscount = ExactDecimal.zero
}

/// An order's first row, or with another `transaction` what changes it.
func order(
    _ id: String, _ day: CalendarDate, _ transaction: OrderTransaction = .new, qty: ExactDecimal,
    price: ExactDecimal? = nil, term: Term? = .year, cycle: BillingCycle = .monthly, item: String = "P1:0001:A1",
    customer: String = "c1", sub: String? = nil, line: Int = 1, currency: String = "EUR", end: CalendarDate? = nil,
    autoRenew: Bool = true, status: OrderStatus = .completed, alternate: String = "", reference: String = "",
    promotion: String = "", discount: ExactDecimal? = nil, reseller: String = ""
) -> Reseller.Entry {
    .order(
        OrderDraft(
            order: id, number: line, customer: customer, subscription: sub ?? "s-\(id)", alternate: alternate,
            reference: reference, promotion: promotion, discount: discount, reseller: reseller, item: item,
            transaction: transaction, status: status, cycle: cycle, term: cycle == .oneTime ? nil : term,
            autoRenew: autoRenew, day: day, end: end, currency: currency, quantity: qty, price: price))
}

/// A one-time purchase.
func purchase(
    _ id: String, _ day: CalendarDate, qty: ExactDecimal, price: ExactDecimal, item: String = "P1:0001:A1",
    customer: String = "c1", line: Int = 1, currency: String = "EUR"
) -> Reseller.Entry {
    order(
        id, day, qty: qty, price: price, cycle: .oneTime, item: item, customer: customer, sub: "", line: line,
        currency: currency)
}

/// A billed line. The subtotal follows from the published seat formula unless given; `part` is a share of a cycle, days
/// charged of days in the cycle, that the price is multiplied by; `subtotal` and `total` override what follows.
func line(
    _ id: String, _ type: ChargeType, _ period: ClosedRange<CalendarDate>?, qty: ExactDecimal, price: ExactDecimal,
    part: (Int, Int)? = nil, unitPrice: ExactDecimal? = nil, quantity: ExactDecimal? = nil, rate: ExactDecimal = .one,
    subtotal: Amount? = nil, tax: Amount = .zero, total: Amount? = nil, item: String = "P1:0001:A1",
    customer: String = "c1", sub: String? = nil, currency: String = "EUR", pricing: String? = nil,
    on month: String? = nil, invoiceCurrency: String? = nil, alternate: String = "", reference: String = "",
    promotion: String = "", reseller: String = "", term: Term? = nil, frequency: BillingCycle? = nil,
    orderDate: CalendarDate? = nil, subscriptionEnd: CalendarDate? = nil, typeText: String? = nil,
    publisher: String = "Microsoft"
) -> Reseller.Entry {
    let effective = part.map { Drafts.share(price, $0.0, $0.1) } ?? price
    let formula = Drafts.seatSubtotal(effective, qty, rate)
    let net = subtotal ?? formula
    return .line(
        LineDraft(
            order: id, customer: customer, subscription: sub ?? (id.isEmpty ? "" : "s-\(id)"), alternate: alternate,
            reference: reference, promotion: promotion, reseller: reseller, item: item, type: type,
            typeText: typeText ?? "\(type)", period: period, orderDate: orderDate ?? period?.lowerBound, term: term,
            frequency: frequency, subscriptionEnd: subscriptionEnd, currency: currency, pricing: pricing ?? currency,
            rate: rate, units: qty, quantity: quantity ?? qty, unitPrice: unitPrice ?? price,
            effectivePrice: effective, subtotal: net, tax: tax, total: total ?? (net + tax), publisher: publisher,
            month: month ?? Drafts.month(period?.lowerBound ?? "2026-01-01"),
            invoiceCurrency: invoiceCurrency ?? currency))
}

/// A line of metered usage.
func usage(
    _ id: String, _ month: String, meter: String = "Compute Hours", qty: ExactDecimal, price: ExactDecimal,
    earnedCredit: Bool = false, rate: ExactDecimal = .one, subtotal: Amount? = nil, item: String = "Z1:0001:ZA",
    customer: String = "c1", sub: String? = nil, currency: String = "EUR", pricing: String? = nil,
    on invoiceMonth: String? = nil
) -> Reseller.Entry {
    .line(
        Drafts.usage(
            id, month, meter, qty, price, earnedCredit, rate, subtotal, item, customer, sub ?? "s-\(id)", currency,
            pricing ?? currency, invoiceMonth ?? month))
}

/// A line of daily rated usage.
func rated(
    _ id: String, _ month: String, subtotal: Amount, item: String = "Z1:0001:ZA", sub: String? = nil,
    currency: String = "EUR"
) -> Reseller.Entry {
    .rated(
        Drafts.usage(
            id, month, "Compute Hours", .one, .one, false, .one, subtotal, item, "c1", sub ?? "s-\(id)", currency,
            currency, month))
}

/// Arithmetic and texts of the drafts.
enum Drafts {
    static func month(_ day: CalendarDate) -> String { day.month.description }

    static func first(_ month: String) -> CalendarDate { CalendarDate(stringLiteral: month + "-01") }

    static func seatSubtotal(_ price: ExactDecimal, _ quantity: ExactDecimal, _ rate: ExactDecimal) -> Amount {
        checked { () throws(ArithmeticOverflow) in
            try Rounding.seatSubtotal(price: price, quantity: quantity, rate: rate)
        }
    }

    /// price × days ÷ cycle days with the twelve decimals that EffectiveUnitPrice is printed with.
    static func share(_ price: ExactDecimal, _ days: Int, _ cycleDays: Int) -> ExactDecimal {
        let scaled = price.coefficient * Int128(days) * 1_000_000_000_000 / Int128(cycleDays)
        return ExactDecimal(coefficient: scaled, scale: Int(price.scale) + 12)
    }

    /// Drafts hold small figures; one that overflows is a defect of the test.
    static func checked<T>(_ body: () throws(ArithmeticOverflow) -> T) -> T {
        do { return try body() } catch { preconditionFailure("figures of a draft overflow") }
    }

    static func usage(
        _ id: String, _ month: String, _ meter: String, _ qty: ExactDecimal, _ price: ExactDecimal,
        _ earnedCredit: Bool, _ rate: ExactDecimal, _ subtotal: Amount?, _ item: String, _ customer: String,
        _ sub: String, _ currency: String, _ pricing: String, _ invoiceMonth: String
    ) -> LineDraft {
        let net =
            subtotal
            ?? checked { () throws(ArithmeticOverflow) in
                try Rounding.usageSubtotal(price: price, quantity: qty, rate: rate)
            }
        let start = first(month)
        return LineDraft(
            order: id, customer: customer, subscription: sub, item: item, type: .new, typeText: "new",
            period: start...start.month.lastDay, orderDate: start, currency: currency, pricing: pricing, rate: rate,
            units: qty, quantity: qty, unitPrice: price, effectivePrice: price, subtotal: net, tax: .zero, total: net,
            meter: meter, hasEarnedCredit: earnedCredit, month: invoiceMonth, invoiceCurrency: currency)
    }
}

/// Whole quantities in tests: `qty: 10`.
extension ExactDecimal: ExpressibleByIntegerLiteral {
    /// Takes a whole number.
    public init(integerLiteral value: Int) { self.init(integer: value) }
}

let eur = Drafts.currency("EUR")
let usd = Drafts.currency("USD")

extension Drafts {
    static func currency(_ code: String) -> CurrencyCode {
        guard let currency = CurrencyCode(code) else { preconditionFailure("not a currency: \(code)") }
        return currency
    }
}

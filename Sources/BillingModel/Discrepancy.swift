/// How a line found its order: the rungs of the ladder.
package enum Rung: String, Sendable, CaseIterable, Comparable {
    case orderID = "order_id"
    case alternateID = "alternate_id"
    case subscriptionID = "subscription_id"
    case productSKU = "product_sku"
    case customer = "customer"

    package static func < (a: Rung, b: Rung) -> Bool { a.position < b.position }
    private var position: Int { Rung.allCases.firstIndex(of: self) ?? 0 }
}

/// One row that a person can act on. Texts are written out, so it outlives the pools.
package struct Discrepancy: Sendable, Equatable {
    package var kind: DiscrepancyClass
    package var severity: Severity
    package var direction: Direction

    package var invoiceID = ""
    package var invoiceDate: CalendarDate?
    package var documentType = ""
    package var invoicePeriod: BillingPeriod?

    package var customerID = ""
    package var customerName = ""
    package var orderID = ""
    package var lineNumber: Int?
    package var matchedBy: Rung?
    package var subscriptionID = ""
    package var catalogItemID = ""
    package var productName = ""
    package var skuName = ""
    package var chargeType = ""
    package var chargeStart: CalendarDate?
    package var chargeEnd: CalendarDate?
    package var term = ""
    package var billingCycle = ""

    package var expectedQuantity: ExactDecimal?
    package var billedQuantity: ExactDecimal?
    package var expectedUnitPrice: ExactDecimal?
    package var billedUnitPrice: ExactDecimal?
    package var currency: CurrencyCode?
    /// Before tax unless the class is about tax; empty where no money is at stake.
    package var expectedAmount: Amount?
    package var billedAmount: Amount?

    /// The rule that decided, as `rules/` or the catalogue names it.
    package var rule = ""
    /// One sentence for a finance person.
    package var explanation = ""
    package var suggestedAction = ""
    /// The invoice was not read whole.
    package var provisional = false
    /// Each source as `file#line`, in reading order.
    package var evidence: [String] = []
    /// The arithmetic, step by step, for `explain`.
    package var steps: [String] = []
    /// Tells apart what else would be the same subject: a rejected line's place, a currency, a meter.
    package var discriminator = ""

    package init(_ kind: DiscrepancyClass, severity: Severity? = nil) {
        self.kind = kind
        self.severity = severity ?? kind.defaultSeverity
        direction = kind.direction(of: nil)
    }

    /// `billed - expected`; `nil` unless both are there.
    package var difference: Amount? {
        guard let expectedAmount, let billedAmount else { return nil }
        return billedAmount - expectedAmount
    }
}

/// One billed line tied to one order line: a row of `matches.csv`.
package struct Match: Sendable, Equatable {
    package var invoiceID: String
    package var source: SourceLocation
    package var orderID: String
    package var lineNumber: Int
    package var matchedBy: Rung
    /// What decided between several, or how the amount was found right.
    package var rule: String
    package var catalogItemID: String
    package var subscriptionID: String
    package var chargeType: String
    package var period: BillingPeriod?
    package var quantity: ExactDecimal
    package var amount: Amount
    /// `nil` where the order sets no amount, as for usage.
    package var expectedAmount: Amount?
    package var currency: CurrencyCode
    /// What the evidence says beside the source; mostly empty.
    package var note = ""

    package init(
        invoiceID: String, source: SourceLocation, orderID: String, lineNumber: Int, matchedBy: Rung, rule: String,
        catalogItemID: String, subscriptionID: String, chargeType: String, period: BillingPeriod?,
        quantity: ExactDecimal, amount: Amount, expectedAmount: Amount?, currency: CurrencyCode
    ) {
        self.invoiceID = invoiceID
        self.source = source
        self.orderID = orderID
        self.lineNumber = lineNumber
        self.matchedBy = matchedBy
        self.rule = rule
        self.catalogItemID = catalogItemID
        self.subscriptionID = subscriptionID
        self.chargeType = chargeType
        self.period = period
        self.quantity = quantity
        self.amount = amount
        self.expectedAmount = expectedAmount
        self.currency = currency
    }
}

/// What `rules/` decides: tolerances, severities, the ladder, scope and aliases. The built-in values are the catalogue's.
package struct ReconciliationRules: Sendable, Equatable {
    /// Classes with another severity than the catalogue's.
    package var severities: [DiscrepancyClass: Severity] = [:]
    /// The rungs in the order they are tried.
    package var ladder: [Rung] = Rung.allCases
    package var tolerances = Tolerances()
    /// Tolerances for particular classes, currencies, customers or products; the most specific one that applies wins.
    package var overrides: [ToleranceOverride] = []
    /// Tolerated differences of one invoice beyond this are `tolerated_difference_material`, in the invoice's currency.
    package var materiality = Amount(cents: 1000)
    package var exclusions: [ScopeExclusion] = []
    package var aliases: [ProductAlias] = []

    package init() {}

    package func severity(of kind: DiscrepancyClass) -> Severity { severities[kind] ?? kind.defaultSeverity }
}

/// The catalogue's tolerances (billing rules 5.3). A tolerance decides whether to report; it never changes a number.
package struct Tolerances: Sendable, Equatable {
    /// An expected seat line: this × |quantity|.
    package var seatPerUnit = Amount(cents: 1)
    /// A usage line: this × rate + this.
    package var usage = Amount(cents: 1)
    /// Tax: this × ``taxComponents``.
    package var taxPerComponent = Amount(cents: 1)
    package var taxComponents = 2
    /// Header against lines.
    package var headerTotal = Amount(cents: 5)
    /// Daily rated usage against reconciliation lines.
    package var usageTotal = Amount(cents: 50)
    /// Open invoices against the reported balance.
    package var balance = Amount(cents: 5)
    /// Exchange rate against reference rates, in percent.
    package var exchangeRatePercent: ExactDecimal = "0.5"

    package init() {}
}

/// A tolerance for part of the world. Empty selectors apply to everything; a difference is tolerated only when it
/// exceeds neither limit that is given.
package struct ToleranceOverride: Sendable, Equatable {
    package var name: String
    package var kind: DiscrepancyClass?
    package var currency: CurrencyCode?
    package var customerID: String?
    /// `ProductId` or `ProductId:SkuId`.
    package var product: String?
    package var absolute: Amount?
    /// Of the expected amount.
    package var percent: ExactDecimal?

    package init(name: String) { self.name = name }
}

/// Lines that are counted and totalled but not compared; they land in the `excluded` bucket.
package struct ScopeExclusion: Sendable, Equatable {
    package var name: String
    package var reason: String
    package var customerID: String?
    package var product: String?
    package var publisher: String?
    package var kind: ChargeKind?

    package init(name: String, reason: String) {
        self.name = name
        self.reason = reason
    }
}

/// Two catalogue items that mean the same to the order book: `ProductId:SkuId` as billed and as ordered.
package struct ProductAlias: Sendable, Equatable {
    package var billed: String
    package var ordered: String

    package init(billed: String, ordered: String) {
        self.billed = billed
        self.ordered = ordered
    }
}

package import BillingModel

/// What a night came to, in as few figures as a later night needs to show what has changed since.
package struct NightFigures: Sendable, Equatable {
    package let asOf: CalendarDate
    /// Standing findings that nobody has accepted, with or without money.
    package let findings: Int
    /// In dispute, over- and undercharges without their signs, by currency.
    package let inDispute: [CurrencyCode: Amount]

    package init(asOf: CalendarDate, findings: Int, inDispute: [CurrencyCode: Amount]) {
        self.asOf = asOf
        self.findings = findings
        self.inDispute = inDispute
    }
}

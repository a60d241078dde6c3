/// Where a finding is in its life.
package enum DiscrepancyStatus: String, Sendable, CaseIterable {
    case new, open, changed, accepted, disputed
    case awaitingCredit = "awaiting_credit"
    case resolved
}

/// A reviewer's decision about a finding.
package enum Disposition: String, Sendable, CaseIterable {
    case accepted, disputed
    case awaitingCredit = "awaiting_credit"
    case open
}

/// A discrepancy with its identity and its history: a row of `discrepancies.csv`.
package struct ReportedDiscrepancy: Sendable, Equatable {
    /// A hash of what the finding is about, the same every night.
    package var id: String
    package var status: DiscrepancyStatus
    package var firstSeen: CalendarDate
    /// Days from `firstSeen` to the run's as-of date.
    package var ageDays: Int
    package var discrepancy: Discrepancy
    package var reportingCurrency: CurrencyCode?
    package var differenceReporting: Amount?
    package var disposition: Disposition?
    package var reviewerNote = ""

    package init(
        id: String, status: DiscrepancyStatus, firstSeen: CalendarDate, ageDays: Int, discrepancy: Discrepancy
    ) {
        self.id = id
        self.status = status
        self.firstSeen = firstSeen
        self.ageDays = ageDays
        self.discrepancy = discrepancy
    }
}

package import BillingModel

/// What `tieout run` was asked to do (contracts, section 1).
package struct RunOptions: Sendable {
    /// The snapshot folder.
    package var source: String
    package var orders: [String] = []
    package var ledger = "ledger.sqlite"
    package var reports = "reports"
    /// A folder of rule files; `nil` for the built-in rules.
    package var rules: String?
    package var asOf: CalendarDate
    /// An open discrepancy of this severity or above makes the exit status 1; `nil` for never.
    package var failOn: Severity?
    /// Write `matches.csv`.
    package var matches = false
    /// Read, match and report on standard error, but write neither ledger nor reports.
    package var dryRun = false

    package init(source: String, asOf: CalendarDate) {
        self.source = source
        self.asOf = asOf
    }
}

/// How far a run has come, for whoever watches it.
package enum RunStage: String, Sendable {
    case orders = "reading orders"
    case invoices = "reading invoices"
    case matching
    case reporting
}

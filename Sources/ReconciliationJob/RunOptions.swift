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

/// What a run says in a few lines when it is over.
package struct RunSummary: Sendable, Codable, Equatable {
    package struct Money: Sendable, Codable, Equatable {
        package var currency: String
        package var billed: String
        package var overcharge: String
        package var undercharge: String
    }

    package var asOf: String
    package var reportFolder: String
    package var invoices: Int
    package var lines: Int
    package var rejectedLines: Int
    package var orderRows: Int
    package var rejectedOrderRows: Int
    package var discrepancies: [String: Int]
    package var bySeverity: [String: Int]
    package var byStatus: [String: Int]
    package var money: [Money]
    package var notes: [String]
    package var isProvisional: Bool
    package var exitStatus: Int32
    /// Nothing had changed since a run that is complete: its reports stand.
    package var isUnchanged: Bool
}

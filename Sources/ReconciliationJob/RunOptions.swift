package import BillingModel
package import PartnerCenter

/// What `tieout run` was asked to do (contracts, section 1).
package struct RunOptions: Sendable {
    /// The snapshot folder; the archive when it is fetched before.
    package var source: String
    package var orders: [String] = []
    /// What was found while ``orders`` were put together, before they are read.
    package var orderFindings: [Finding] = []
    /// A folder whose `*.csv` files are reviewers' decisions, each taken in once.
    package var reviews: String?
    /// Who decided, where a file of decisions does not say.
    package var reviewer = ""
    /// Files, or folders of files, with reference rates (ECB, HMRC).
    package var rates: [String] = []
    /// Files, or folders of files, with bank statements (camt.053).
    package var statements: [String] = []
    /// What differences are translated into; `nil` for no translation.
    package var reportingCurrency: CurrencyCode?
    /// Days from an invoice's date to when it has to be paid; `nil` where no terms are known.
    package var paymentTerms: Int?
    package var ledger = RunOptions.defaultLedger
    package var reports = "reports"
    /// A folder of rule files; `nil` for the built-in rules.
    package var rules: String?
    package var asOf: CalendarDate
    /// An open discrepancy of this severity or above makes the exit status 1; `nil` for never.
    package var failOn: Severity?
    /// Write `matches.csv`.
    package var matches = false
    /// Write `discrepancies.xlsx`.
    package var xlsx = false
    /// Write the findings once more, apart by this.
    package var splitBy: Split?
    /// Say what was found in a few lines on standard output.
    package var summary = false
    /// Where the metrics go for a collector; `nil` for `tieout.prom` in the reports' folder.
    package var metrics: String?
    /// Where a few figures are posted when the run is over; a secret.
    package var webhook: WebAddress?
    package var logFormat = LogFormat.text
    /// Read, match and report on standard error, but write neither ledger nor reports.
    package var dryRun = false
    /// Keep every document that is read beside the ledger, for a replay.
    package var keepDocuments = true
    /// What to fetch before; ``source`` is its archive then.
    package var fetch: FetchPlan?

    package init(source: String, asOf: CalendarDate) {
        self.source = source
        self.asOf = asOf
    }

    package static let defaultLedger = "ledger.sqlite"

    /// What findings are set apart by.
    package enum Split: String, CaseIterable, Sendable {
        /// One folder for each customer that was billed.
        case customer
        /// One folder for each account manager, by the order books' column of that name.
        case accountManager = "account_manager"
    }

    /// How standard error is written.
    package enum LogFormat: String, CaseIterable, Sendable {
        /// For people.
        case text
        /// For programs: one JSON object a line.
        case json
    }
}

/// How far a run has come, for whoever watches it.
package enum RunStage: String, Sendable {
    case orders = "reading orders"
    case invoices = "reading invoices"
    case reviews = "taking in decisions"
    case matching
    case reporting
}

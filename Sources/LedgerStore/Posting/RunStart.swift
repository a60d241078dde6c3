package import BillingModel

/// What is known of a run when it begins. Times are text and come from the caller: the ledger reads no clock.
package struct RunStart: Sendable, Equatable {
    package let toolVersion: String
    package let asOf: CalendarDate
    /// Digest of the rules in force.
    package let rulesDigest: String
    /// The options that shape the reports, for people.
    package let options: String
    package let optionsDigest: String
    package let startedAt: String

    package init(
        toolVersion: String, asOf: CalendarDate, rulesDigest: String, options: String, optionsDigest: String,
        startedAt: String
    ) {
        self.toolVersion = toolVersion
        self.asOf = asOf
        self.rulesDigest = rulesDigest
        self.options = options
        self.optionsDigest = optionsDigest
        self.startedAt = startedAt
    }
}

/// What is known of a run when it ends.
package struct RunOutcome: Sendable, Equatable {
    /// Digest over all source documents.
    package let inputDigest: String
    package let exitStatus: Int
    package let endedAt: String
    /// Name of each report file and its digest.
    package let reportDigests: [String: String]

    package init(inputDigest: String, exitStatus: Int, endedAt: String, reportDigests: [String: String]) {
        self.inputDigest = inputDigest
        self.exitStatus = exitStatus
        self.endedAt = endedAt
        self.reportDigests = reportDigests
    }
}

/// How many rows of a run were new to the ledger.
package struct PostingSummary: Sendable, Equatable {
    package var chargesPosted = 0
    package var chargesAlreadyPosted = 0
    /// Of the charges posted: those that supersede one with another amount, price or quantity, or one that was gone.
    package var chargesRestated = 0
    /// Charges of earlier runs that are gone from their invoice.
    package var chargesWithdrawn = 0
    package var ordersPosted = 0
    package var ordersAlreadyPosted = 0
    /// New versions of headers.
    package var headersPosted = 0
    package var rejectedLinesPosted = 0

    package init() {}
}

/// A line that could not be read, kept with its place and as much of its text as the reader kept.
package struct RejectedLineFact: Sendable, Equatable {
    package let invoice: InvoiceIndex
    package let source: SourceLocation
    package let reason: String
    package let raw: String

    package init(invoice: InvoiceIndex, source: SourceLocation, reason: String, raw: String) {
        self.invoice = invoice
        self.source = source
        self.reason = reason
        self.raw = raw
    }
}

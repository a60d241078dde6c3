package import BillingModel

/// Why an invoice was not read whole.
package struct ReadingProblem: Sendable, Equatable {
    /// One clause for a person.
    package let reason: String
    /// The file or folder, relative to the snapshot.
    package let location: String
}

/// One invoice with what reading its lines came to.
package struct InvoiceReading: Sendable, Equatable {
    package internal(set) var invoice: Invoice
    /// The form whose lines were delivered; `nil` when there are none.
    package internal(set) var form: LineForm?
    /// The forms that were only compared with it.
    package internal(set) var comparedForms: [LineForm] = []
    /// Lines of the delivered form, rejected ones included.
    package internal(set) var lines = 0
    package internal(set) var rejectedLines = 0
    /// The first of the rejected lines, with their text.
    package internal(set) var rejected: [RejectedLine] = []
    /// What is missing; empty when the invoice was read whole.
    package internal(set) var problems: [ReadingProblem] = []
    /// Lines of daily rated usage, rejected ones included. They are no charges.
    package internal(set) var usageLines = 0
    package internal(set) var rejectedUsageLines = 0
    /// What is missing of the daily rated usage; the charges may be whole all the same.
    package internal(set) var usageProblems: [ReadingProblem] = []
    /// The legal document that lies with it, `invoice.xml`; not read here.
    package internal(set) var document: SnapshotFile?

    /// The PDF statement that lies beside the lines.
    package internal(set) var statement: InvoiceStatement?

    init(invoice: Invoice) { self.invoice = invoice }

    /// Every page, blob and file was there and could be read to its end, and other forms of the lines agree. Rejected
    /// lines do not count against it.
    package var isComplete: Bool { problems.isEmpty }
    package var usageIsComplete: Bool { usageProblems.isEmpty }
}

/// What reading a snapshot came to, beside the lines that went to the sink.
package struct SnapshotReading: Sendable {
    /// Sorted by id; ``InvoiceIndex`` counts in this order.
    package internal(set) var invoices: [InvoiceReading] = []
    /// Every file that was read, in reading order: a ``DocumentIndex`` counts here from the first one given.
    package internal(set) var documents: [SourceDocument] = []
    package internal(set) var findings: [Finding] = []
    package internal(set) var balances: [ReportedBalance] = []
    /// Every reported balance that is there could be read.
    package internal(set) var balancesAreWhole = true
    /// There was no `invoices.json`, or it could not be read: every invoice is headerless.
    package internal(set) var headersMissing = false
    /// The fetch that made the snapshot missed something that is no invoice's.
    package internal(set) var isFetchedInPart = false

    init() {}
}

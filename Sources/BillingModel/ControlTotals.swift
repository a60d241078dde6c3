/// Where a billed line ended up. Each line is in exactly one.
package enum Bucket: Int, Sendable, CaseIterable {
    case matched, tolerated, discrepant, unmatched, excluded
}

/// A number of lines and their money before tax.
package struct LineTally: Sendable, Equatable {
    package var lines = 0
    package var amount = Amount.zero

    package init() {}

    package mutating func add(_ amount: Amount) {
        lines += 1
        self.amount += amount
    }

    package mutating func add(_ other: LineTally) {
        lines += other.lines
        amount += other.amount
    }
}

/// The five buckets of one invoice: lines and money in are lines and money out. Plain memory: there is one for each
/// invoice of each account.
package struct BucketTotals: Sendable, Equatable {
    private var matched = LineTally()
    private var tolerated = LineTally()
    private var discrepant = LineTally()
    private var unmatched = LineTally()
    private var excluded = LineTally()

    package init() {}

    package subscript(bucket: Bucket) -> LineTally {
        get {
            switch bucket {
            case .matched: matched
            case .tolerated: tolerated
            case .discrepant: discrepant
            case .unmatched: unmatched
            case .excluded: excluded
            }
        }
        set {
            switch bucket {
            case .matched: matched = newValue
            case .tolerated: tolerated = newValue
            case .discrepant: discrepant = newValue
            case .unmatched: unmatched = newValue
            case .excluded: excluded = newValue
            }
        }
    }

    /// Adds one line.
    package mutating func add(_ amount: Amount, to bucket: Bucket) { self[bucket].add(amount) }

    package mutating func add(_ other: BucketTotals) {
        for bucket in Bucket.allCases { self[bucket].add(other[bucket]) }
    }
}

/// One row of `control-totals.csv`: an invoice in one currency.
package struct ControlTotals: Sendable, Equatable {
    package var invoiceID: String
    package var invoiceDate: CalendarDate?
    package var documentType: String
    package var currency: CurrencyCode
    /// Rejected lines included.
    package var linesRead = 0
    package var linesRejected = 0
    package var subtotal = Amount.zero
    package var tax = Amount.zero
    package var total = Amount.zero
    /// `nil` without a header in this currency.
    package var headerTotal: Amount?
    package var oneTime = Amount.zero
    package var recurring = Amount.zero
    package var usage = Amount.zero
    /// Every line with a negative subtotal.
    package var credits = Amount.zero
    package var buckets = BucketTotals()
    /// The invoice was not read whole.
    package var provisional = false

    package init(invoiceID: String, invoiceDate: CalendarDate?, documentType: String, currency: CurrencyCode) {
        self.invoiceID = invoiceID
        self.invoiceDate = invoiceDate
        self.documentType = documentType
        self.currency = currency
    }

    /// `total - header total`.
    package var difference: Amount? { headerTotal.map { total - $0 } }
}

package import BillingModel

/// What a charge is to a bookkeeper; the control totals divide lines in the same way.
package enum JournalKind: String, Sendable, CaseIterable {
    case oneTime = "one_time"
    case recurring, usage
    /// Every charge with a negative subtotal.
    case credits
}

/// What the current charges of an invoice come to, for one currency, kind, product and publisher. Exact.
package struct JournalSum: Sendable, Equatable {
    package let currency: CurrencyCode
    package let kind: JournalKind
    /// ProductId, or a legacy offer; may be empty.
    package let productID: String
    /// As the lines name it; may be empty.
    package let publisher: String
    package var lines = 0
    /// Before tax.
    package var subtotal = Amount.zero
    package var tax = Amount.zero
    package var total = Amount.zero

    package init(currency: CurrencyCode, kind: JournalKind, productID: String = "", publisher: String = "") {
        self.currency = currency
        self.kind = kind
        self.productID = productID
        self.publisher = publisher
    }
}

/// A document with what it is booked by: its last header, and the sums of its current charges.
package struct JournalDocument: Sendable, Equatable {
    /// The header's figures; a folder with lines may have none.
    package struct Header: Sendable, Equatable {
        package let date: CalendarDate
        package let currency: CurrencyCode
        /// Tax included.
        package let totalCharges: Amount
        package let documentType: String
        package let invoiceType: String

        package init(
            date: CalendarDate, currency: CurrencyCode, totalCharges: Amount, documentType: String = "invoice",
            invoiceType: String = "OneTime"
        ) {
            self.date = date
            self.currency = currency
            self.totalCharges = totalCharges
            self.documentType = documentType
            self.invoiceType = invoiceType
        }
    }

    /// How the document stands after its amendments.
    package enum Standing: String, Sendable {
        case active, voided, superseded
        /// The note that voids another document.
        case voidingNote = "voiding_note"
    }

    package let invoiceID: String
    /// The as-of date of the first run that had it.
    package let firstSeen: CalendarDate
    package var header: Header?
    package var standing = Standing.active
    /// The document that voids or replaces it.
    package var standingBy: String?
    /// In a fixed order: currency, kind, product, publisher.
    package var sums: [JournalSum] = []

    package init(invoiceID: String, firstSeen: CalendarDate, header: Header?) {
        self.invoiceID = invoiceID
        self.firstSeen = firstSeen
        self.header = header
    }
}

/// Everything that the books are made of and proved by, as it is committed at one moment.
package struct Books: Sendable, Equatable {
    /// By invoice id.
    package var documents: [JournalDocument] = []
    /// The name that a product had last, by ProductId.
    package var productNames: [String: String] = [:]
    /// The control totals of the last run, as it concluded; empty when there are none.
    package var lastTotals: [ControlTotals] = []
    package var lastRun: Int64?

    package init() {}
}

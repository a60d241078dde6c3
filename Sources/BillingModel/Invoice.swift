/// What an invoice document is. Open: a word outside the list is kept and treated as an invoice.
package enum DocumentType: Hashable, Sendable {
    case invoice, voidNote, adjustmentNote, creditNote
    case unrecognised(String)

    /// Reads `invoice`, `void_note`, `VoidNote`, `Credit Note` and the like.
    package init(wireValue: String) {
        switch wireValue.lowercased().filter({ $0 != "_" && $0 != " " && $0 != "-" }) {
        case "invoice", "", "none": self = .invoice
        case "voidnote": self = .voidNote
        case "adjustmentnote": self = .adjustmentNote
        case "creditnote": self = .creditNote
        default: self = .unrecognised(wireValue)
        }
    }

    /// As the reports write it.
    package var code: String {
        switch self {
        case .invoice: "invoice"
        case .voidNote: "void_note"
        case .adjustmentNote: "adjustment_note"
        case .creditNote: "credit_note"
        case .unrecognised(let text): text
        }
    }
}

/// Which of the run's invoices: a position in its list, which is sorted by id.
package struct InvoiceIndex: Hashable, Comparable, Sendable {
    package let index: Int32

    @inlinable
    package init(_ index: Int) { self.index = Int32(index) }

    @inlinable package static func < (a: InvoiceIndex, b: InvoiceIndex) -> Bool { a.index < b.index }
}

/// The header of one document: what its lines must tie out to.
package struct Invoice: Sendable, Equatable {
    /// How a document stands after the amendments are known.
    package enum Standing: Sendable, Equatable {
        /// Its lines count.
        case active
        /// Voided by itself or by the named document.
        case voided(by: String?)
        /// Replaced by the named adjustment note.
        case superseded(by: String)
        /// The note that voids another document; excluded together with it.
        case voidingNote

        package var isActive: Bool { self == .active }
    }

    package let id: String
    /// The day it was issued, UTC.
    package let date: CalendarDate
    /// The period it covers, both days inclusive; the month before its date when the header names none.
    package let period: BillingPeriod
    package let currency: CurrencyCode
    /// Tax included.
    package let totalCharges: Amount
    /// As the wire has it; its sign is not dependable (billing rules 3.2), so use the magnitude.
    package let paidAmount: Amount
    package let documentType: DocumentType
    /// `Recurring` (legacy) or `OneTime` (new commerce), as the wire has it.
    package let invoiceType: String
    /// The document this one amends.
    package let amends: String?
    package var standing: Standing = .active
    /// There is no header for it: only a folder with lines.
    package var isHeaderless = false

    package init(
        id: String, date: CalendarDate, period: BillingPeriod?, currency: CurrencyCode, totalCharges: Amount,
        paidAmount: Amount = .zero, documentType: DocumentType = .invoice, invoiceType: String = "OneTime",
        amends: String? = nil, standing: Standing = .active, isHeaderless: Bool = false
    ) {
        self.id = id
        self.date = date
        self.period = period ?? date.month.adding(-1).period
        self.currency = currency
        self.totalCharges = totalCharges
        self.paidAmount = paidAmount
        self.documentType = documentType
        self.invoiceType = invoiceType
        self.amends = amends
        self.standing = standing
        self.isHeaderless = isHeaderless
    }

    /// Legacy invoices run from anniversary to anniversary and are not judged for timing (billing rules 0.1).
    package var isLegacy: Bool { Invoice.isLegacy(id: id, invoiceType: invoiceType) }

    /// The same for a header that is known by these two alone.
    package static func isLegacy(id: String, invoiceType: String) -> Bool {
        id.hasPrefix("D") || id.hasPrefix("d") || invoiceType.lowercased() == "recurring"
    }
}

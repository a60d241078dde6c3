package import BillingModel

/// Where billed lines go as they are read.
package protocol LineSink {
    /// Learns which invoices there are, in the order that `InvoiceIndex` counts in, before the first line. How they
    /// stand is known by now; the currency of a headerless one is not.
    mutating func begin(_ invoices: [ListedInvoice]) throws

    /// Takes some 2,000 lines with their texts, in reading order: invoices by id, then form, then file, then line.
    /// Lines of daily rated usage come the same way, told apart by their form. What it throws stops the reading.
    mutating func take(_ batch: consuming LineBatch) throws
}

extension LineSink {
    package mutating func begin(_ invoices: [ListedInvoice]) throws {}
}

/// An invoice that a snapshot holds, before its lines are read.
package struct ListedInvoice: Sendable, Equatable {
    package let id: String
    package let standing: Invoice.Standing
    /// An `invoice.xml` lies with it.
    package let hasDocument: Bool

    package init(id: String, standing: Invoice.Standing, hasDocument: Bool = false) {
        self.id = id
        self.standing = standing
        self.hasDocument = hasDocument
    }
}

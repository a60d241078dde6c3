package import BillingModel

/// What a legal document says where it is all there is of an invoice: a distributor's, without a reconciliation file.
package struct DocumentLines: Sendable {
    package let document: SourceDocument
    /// The header that it states; `nil` when it could not be read.
    package let header: Invoice?
    package let batch: LineBatch
    /// Why it was not read whole, a clause each.
    package let problems: [String]

    package init(document: SourceDocument, header: Invoice?, batch: LineBatch, problems: [String]) {
        self.document = document
        self.header = header
        self.batch = batch
        self.problems = problems
    }
}

/// Reads an `invoice.xml`, a format that another target knows: the file, the id of its folder, and what its lines name.
package typealias DocumentLineReader = (
    _ file: SnapshotFile, _ id: String, _ invoice: InvoiceIndex, _ document: DocumentIndex
) throws -> DocumentLines

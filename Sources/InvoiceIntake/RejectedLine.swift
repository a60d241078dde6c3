package import BillingModel

/// A line that cannot be read, quarantined with its raw text.
package struct RejectedLine: Sendable, Equatable {
    package let invoice: InvoiceIndex
    package let source: SourceLocation
    /// One clause for a person: `Subtotal is no number: 1e5`.
    package let reason: String
    /// The line as it came, cut to the limit; bytes that are no UTF-8 are replaced.
    package let rawText: String

    package init(invoice: InvoiceIndex, source: SourceLocation, reason: String, rawText: String) {
        self.invoice = invoice
        self.source = source
        self.reason = reason
        self.rawText = rawText
    }
}

/// The rejected lines of one file: the first of them with their text, the rest as a number.
struct RejectedLines {
    private(set) var kept: [RejectedLine] = []
    private(set) var count = 0
    private let limits: IntakeLimits

    init(limits: IntakeLimits) { self.limits = limits }

    mutating func add(
        _ raw: UnsafeRawBufferPointer, line: Int, reason: String, invoice: InvoiceIndex, document: DocumentIndex
    ) {
        count += 1
        if kept.count >= limits.rejectedLinesPerFile { return }
        let text = String(decoding: raw.prefix(limits.rejectedTextBytes), as: UTF8.self)
        kept.append(
            RejectedLine(
                invoice: invoice, source: SourceLocation(document: document, line: line), reason: reason, rawText: text)
        )
    }
}

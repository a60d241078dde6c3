package import BillingModel

/// Something in which the legal document and what was reconciled differ.
package struct DocumentDifference: Sendable, Equatable {
    package let kind: DiscrepancyClass
    /// What it is about, the same every night: `tax`, `line 10`.
    package let subject: String
    /// One sentence.
    package let text: String
    /// By the reconciliation, and by the document.
    package var expected: Amount?
    package var billed: Amount?
    package var expectedQuantity: ExactDecimal?
    package var billedQuantity: ExactDecimal?
    package var expectedPrice: ExactDecimal?
    package var billedPrice: ExactDecimal?
    package var item = ""
    package var period: BillingPeriod?
    /// Lines of the document, and of the reconciliation.
    package var documentLines: [Int32] = []
    package var sources: [SourceLocation] = []

    /// What the document asks for beyond the reconciliation; `nil` where no money is at stake.
    var money: Amount? {
        guard let expected, let billed else { return nil }
        return billed - expected
    }

    init(_ kind: DiscrepancyClass, _ subject: String, _ text: String, expected: Amount? = nil, billed: Amount? = nil) {
        self.kind = kind
        self.subject = subject
        self.text = text
        self.expected = expected
        self.billed = billed
    }
}

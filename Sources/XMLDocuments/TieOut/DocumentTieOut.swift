package import BillingModel

/// An e-invoice against the invoice that it is the legal document of: header first, then line by line.
package struct DocumentTieOut: Sendable {
    /// What the reconciliation knows of the invoice, in its own currency.
    package struct Reconciled: Sendable {
        package var invoice: Invoice
        package var subtotal: Amount
        package var tax: Amount
        /// Every line was read.
        package var isWhole: Bool
        package var lines: [ReconciledLine]

        package init(invoice: Invoice, subtotal: Amount, tax: Amount, isWhole: Bool, lines: [ReconciledLine]) {
            self.invoice = invoice
            self.subtotal = subtotal
            self.tax = tax
            self.isWhole = isWhole
            self.lines = lines
        }
    }

    let document: ElectronicInvoice
    let reconciled: Reconciled
    /// Differences of totals up to this are rounding.
    let tolerance: Amount
    package internal(set) var differences: [DocumentDifference] = []
    /// What could not be compared, in a sentence; empty when everything could.
    package internal(set) var note = ""

    package init(_ document: ElectronicInvoice, _ reconciled: Reconciled, tolerance: Amount) {
        self.document = document
        self.reconciled = reconciled
        self.tolerance = tolerance
        guard checkIdentity() else { return }
        do throws(ArithmeticOverflow) {
            try checkTotals()
            if reconciled.isWhole { try checkLines() }
            dropNetExplainedByLines()
        } catch {
            note = "its figures have too many digits to be compared"
        }
    }

    /// Number, date and currency; `false` when it is another document or another currency: nothing else would mean
    /// anything.
    private mutating func checkIdentity() -> Bool {
        let invoice = reconciled.invoice
        guard document.number.value.lowercased() == invoice.id.lowercased() else {
            add(
                "number", document.number.line,
                "The document is \(document.number.value), the folder is of invoice \(invoice.id).")
            return false
        }
        guard document.currency.value == invoice.currency else {
            add(
                "currency", document.currency.line,
                "The document is in \(document.currency.value), the invoice in \(invoice.currency).")
            return false
        }
        if !invoice.isHeaderless, document.issued.value != invoice.date {
            add(
                "date", document.issued.line,
                "The document is of \(document.issued.value), the invoice of \(invoice.date).")
        }
        return true
    }

    private mutating func add(_ subject: String, _ line: Int32, _ text: String) {
        var difference = DocumentDifference(.documentMismatch, subject, text)
        difference.documentLines = [line]
        differences.append(difference)
    }

    /// Net and tax against the lines, gross against the header. What net and tax explain of the gross is not said again.
    private mutating func checkTotals() throws(ArithmeticOverflow) {
        var explained = Amount.zero
        if reconciled.isWhole {
            explained += try checkTotal(
                "net", document.totals.taxExclusive, reconciled.subtotal, "lines before tax")
            explained += try checkTotal("tax", document.tax?.amount, reconciled.tax, "tax of the lines")
        }
        guard !reconciled.invoice.isHeaderless, let gross = document.totals.taxInclusive else { return }
        let billed = try amount(gross.value)
        // A header's sign is not dependable on credit notes: the same magnitude is the same total.
        let header = reconciled.invoice.totalCharges
        if (billed.magnitude - header.magnitude).magnitude <= tolerance { return }
        if !explained.isZero, (billed - header - explained).magnitude <= tolerance { return }
        report("gross", gross.line, header, billed, "total of the header")
    }

    /// One fault is one finding: where the lines' differences come to the net's, they say it better.
    private mutating func dropNetExplainedByLines() {
        guard let net = differences.firstIndex(where: { $0.kind == .documentMismatch && $0.subject == "net" }),
            let difference = differences[net].money
        else { return }
        let lines = differences.filter { $0.kind != .documentMismatch }.compactMap(\.money)
        let sum = lines.reduce(into: Amount.zero) { $0 += $1 }
        if !lines.isEmpty, (difference - sum).magnitude <= tolerance { differences.remove(at: net) }
    }

    /// The difference, when it is beyond the tolerance.
    private mutating func checkTotal(
        _ subject: String, _ stated: Stated<ExactDecimal>?, _ expected: Amount, _ what: String
    ) throws(ArithmeticOverflow) -> Amount {
        guard let stated else { return .zero }
        let billed = try amount(stated.value)
        let difference = billed - expected
        if difference.magnitude <= tolerance { return .zero }
        report(subject, stated.line, expected, billed, what)
        return difference
    }

    private mutating func report(
        _ subject: String, _ line: Int32, _ expected: Amount, _ billed: Amount, _ what: String
    ) {
        var difference = DocumentDifference(
            .documentMismatch, subject, "The document's \(subject) is \(billed), the \(what) \(expected).",
            expected: expected, billed: billed)
        difference.documentLines = [line]
        differences.append(difference)
    }

    /// A figure of the document as money to be paid: those of a credit note come back.
    func amount(_ value: ExactDecimal) throws(ArithmeticOverflow) -> Amount {
        let amount = try Amount(value)
        return document.sign < 0 ? -amount : amount
    }
}

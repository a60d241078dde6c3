package import BillingModel

/// What one invoice's reading has shown, beside its control totals.
package struct InvoiceReadingFacts: Sendable {
    package var invoice: Invoice
    /// One row per currency that its lines or header are in.
    package var totals: [ControlTotals]
    /// Why it was not read whole: a missing blob, a cut page, two forms that disagree. Text and place.
    package var gaps: [(reason: String, location: String)]
    package var rejected: [RejectedLineFacts]
    /// Rejected lines beyond those that are kept one by one.
    package var rejectedBeyond: Int
    /// Lines that name another invoice: how many, and where the first stands.
    package var foreignLines: Int
    package var foreignExample: String

    package init(invoice: Invoice, totals: [ControlTotals]) {
        self.invoice = invoice
        self.totals = totals
        gaps = []
        rejected = []
        rejectedBeyond = 0
        foreignLines = 0
        foreignExample = ""
    }
}

/// A line that could not be read.
package struct RejectedLineFacts: Sendable {
    package let location: String
    package let reason: String
    /// Cut to what is worth showing.
    package let raw: String

    package init(location: String, reason: String, raw: String) {
        self.location = location
        self.reason = reason
        self.raw = raw
    }
}

/// Findings about whole documents: completeness, control totals, voids and replacements.
package struct DocumentFindings: Sendable {
    let rules: ReconciliationRules
    package private(set) var discrepancies: [Discrepancy] = []

    package init(rules: ReconciliationRules) { self.rules = rules }

    /// Everything an invoice shows about itself.
    package mutating func check(_ facts: InvoiceReadingFacts) {
        reportRejected(facts)
        reportGaps(facts)
        reportStanding(facts)
        if facts.invoice.standing.isActive { reportTotals(facts) }
    }

    mutating func add(
        _ kind: DiscrepancyClass, _ invoice: Invoice, provisional: Bool, _ fill: (inout Discrepancy) -> Void
    ) {
        var finding = Discrepancy(kind, severity: rules.severity(of: kind))
        finding.invoiceID = invoice.id
        finding.invoiceDate = invoice.isHeaderless ? nil : invoice.date
        finding.documentType = invoice.documentType.code
        finding.invoicePeriod = invoice.isHeaderless ? nil : invoice.period
        finding.rule = kind.rawValue
        finding.suggestedAction = kind.suggestedAction
        finding.provisional = provisional
        finding.currency = invoice.currency
        fill(&finding)
        finding.direction = kind.direction(of: finding.difference)
        discrepancies.append(finding)
    }

    /// For findings that belong to no invoice.
    mutating func add(_ kind: DiscrepancyClass, currency: CurrencyCode, _ fill: (inout Discrepancy) -> Void) {
        var finding = Discrepancy(kind, severity: rules.severity(of: kind))
        finding.currency = currency
        finding.rule = kind.rawValue
        finding.suggestedAction = kind.suggestedAction
        fill(&finding)
        finding.direction = kind.direction(of: finding.difference)
        discrepancies.append(finding)
    }

    private mutating func reportRejected(_ facts: InvoiceReadingFacts) {
        for line in facts.rejected {
            add(.lineRejected, facts.invoice, provisional: !facts.gaps.isEmpty) { finding in
                finding.explanation = "The line cannot be read: \(line.reason)."
                finding.evidence = [line.location]
                finding.discriminator = line.location
                finding.steps = line.raw.isEmpty ? [] : ["raw text: \(line.raw)"]
            }
        }
        if facts.rejectedBeyond > 0 {
            add(.lineRejected, facts.invoice, provisional: !facts.gaps.isEmpty) { finding in
                finding.explanation = "\(facts.rejectedBeyond) more lines of this invoice cannot be read."
                finding.discriminator = "more"
            }
        }
    }

    /// One finding per invoice, naming every gap; the other findings of the invoice are provisional.
    private mutating func reportGaps(_ facts: InvoiceReadingFacts) {
        guard !facts.gaps.isEmpty else { return }
        add(.linesIncomplete, facts.invoice, provisional: true) { finding in
            finding.explanation = facts.gaps.map(\.reason).joined(separator: "; ") + "."
            finding.evidence = facts.gaps.map(\.location).filter { !$0.isEmpty }
        }
    }

    private mutating func reportStanding(_ facts: InvoiceReadingFacts) {
        let by: String?
        switch facts.invoice.standing {
        case .voided(let note): by = note
        // Flagged void itself, and replaced.
        case .superseded where facts.invoice.documentType == .voidNote && facts.invoice.amends == nil: by = nil
        case .active, .superseded, .voidingNote: return
        }
        add(.invoiceVoided, facts.invoice, provisional: false) { finding in
            let count = facts.totals.reduce(0) { $0 + $1.linesRead }
            finding.explanation =
                (by.map { "Voided by \($0)" } ?? "The document is a void note")
                + "; its \(count) line(s) are excluded."
        }
    }

    /// Header against lines, tax included, within 0.05; not on an incomplete invoice, whose control totals show it.
    private mutating func reportTotals(_ facts: InvoiceReadingFacts) {
        let incomplete = !facts.gaps.isEmpty || !facts.rejected.isEmpty || facts.rejectedBeyond > 0
        if facts.invoice.isHeaderless {
            for totals in facts.totals {
                add(.headerTotalMismatch, facts.invoice, provisional: incomplete) { finding in
                    finding.currency = totals.currency
                    finding.expectedAmount = .zero
                    finding.billedAmount = totals.total
                    finding.discriminator = totals.currency.description
                    finding.explanation = "There are \(totals.linesRead) line(s) for this id, but no invoice header."
                }
            }
            return
        }
        if facts.foreignLines > 0 {
            add(.headerTotalMismatch, facts.invoice, provisional: incomplete) { finding in
                let totals = facts.totals.first { $0.currency == facts.invoice.currency }
                finding.expectedAmount = facts.invoice.totalCharges
                finding.billedAmount = totals?.total ?? .zero
                finding.explanation =
                    "\(facts.foreignLines) line(s) in this invoice's folder carry another invoice's number."
                finding.evidence = [facts.foreignExample]
                finding.discriminator = "foreign"
            }
            return
        }
        if incomplete { return }
        for totals in facts.totals {
            guard let header = totals.headerTotal, let difference = totals.difference,
                difference.magnitude > rules.tolerances.headerTotal,
                !isExplainedByCurrency(facts.totals, header)
            else { continue }
            add(.headerTotalMismatch, facts.invoice, provisional: false) { finding in
                finding.currency = totals.currency
                finding.expectedAmount = header
                finding.billedAmount = totals.total
                finding.explanation =
                    "The header says \(header), the \(totals.linesRead) line(s) add up to \(totals.total), tax included."
                finding.steps = [
                    "Σ Subtotal \(totals.subtotal) + Σ TaxTotal \(totals.tax); Σ Total \(totals.total)",
                    "header \(header); difference \(difference)",
                ]
            }
        }
    }

    /// The lines add up to the header once those that name another currency are counted with the others: the fault is the
    /// currency on those lines, and each of them says so.
    private func isExplainedByCurrency(_ totals: [ControlTotals], _ header: Amount) -> Bool {
        guard totals.count > 1 else { return false }
        let all = totals.reduce(Amount.zero) { $0 + $1.total }
        return (all - header).magnitude <= rules.tolerances.headerTotal
    }

    /// A replacement against what it replaces: old and new subtotal.
    package mutating func checkReplacement(_ replacement: InvoiceReadingFacts, of original: InvoiceReadingFacts) {
        let currency = replacement.invoice.currency
        let old = original.totals.first { $0.currency == currency }?.subtotal ?? .zero
        let new = replacement.totals.first { $0.currency == currency }?.subtotal ?? .zero
        if old == new { return }
        add(.rebillDifference, replacement.invoice, provisional: !replacement.gaps.isEmpty || !original.gaps.isEmpty) {
            $0.expectedAmount = old
            $0.billedAmount = new
            $0.explanation =
                "Replaces \(original.invoice.id): its lines came to \(old) before tax, the new ones to \(new)."
        }
    }

    /// Charges were expected in a month whose invoice is not there after the 8th of the next month.
    package mutating func reportMissingInvoices(_ awaited: [MonthCurrency: LineTally]) {
        for (key, tally) in awaited.sorted(by: { ($0.key.month, $0.key.currency) < ($1.key.month, $1.key.currency) }) {
            add(.invoiceMissing, currency: key.currency) { finding in
                finding.invoicePeriod = key.month.period
                finding.chargeStart = key.month.firstDay
                finding.chargeEnd = key.month.lastDay
                finding.expectedAmount = tally.amount
                finding.billedAmount = .zero
                finding.explanation =
                    "\(tally.lines) charge(s) were expected in \(key.month); there is no invoice in \(key.currency)."
            }
        }
    }

    /// Tolerated differences of one invoice that add up beyond the materiality limit.
    package mutating func reportMaterial(_ sum: Amount, _ invoice: Invoice, currency: CurrencyCode, isWhole: Bool) {
        let limit = rules.materiality
        guard sum.magnitude > limit else { return }
        add(.toleratedDifferenceMaterial, invoice, provisional: !isWhole) { finding in
            finding.currency = currency
            finding.expectedAmount = .zero
            finding.billedAmount = sum
            finding.explanation =
                "The tolerated differences of this invoice add up to \(sum), beyond the limit of \(limit)."
        }
    }
}

import BillingModel
import MatchingEngine
import XMLDocuments

/// Invoices against bank statements and terms: what was paid twice, short or over, what is tied to nothing, what is due.
struct CashFindings {
    let rules: ReconciliationRules
    let options: RunOptions
    let official: OfficialDocuments

    /// Whose payments are of interest: parts of their names, in lower case.
    private static let suppliers = ["microsoft"]

    /// - Parameter dueDates: Those that e-invoices state, by position of the invoice; they win over the terms.
    func discrepancies(_ invoices: [Invoice], _ dueDates: [Int: CalendarDate]) -> [Discrepancy] {
        guard official.hasStatements || options.paymentTerms != nil else { return [] }
        let active = invoices.indices.filter { invoices[$0].standing.isActive && !invoices[$0].isHeaderless }
        let allocation = allocate(invoices, active)
        var findings: [Discrepancy] = []
        for (place, position) in active.enumerated() {
            let invoice = invoices[position]
            let shares = allocation.shares[place] ?? []
            if let finding = settlement(invoice, shares) { findings.append(finding) }
            if let finding = overdue(invoice, shares, dueDates[position]) { findings.append(finding) }
        }
        findings += allocation.unallocated.map(unallocated)
        for (payment, place) in allocation.foreign {
            findings.append(unallocated(payment, naming: invoices[active[place]]))
        }
        return findings
    }

    /// Explains a reported balance that differs from the open invoices by what the bank has paid and the service has not
    /// set against an invoice yet.
    func explain(_ findings: inout [Discrepancy], _ invoices: [Invoice]) {
        guard official.hasStatements else { return }
        let active = invoices.indices.filter { invoices[$0].standing.isActive && !invoices[$0].isHeaderless }
        let allocation = allocate(invoices, active)
        for index in findings.indices where findings[index].kind == .balanceMismatch {
            guard let currency = findings[index].currency, let difference = findings[index].difference else { continue }
            var unposted = Amount.zero
            for (place, position) in active.enumerated() where invoices[position].currency == currency {
                let paid = allocation.paid(place)
                if paid.signum > 0 { unposted += paid - invoices[position].paidAmount.magnitude }
            }
            for payment in allocation.unallocated where payment.currency == currency { unposted += payment.amount }
            guard !unposted.isZero, (difference + unposted).magnitude <= rules.tolerances.balance else { continue }
            findings[index].explanation +=
                " The bank statements explain it: payments of \(unposted) \(currency) have left the account and are "
                + "not on the invoices yet."
        }
    }

    private func allocate(_ invoices: [Invoice], _ active: [Int]) -> PaymentAllocation {
        let payables = active.map { position in
            let invoice = invoices[position]
            let isCredit = invoice.documentType == .creditNote && invoice.totalCharges.signum > 0
            return Payable(
                invoiceID: invoice.id, date: invoice.date, currency: invoice.currency,
                total: isCredit ? -invoice.totalCharges : invoice.totalCharges)
        }
        return PaymentAllocation(official.payments.payments, payables, suppliers: CashFindings.suppliers)
    }

    /// Paid twice, or another amount than the invoice's; nothing for what no payment was tied to.
    private func settlement(_ invoice: Invoice, _ shares: [PaymentAllocation.Share]) -> Discrepancy? {
        let total = invoice.totalCharges
        guard total.signum > 0, !shares.isEmpty else { return nil }
        let paid = shares.reduce(into: Amount.zero) { $0 += $1.amount }
        let surplus = paid - total
        if surplus.magnitude <= rules.tolerances.balance || paid.isZero { return nil }
        let whole = shares.filter { ($0.amount - total).magnitude <= rules.tolerances.balance }
        let isTwice = surplus.signum > 0 && whole.count > 1
        var finding = describe(isTwice ? .paymentDuplicate : .paymentDiffers, invoice)
        finding.expectedAmount = total
        finding.billedAmount = paid
        let payments = shares.map { "\($0.payment.title) (by \(CashFindings.rungName($0.rung)))" }
        finding.explanation =
            isTwice
            ? "Paid \(whole.count) times. \(payments.joined(separator: "; "))."
            : "Paid \(paid) of \(total). \(payments.joined(separator: "; "))."
        finding.evidence = shares.map(\.payment.location)
        finding.direction = finding.kind.direction(of: finding.difference)
        return finding
    }

    private func overdue(
        _ invoice: Invoice, _ shares: [PaymentAllocation.Share], _ stated: CalendarDate?
    ) -> Discrepancy? {
        guard let terms = options.paymentTerms, invoice.totalCharges.signum > 0,
            invoice.documentType != .creditNote
        else { return nil }
        let due = stated ?? invoice.date.adding(days: terms)
        let byBank = shares.reduce(into: Amount.zero) { $0 += $1.amount }
        let paid = max(byBank, invoice.paidAmount.magnitude)
        let open = invoice.totalCharges - paid
        guard options.asOf > due, open > rules.tolerances.balance else { return nil }
        var finding = describe(.overdue, invoice)
        finding.billedAmount = open
        finding.explanation =
            "\(open) of \(invoice.totalCharges) is open; it was due on \(due), \(options.asOf - due) days ago"
            + (stated == nil ? " by terms of \(terms) days." : " by the e-invoice.")
        finding.evidence = shares.map(\.payment.location)
        return finding
    }

    private func unallocated(_ payment: Payment) -> Discrepancy { unallocated(payment, naming: nil) }

    private func unallocated(_ payment: Payment, naming invoice: Invoice?) -> Discrepancy {
        var finding = invoice.map { describe(.paymentUnallocated, $0) } ?? describe(.paymentUnallocated, nil)
        finding.currency = payment.currency
        finding.explanation =
            invoice.map { "\(payment.title): it names \($0.id), which is in \($0.currency)." }
            ?? "\(payment.title) names no invoice, and its amount fits none or several."
        finding.evidence = [payment.location]
        finding.discriminator = payment.location
        return finding
    }

    private func describe(_ kind: DiscrepancyClass, _ invoice: Invoice?) -> Discrepancy {
        var finding = Discrepancy(kind, severity: rules.severity(of: kind))
        finding.rule = kind.rawValue
        finding.suggestedAction = kind.suggestedAction
        guard let invoice else { return finding }
        finding.invoiceID = invoice.id
        finding.invoiceDate = invoice.date
        finding.documentType = invoice.documentType.code
        finding.invoicePeriod = invoice.period
        finding.currency = invoice.currency
        return finding
    }

    private static func rungName(_ rung: String) -> String {
        switch rung {
        case "document": "the document it names"
        case "creditorReference": "its reference"
        case "key": "its key"
        case "remittance": "its text"
        default: "its amount alone"
        }
    }
}

package import BillingModel

/// A balance that the service reports, in one currency, for one invoice type or for all.
package struct ReportedBalanceFacts: Sendable {
    package let currency: CurrencyCode
    /// `Recurring`, `OneTime`; `nil` for the whole currency.
    package let invoiceType: String?
    package let amount: Amount
    package let location: String

    package init(currency: CurrencyCode, invoiceType: String?, amount: Amount, location: String) {
        self.currency = currency
        self.invoiceType = invoiceType
        self.amount = amount
        self.location = location
    }
}

extension DocumentFindings {
    /// Open invoices against the reported balance, per currency and type where the details give them, within 0.05.
    ///
    /// Open is |total| − |paid|; excluded documents are 0, credit notes subtract (billing rules 3.2).
    package mutating func checkBalances(_ balances: [ReportedBalanceFacts], _ invoices: [Invoice]) {
        for balance in balances {
            var open = Amount.zero
            for invoice in invoices where invoice.currency == balance.currency && invoice.standing.isActive {
                guard !invoice.isHeaderless else { continue }
                if let type = balance.invoiceType, type.lowercased() != invoice.invoiceType.lowercased() { continue }
                let left = invoice.totalCharges.magnitude - invoice.paidAmount.magnitude
                let isCredit = invoice.documentType == .creditNote || invoice.totalCharges.signum < 0
                open += isCredit ? -left : left
            }
            guard (open - balance.amount).magnitude > rules.tolerances.balance else { continue }
            add(.balanceMismatch, currency: balance.currency) { finding in
                finding.expectedAmount = open
                finding.billedAmount = balance.amount
                finding.evidence = [balance.location]
                finding.discriminator = balance.invoiceType ?? "all"
                finding.explanation =
                    "The open \(balance.invoiceType ?? "") invoices in \(balance.currency) come to \(open), "
                    + "the reported balance is \(balance.amount)."
            }
        }
    }
}

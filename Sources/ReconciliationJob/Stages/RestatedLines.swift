import BillingModel
import LedgerStore
import MatchingEngine

/// Findings about lines that the supplier changed or took back after they had been read (`line_restated`,
/// `line_withdrawn`).
///
/// The ledger answers for the date, not for the run that asks, so a repeated night reports the same.
struct RestatedLines {
    let rules: ReconciliationRules
    /// Tonight's active invoices.
    let invoices: [Invoice]

    /// One finding per line, amounts before tax.
    func findings(restated: [RestatedCharge], withdrawn: [ChargeRecord]) -> [Discrepancy] {
        let byID = Dictionary(invoices.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        var findings = restated.map { charge in
            var finding = finding(.lineRestated, charge.new, byID[charge.new.invoiceID])
            finding.expectedQuantity = charge.old.quantity
            finding.expectedUnitPrice = charge.old.effectiveUnitPrice
            finding.expectedAmount = charge.old.subtotal
            finding.billedAmount = charge.new.subtotal
            finding.explanation = "Read before as \(charge.old.subtotal), now \(charge.new.subtotal)."
            finding.evidence = [charge.old.source, charge.new.source]
            return finding
        }
        findings += withdrawn.map { charge in
            var finding = finding(.lineWithdrawn, charge, byID[charge.invoiceID])
            finding.expectedAmount = charge.subtotal
            finding.billedAmount = .zero
            finding.explanation = "Read before as \(charge.subtotal), now gone from the invoice."
            finding.evidence = [charge.source]
            return finding
        }
        for index in findings.indices {
            findings[index].direction = findings[index].kind.direction(of: findings[index].difference)
        }
        return findings
    }

    private func finding(_ kind: DiscrepancyClass, _ charge: ChargeRecord, _ invoice: Invoice?) -> Discrepancy {
        var finding = Discrepancy(kind, severity: rules.severity(of: kind))
        finding.invoiceID = charge.invoiceID
        finding.invoiceDate = invoice?.date
        finding.documentType = invoice?.documentType.code ?? ""
        finding.invoicePeriod = invoice?.period
        finding.customerID = charge.customerID
        finding.customerName = charge.customerName
        finding.orderID = charge.orderID
        finding.subscriptionID = charge.subscriptionID
        finding.catalogItemID = charge.catalogItemID
        finding.productName = charge.productName
        finding.skuName = charge.skuName
        finding.chargeType = charge.chargeType
        finding.chargeStart = charge.chargeStart
        finding.chargeEnd = charge.chargeEnd
        finding.term = charge.term
        finding.billingCycle = charge.billingCycle
        finding.currency = charge.currency
        finding.billedQuantity = charge.quantity
        finding.billedUnitPrice = charge.effectiveUnitPrice
        finding.rule = kind.rawValue
        finding.suggestedAction = kind.suggestedAction
        return finding
    }
}

import BillingModel

extension AccountMatching {
    /// Usage against itself: daily rated usage with the reconciliation lines, and partner earned credit.
    mutating func compareUsage() {
        compareRatedUsage()
        compareEarnedCredit()
    }

    private struct PlanItem: Hashable {
        let invoice: InvoiceIndex
        let subscription: Symbol
        let product: Symbol
        let sku: Symbol
    }

    /// Sums of daily usage and of reconciliation lines per invoice, subscription and ProductId:SkuId, within 0.50.
    private mutating func compareRatedUsage() {
        if account.ratedUsage.isEmpty { return }
        var daily: [PlanItem: Amount] = [:]
        for line in account.ratedUsage { daily[planItem(line), default: .zero] += line.subtotal }
        var reconciled: [PlanItem: (amount: Amount, line: Int)] = [:]
        for (index, line) in account.lines.enumerated() where line.isUsage && included[index] {
            let earlier = reconciled[planItem(line)]
            let first = earlier.map { account.lines[$0.line].source < line.source ? $0.line : index } ?? index
            reconciled[planItem(line)] = ((earlier?.amount ?? .zero) + line.subtotal, first)
        }
        for (key, sums) in reconciled {
            guard let rated = daily[key] else { continue }
            let difference = sums.amount - rated
            guard difference.magnitude > rules.tolerances.usageTotal else { continue }
            report(
                .usageTotalMismatch, line: sums.line, expected: rated, billed: sums.amount,
                "Daily rated usage adds up to \(rated), the reconciliation lines of the plan and product to "
                    + "\(sums.amount).",
                affectsBucket: false)
        }
        for line in account.ratedUsage where reconciled[planItem(line)] == nil {
            guard let rated = daily.removeValue(forKey: planItem(line)), rated.magnitude > rules.tolerances.usageTotal
            else { continue }
            reportUnreconciled(line, rated)
        }
    }

    private func planItem(_ line: LineItem) -> PlanItem {
        PlanItem(
            invoice: line.invoice, subscription: line[.subscriptionID], product: line[.productID], sku: line[.skuID])
    }

    /// Daily usage whose plan and product have no reconciliation line at all.
    private mutating func reportUnreconciled(_ line: LineItem, _ rated: Amount) {
        var finding = Discrepancy(.usageTotalMismatch, severity: rules.severity(of: .usageTotalMismatch))
        let facts = context.invoices[Int(line.invoice.index)]
        finding.invoiceID = facts.invoice.id
        finding.invoiceDate = facts.invoice.date
        finding.documentType = facts.invoice.documentType.code
        finding.invoicePeriod = facts.invoice.period
        finding.provisional = !facts.isWhole
        finding.customerID = texts[line[.customerID]]
        finding.customerName = texts[line[.customerName]]
        finding.subscriptionID = texts[line[.subscriptionID]]
        finding.catalogItemID = texts.text(line.item)
        finding.productName = texts[line[.productName]]
        finding.skuName = texts[line[.skuName]]
        finding.currency = line.currency
        finding.expectedAmount = rated
        finding.billedAmount = .zero
        finding.direction = DiscrepancyClass.usageTotalMismatch.direction(of: finding.difference)
        finding.rule = DiscrepancyClass.usageTotalMismatch.rawValue
        finding.explanation = "Daily rated usage adds up to \(rated); no reconciliation line charges for it."
        finding.suggestedAction = DiscrepancyClass.usageTotalMismatch.suggestedAction
        finding.evidence = [context.evidence(line.source)]
        outcome.discrepancies.append(finding)
    }

    private struct Meter: Hashable {
        let subscription: Symbol
        let product: Symbol
        let sku: Symbol
        let meter: Symbol
    }

    /// Usage without partner earned credit where the same meter had it: on the same invoice it is partial, on an earlier
    /// one it is lost (discrepancy classes, *Usage, tax, cash*). Expected: trunc(subtotal × 0.85, 2).
    private mutating func compareEarnedCredit() {
        var credited: [Meter: [InvoiceIndex]] = [:]
        for line in account.lines where line.isUsage && line.traits.contains(.earnedCredit) {
            credited[meter(line), default: []].append(line.invoice)
        }
        if credited.isEmpty { return }
        for (index, line) in account.lines.enumerated()
        where included[index] && line.isUsage && !line.traits.contains(.earnedCredit) && line.subtotal.signum > 0 {
            guard let invoices = credited[meter(line)],
                let expectedAmount = try? Rounding.towardZero(line.subtotal, times: "0.85")
            else { continue }
            let partial = invoices.contains(line.invoice)
            let date = context.invoices[Int(line.invoice.index)].invoice.date
            let lost = invoices.contains { context.invoices[Int($0.index)].invoice.date < date }
            guard partial || lost else { continue }
            report(
                partial ? .earnedCreditPartial : .earnedCreditLost, line: index, expected: expectedAmount,
                billed: line.subtotal,
                partial
                    ? "Another line of this meter has partner earned credit, this one has none."
                    : "This meter had partner earned credit on an earlier invoice and has none now.",
                steps: ["trunc(\(line.subtotal) × 0.85, 2) = \(expectedAmount)"])
        }
    }

    private func meter(_ line: LineItem) -> Meter {
        Meter(
            subscription: line[.subscriptionID], product: line[.productID], sku: line[.skuID],
            meter: line[.meterDescription])
    }
}

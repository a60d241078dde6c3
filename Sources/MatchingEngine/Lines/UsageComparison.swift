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
        if account.ratedUsage.isEmpty, !context.hasDailyUsage { return }
        var daily: [PlanItem: Amount] = [:]
        for line in account.ratedUsage { daily[planItem(line), default: .zero] += line.subtotal }
        var reconciled: [PlanItem: Amount] = [:]
        for (index, line) in account.lines.enumerated() where line.isUsage && !standings[index].isExcluded {
            reconciled[planItem(line), default: .zero] += line.subtotal
        }
        var reported: Set<PlanItem> = []
        for (index, line) in account.lines.enumerated() where line.isUsage && !standings[index].isExcluded {
            let key = planItem(line)
            // An invoice with daily usage has that of every plan: one without any was not used, as far as it says.
            guard daily[key] != nil || context.briefs[Int(line.invoice.index)].hasDailyUsage,
                let billed = reconciled[key], reported.insert(key).inserted
            else { continue }
            let rated = daily[key] ?? .zero
            if (billed - rated).magnitude <= rules.tolerances.usageTotal { continue }
            report(
                .usageTotalMismatch, line: index, expected: rated, billed: billed,
                "Daily rated usage adds up to \(rated), the reconciliation lines of the plan and product to \(billed).",
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
        let meter: Symbol

        init(_ line: LineItem) {
            subscription = line[.subscriptionID]
            product = line[.productID]
            meter = line[.meterDescription]
        }
    }

    /// Where a meter had partner earned credit: the invoices by rank, the earliest first; those of the ledger are before
    /// all of them.
    private func creditedMeters() -> [Meter: [Int32]] {
        var credited: [Meter: [Int32]] = [:]
        for line in account.history where line.isUsage && line.traits.contains(.earnedCredit) {
            credited[Meter(line)] = [-1]
        }
        for index in account.lines.indices
        where account.lines[index].traits.contains(.earnedCredit) && account.lines[index].isUsage {
            let line = account.lines[index]
            credited[Meter(line), default: []].append(context.briefs[Int(line.invoice.index)].rank)
        }
        return credited
    }

    /// Usage without partner earned credit where the same meter had it: on the same invoice it is partial, on an earlier
    /// one it is lost (discrepancy classes, *Usage, tax, cash*). Expected: trunc(subtotal × 0.85, 2).
    private mutating func compareEarnedCredit() {
        let credited = creditedMeters()
        if credited.isEmpty { return }
        for index in account.lines.indices {
            let line = account.lines[index]
            guard line.isUsage, !standings[index].isExcluded, !standings[index].isRepeat,
                !line.traits.contains(.earnedCredit), line.subtotal.signum > 0, let ranks = credited[Meter(line)],
                let expectedAmount = try? Rounding.towardZero(line.subtotal, times: "0.85")
            else { continue }
            let rank = context.briefs[Int(line.invoice.index)].rank
            let isPartial = ranks.contains(rank)
            guard isPartial || ranks.contains(where: { $0 < rank }) else { continue }
            report(
                isPartial ? .earnedCreditPartial : .earnedCreditLost, line: index, expected: expectedAmount,
                billed: line.subtotal,
                isPartial
                    ? "Another line of this meter has partner earned credit, this one has none."
                    : "This meter had partner earned credit on an earlier invoice and has none now.",
                steps: ["trunc(\(line.subtotal) × 0.85, 2) = \(expectedAmount)"])
        }
    }
}

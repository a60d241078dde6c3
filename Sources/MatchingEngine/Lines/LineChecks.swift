import BillingModel

extension AccountMatching {
    /// Each line against itself and its invoice, before any order is looked at (discrepancy classes, *Precedence* 3).
    ///
    /// A line in another currency than its invoice says nothing dependable about money: that is its finding, and nothing
    /// else is compared on it.
    mutating func checkLines() {
        let checksReferenceRates = !context.referenceRates.isEmpty
        for index in account.lines.indices {
            let invoice = Int(account.lines[index].invoice.index)
            if !context.briefs[invoice].isActive || isOutOfScope(index) {
                standings[index].isExcluded = true
                continue
            }
            if account.lines[index].currency != context.briefs[invoice].currency, !context.briefs[invoice].isHeaderless
            {
                reportForeignCurrency(index, context.briefs[invoice].currency)
                continue
            }
            if hasDoubtfulSign(index) {
                reportSign(index)
                continue
            }
            checkArithmetic(index)
            checkUnits(index)
            if context.briefs[invoice].hasSeveralRates || context.briefs[invoice].taxRate != nil {
                checkRateAndTax(index)
            }
            if checksReferenceRates { checkReferenceRate(index) }
        }
    }

    private mutating func reportForeignCurrency(_ index: Int, _ currency: CurrencyCode) {
        standings[index].isSettled = true
        report(
            .currencyMismatch, line: index, expected: nil, billed: nil,
            "The line is in \(account.lines[index].currency), its invoice in \(currency).")
    }

    /// A scope rule leaves the line out.
    private func isOutOfScope(_ index: Int) -> Bool {
        if !hasExclusions { return false }
        let line = account.lines[index]
        return rules.exclusions.contains { exclusion in
            if let customer = exclusion.customerID, texts[line[.customerID]] != customer { return false }
            if let product = exclusion.product, !matches(line.item, product) { return false }
            if let publisher = exclusion.publisher,
                texts[line[.publisher]].lowercased() != publisher.lowercased()
            {
                return false
            }
            if let kind = exclusion.kind, line.kind != kind { return false }
            return true
        }
    }

    /// `ProductId` or `ProductId:SkuId` names the item.
    func matches(_ item: CatalogItemID, _ product: String) -> Bool {
        let productID = texts[item.product]
        return product == productID || product == productID + ":" + texts[item.sku]
    }

    /// Zero or negative units on a line whose type is no credit, or a positive amount with negative units. Zero units of
    /// usage and of legacy commerce are normal: a meter that was not used.
    private func hasDoubtfulSign(_ index: Int) -> Bool {
        let units = account.lines[index].billableQuantity
        if units.signum > 0 { return false }
        let line = account.lines[index]
        if units.isNegative { return line.chargeType.isPlainCharge || line.subtotal.signum > 0 }
        return line.chargeType.isPlainCharge && !line.isUsage && !line.traits.contains(.legacy)
    }

    /// The line still claims the charge it was meant for and gets no other finding.
    private mutating func reportSign(_ index: Int) {
        let line = account.lines[index]
        standings[index].isSettled = true
        report(
            .quantitySign, line: index, expected: nil, billed: line.subtotal,
            "\(line.billableQuantity) units on a \(texts[line[.chargeType]]) line of \(line.subtotal) \(line.currency): "
                + "a charge that is no credit has positive units.")
    }

    /// Quantity against BillableQuantity, and charge types outside the known list.
    private mutating func checkUnits(_ index: Int) {
        let units = account.lines[index].billableQuantity
        if !account.lines[index].isUsage, account.lines[index].traits.contains(.bothQuantities),
            account.lines[index].quantity.magnitude != units.magnitude
        {
            let line = account.lines[index]
            report(
                .quantityBillableDiffers, line: index, expected: line.subtotal, billed: line.subtotal,
                "Quantity is \(line.quantity), BillableQuantity is \(units); the amount follows BillableQuantity.")
        }
        if account.lines[index].chargeType == .unrecognised {
            let line = account.lines[index]
            report(
                .unknownChargeType, line: index, expected: line.subtotal, billed: line.subtotal,
                "Charge type '\(texts[line[.chargeType]])' is not on the list of known types; "
                    + "the line was matched and counted all the same.")
        }
    }

    /// Charges that lie wholly before the invoice's period, licences by more than one cycle, or after it. Legacy
    /// invoices are not judged for timing, and a charge that repeats another has no time of its own.
    mutating func checkTiming() {
        for index in account.lines.indices {
            let invoice = context.briefs[Int(account.lines[index].invoice.index)]
            guard invoice.isJudgedForTiming, let start = account.lines[index].chargeStart,
                let end = account.lines[index].chargeEnd,
                start > invoice.period.end || end < invoice.period.start,
                !standings[index].isExcluded, !standings[index].isRepeat, !standings[index].isSettled,
                !account.lines[index].traits.contains(.legacy), account.lines[index].chargeType != .extendTerm
            else { continue }
            reportTiming(index, BillingPeriod(start, end), invoice.period)
        }
    }

    private mutating func reportTiming(_ index: Int, _ period: BillingPeriod, _ covered: BillingPeriod) {
        let line = account.lines[index]
        if period.start > covered.end {
            report(
                .futureCharge, line: index, expected: line.subtotal, billed: line.subtotal,
                "Charged for \(period) on an invoice that covers \(covered): the period has not begun.")
            return
        }
        let isLicence = !line.isUsage && line.billingFrequency != .oneTime
        let cycle = line.billingFrequency?.months ?? (period.days > 32 ? (period.days > 370 ? 36 : 12) : 1)
        if period.end < covered.start.adding(months: isLicence ? -cycle : 0) {
            report(
                .lateCharge, line: index, expected: line.subtotal, billed: line.subtotal,
                "Charged for \(period) on an invoice that covers \(covered): "
                    + "a late charge or a correction; check that it was not billed before.")
        }
    }
}

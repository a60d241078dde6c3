import BillingModel

extension AccountMatching {
    /// Each line against itself and its invoice, before any order is looked at (discrepancy classes, *Precedence* 3).
    mutating func checkLines() {
        for index in account.lines.indices {
            if isOutOfScope(index) {
                included[index] = false
                standings[index].isExcluded = true
                continue
            }
            checkArithmetic(index)
            checkUnits(index)
            checkTiming(index)
            checkRateAndTax(index)
        }
    }

    /// A scope rule leaves the line out.
    private func isOutOfScope(_ index: Int) -> Bool {
        if rules.exclusions.isEmpty { return false }
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

    /// Zero or negative units, and Quantity against BillableQuantity.
    private mutating func checkUnits(_ index: Int) {
        let line = account.lines[index]
        let units = line.billableQuantity
        let plain = line.chargeType.isPlainCharge
        let negativePlain = plain && units.isNegative
        let zeroPlain = plain && units.isZero && !line.isUsage && !line.traits.contains(.legacy)
        if negativePlain || zeroPlain || (units.isNegative && line.subtotal.signum > 0) {
            standings[index].isSettled = true
            report(
                .quantitySign, line: index, expected: nil, billed: line.subtotal,
                "\(units) units on a \(texts[line[.chargeType]]) line of \(line.subtotal) \(line.currency): "
                    + "a charge that is no credit has positive units.")
        } else if !line.isUsage, line.traits.contains(.bothQuantities), line.quantity.magnitude != units.magnitude {
            report(
                .quantityBillableDiffers, line: index, expected: line.subtotal, billed: line.subtotal,
                "Quantity is \(line.quantity), BillableQuantity is \(units); the amount follows BillableQuantity.")
        }
        if line.chargeType == .unrecognised {
            report(
                .unknownChargeType, line: index, expected: line.subtotal, billed: line.subtotal,
                "Charge type '\(texts[line[.chargeType]])' is not on the list of known types; "
                    + "the line was matched and counted all the same.")
        }
    }

    /// Charges that lie wholly before the invoice's period, or after it. Legacy invoices are not judged for timing.
    private mutating func checkTiming(_ index: Int) {
        let line = account.lines[index]
        let invoice = context.invoices[Int(line.invoice.index)].invoice
        guard !invoice.isLegacy, !line.traits.contains(.legacy), !invoice.isHeaderless, let period = line.period else {
            return
        }
        var earliest = invoice.period.start
        if !line.isUsage {
            let cycle = line.billingFrequency?.months ?? (period.days > 32 ? (period.days > 370 ? 36 : 12) : 1)
            earliest = earliest.adding(months: -cycle)
        }
        if period.end < earliest {
            report(
                .lateCharge, line: index, expected: line.subtotal, billed: line.subtotal,
                "Charged for \(period) on an invoice that covers \(invoice.period): "
                    + "a late charge or a correction; check that it was not billed before.")
        } else if period.start > invoice.period.end {
            report(
                .futureCharge, line: index, expected: line.subtotal, billed: line.subtotal,
                "Charged for \(period) on an invoice that covers \(invoice.period): the period has not begun.")
        }
    }
}

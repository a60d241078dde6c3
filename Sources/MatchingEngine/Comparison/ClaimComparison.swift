import BillingModel

/// One claimed charge beside what was expected: the figures every comparison works with.
struct Comparison {
    let charge: BilledCharge
    let line: LineItem
    let expectation: ExpectedCharge
    let order: OrderLine
    let row: OrderRow
    /// Order currency to billing currency.
    let rate: ExactDecimal
    /// The expected amount at that rate.
    let expectedAmount: Amount

    var days: BillingPeriod { line.period ?? expectation.period }
    var difference: Amount { charge.amount - expectedAmount }
}

extension AccountMatching {
    /// Compares every charge that found its order, oldest first, so that a cycle is compared after the ones before it.
    ///
    /// Order: currency, customer, term, quantity, price, days; the first that explains the whole difference ends it
    /// (discrepancy classes, *How a billed line is compared*, 5).
    mutating func compareClaims() {
        for index in charges.indices {
            guard let orderLine = charges[index].orderLine, !charges[index].isAbsorbed,
                !standings[charges[index].line].isSettled, !isPlainlyRight(index)
            else { continue }
            let before = outcome.discrepancies.count
            if let position = charges[index].expected {
                if !reportIncompleteConversion(charges[index], position), !reportAddOn(charges[index], orderLine),
                    !reportCancelledRenewal(charges[index], position)
                {
                    compare(index, position)
                }
            } else if orders.lines[orderLine].billingCycle == .usage, account.lines[charges[index].line].isUsage {
                compareUnpriced(charges[index], orderLine)
            } else {
                continue
            }
            let hasMoney = outcome.discrepancies[before...].contains { !($0.difference ?? .zero).isZero }
            compareParties(charges[index], orderLine, hasMoneyFinding: hasMoney)
            reportRung(charges[index], agrees: outcome.discrepancies.count == before)
        }
    }

    private mutating func compare(_ index: Int, _ position: Int) {
        let charge = charges[index]
        let line = line(charge)
        let expectation = expected[position]
        let order = orders.lines[expectation.orderLine]
        guard let rate = rate(of: line, to: order.currency) else {
            report(
                .currencyMismatch, charge: charge, expected: nil, billed: nil,
                "Ordered in \(order.currency), billed in \(line.currency) and priced in \(line.pricingCurrency).")
            return
        }
        guard let amount = try? expectation.amount(rate: rate) else {
            report(
                .unitPriceMismatch, charge: charge, expected: nil, billed: charge.amount,
                "The ordered quantity and price are beyond any amount; nothing can be compared with them.")
            return
        }
        let comparison = Comparison(
            charge: charge, line: line, expectation: expectation, order: order, row: orders.rows[expectation.row],
            rate: rate, expectedAmount: amount)
        do {
            if let combined = combinations[position] {
                try compareCombined(index, combined)
                return
            }
            record(comparison)
            switch expectation.kind {
            case .cancelCredit: try compareCredit(comparison)
            case .seatChange where comparison.line.chargeType == .legacyProrate: try compareProrations(comparison)
            case .seatChange: try compareSeatChange(comparison)
            case .purchase, .cycle, .conversionCharge, .conversionRefund: try compareCharge(comparison)
            }
        } catch {
            report(
                .unitPriceMismatch, charge: charge, expected: nil, billed: charge.amount,
                "The figures of this line are beyond any amount; nothing can be compared with them.")
        }
    }

    /// Charges of purchases, cycles and conversions.
    private mutating func compareCharge(_ comparison: Comparison) throws(ArithmeticOverflow) {
        let charge = comparison.charge
        let expectation = comparison.expectation
        // What the quantity billed would cost at the agreed price.
        let atBilledQuantity = try expectation.amount(quantity: charge.quantity, rate: comparison.rate)
        let isPriceRight = isTolerated(comparison, charge.amount - atBilledQuantity)
        // Where a price was agreed for these days the conversion was wanted; another price is a finding about the price.
        if !isPriceRight, expectation.unitPrice.isZero, reportTrialConversion(charge) { return }
        if try compareTerm(comparison) { return }
        if charge.quantity == expectation.quantity {
            if isPriceRight {
                tolerate(comparison)
                compareDates(comparison)
                return
            }
        } else {
            reportQuantity(comparison, billed: isPriceRight ? charge.amount : atBilledQuantity)
            // The quantity explains the whole difference: whatever the days, it ends here.
            if charge.isNet || isPriceRight { return }
        }
        try comparePrice(comparison, expected: atBilledQuantity)
    }

    /// 0.01 × |quantity|, or what the rules say for the price of this line.
    func isTolerated(_ comparison: Comparison, _ difference: Amount) -> Bool {
        if difference.isZero { return true }
        let line = comparison.charge.line
        return isTolerated(.unitPriceMismatch, line: line, difference, of: comparison.expectedAmount)
            ?? (difference.magnitude <= seatTolerance(comparison.charge.quantity))
    }

    /// A difference within tolerance counts towards the invoice's tolerated sum.
    mutating func tolerate(_ comparison: Comparison) {
        if !comparison.difference.isZero { standings[comparison.charge.line].tolerated += comparison.difference }
    }

    /// What the order sets no amount for: currency and cancellation alone can be wrong.
    private mutating func compareUnpriced(_ charge: BilledCharge, _ orderLine: Int) {
        let line = line(charge)
        let order = orders.lines[orderLine]
        if rate(of: line, to: order.currency) == nil {
            report(
                .currencyMismatch, charge: charge, expected: nil, billed: nil,
                "Ordered in \(order.currency), billed in \(line.currency) and priced in \(line.pricingCurrency).")
            return
        }
        if let start = line.chargeStart, let cancelled = timeline(orderLine).cancellation(on: start),
            charge.amount.signum > 0
        {
            report(
                .chargeAfterCancel, charge: charge, expected: .zero, billed: charge.amount,
                "Cancelled on \(cancelled), charged for days from \(start) on.")
        }
        recordMatch(charge, orderLine, expected: nil)
    }

    private mutating func record(_ comparison: Comparison) {
        recordMatch(comparison.charge, comparison.expectation.orderLine, expected: comparison.expectedAmount)
    }

    /// One row of `matches.csv` per line of the charge. Of several lines each but the largest is taken as it came, and that
    /// one carries the rest of what was expected of all, so that expected amounts and differences add up.
    ///
    /// - Parameter share: of a line that answers several order lines, what this one has of it.
    mutating func recordMatch(
        _ charge: BilledCharge, _ orderLine: Int, expected: Amount?,
        share part: (quantity: ExactDecimal, amount: Amount)? = nil
    ) {
        guard context.wantsMatches, let rung = charge.rung else { return }
        let order = orders.lines[orderLine]
        let others = lines(of: charge).reduce(Amount.zero) { $1 == charge.line ? $0 : $0 + account.lines[$1].subtotal }
        for member in lines(of: charge) {
            let share = member == charge.line ? expected.map { $0 - others } : account.lines[member].subtotal
            let line = account.lines[member]
            var match =
                Match(
                    invoiceID: context.invoices[Int(line.invoice.index)].invoice.id, source: line.source,
                    orderID: texts[order.order.symbol], lineNumber: Int(order.number), matchedBy: rung,
                    rule: charge.isNet && charge.choice != .split ? "net" : charge.choice.rawValue,
                    catalogItemID: texts.text(aliased[member] ?? line.item),
                    subscriptionID: texts[line[.subscriptionID]], chargeType: texts[line[.chargeType]],
                    period: line.period, quantity: part?.quantity ?? line.signedQuantity,
                    amount: part?.amount ?? line.subtotal,
                    expectedAmount: expected == nil ? nil : share, currency: line.currency)
            match.note = entitlementNotes([member]).first ?? ""
            outcome.matches.append(match)
        }
    }
}

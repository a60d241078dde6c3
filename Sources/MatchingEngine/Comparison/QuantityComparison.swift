import BillingModel

extension AccountMatching {
    /// `quantity_over` and `quantity_under`: expected at the ordered quantity, billed at the billed one. When the price
    /// is wrong as well, both at the agreed price; the price finding takes the rest.
    mutating func reportQuantity(_ comparison: Comparison, expected: Amount? = nil, billed: Amount) {
        let charge = comparison.charge
        let expectation = comparison.expectation
        let kind: DiscrepancyClass = charge.quantity > expectation.quantity ? .quantityOver : .quantityUnder
        if charge.isNet {
            report(
                .quantityPairUnbalanced, charge: charge, expected: comparison.expectedAmount, billed: charge.amount,
                expectedQuantity: expectation.quantity, expectedPrice: expectation.unitPrice,
                "The changes net to \(charge.quantity) units where \(expectation.quantity) were ordered.",
                steps: amountSteps(expectation, rate: comparison.rate, comparison.expectedAmount))
            return
        }
        report(
            kind, charge: charge, expected: expected ?? comparison.expectedAmount, billed: billed,
            expectedQuantity: expectation.quantity, expectedPrice: expectation.unitPrice,
            "Billed for \(charge.quantity) units, ordered were \(expectation.quantity) for "
                + "\(expectation.period).",
            steps: amountSteps(expectation, rate: comparison.rate, comparison.expectedAmount)
                + ["billed: \(charge.quantity) units, \(billed)"])
    }

    /// The net of a seat change against the change ordered (discrepancy classes, *Seat changes*).
    mutating func compareSeatChange(_ comparison: Comparison) throws(ArithmeticOverflow) {
        let charge = comparison.charge
        let expectation = comparison.expectation
        if charge.quantity == expectation.quantity {
            // Seats added at another price than the old ones have: one line for the new seats alone is right as well.
            let alone = try expectation.amount(quantity: expectation.quantity, rate: comparison.rate)
            if isTolerated(comparison, comparison.difference) {
                tolerate(comparison)
                compareDates(comparison)
            } else if !charge.isNet, isTolerated(comparison, charge.amount - alone) {
                compareDates(comparison)
            } else {
                try comparePrice(comparison, expected: comparison.expectedAmount)
            }
            return
        }
        // Where nothing is charged the sign of the units is not known either: whether they came or went cannot be told.
        if charge.amount.isZero, comparison.expectedAmount.isZero { return }
        let isHalf =
            charge.quantity == -expectation.quantityBefore || charge.quantity == expectation.quantityAfter
        if charge.isNet || isHalf {
            report(
                .quantityPairUnbalanced, charge: charge, expected: comparison.expectedAmount, billed: charge.amount,
                expectedQuantity: expectation.quantity, expectedPrice: expectation.unitPrice,
                charge.isNet
                    ? "The changes net to \(charge.quantity) units, ordered was a change of \(expectation.quantity)."
                    : "One half of a change: \(charge.quantity) units came, the change ordered is "
                        + "\(expectation.quantity) (from \(expectation.quantityBefore) to \(expectation.quantityAfter)).",
                steps: amountSteps(expectation, rate: comparison.rate, comparison.expectedAmount))
            return
        }
        let atBilled = try expectation.amount(quantity: charge.quantity, rate: comparison.rate)
        let alone = isTolerated(comparison, charge.amount - atBilled)
        reportQuantity(comparison, billed: alone ? charge.amount : atBilled)
        if !alone { try comparePrice(comparison, expected: atBilled) }
    }
}

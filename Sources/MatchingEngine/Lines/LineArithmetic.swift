import BillingModel

extension AccountMatching {
    /// The published formula on the line's own price, quantity and rate, and Total = Subtotal + TaxTotal.
    ///
    /// Source: billing rules 2.1. Seat lines have no tolerance; a usage line may be off by 0.01 × rate + 0.01, since its
    /// effective price is printed with fewer digits than it was computed with. Legacy lines have a formula of their own,
    /// ``legacyFormula(_:)``. When Total = formula + tax only `line_arithmetic` is reported; with equal currencies and a
    /// rate that is not 1 the arithmetic may hold at either rate.
    mutating func checkArithmetic(_ index: Int) {
        if followsFromItself(index) { return }
        let line = account.lines[index]
        var formula: Amount?
        do {
            formula = try line.traits.contains(.legacy) ? checkLegacyFormula(index) : checkFormula(index, line)
        } catch {
            report(
                .lineArithmetic, line: index, expected: nil, billed: line.subtotal,
                "Price \(line.traits.contains(.legacy) ? line.unitPrice : line.effectiveUnitPrice) × quantity \(line.billableQuantity) × rate \(line.exchangeRate) "
                    + "is beyond any amount; the subtotal cannot follow from it.")
        }
        let sum = line.subtotal + line.tax
        if line.total == sum { return }
        if let formula, line.total == formula + line.tax { return }
        report(
            .totalIdentity, line: index, expected: sum, billed: line.total,
            "Total \(line.total) is not Subtotal \(line.subtotal) + TaxTotal \(line.tax) = \(sum).",
            steps: ["Subtotal \(line.subtotal) + TaxTotal \(line.tax) = \(sum)", "Total on the line: \(line.total)"])
    }

    /// The formula gives the subtotal to the last digit, and the total follows.
    private func followsFromItself(_ index: Int) -> Bool {
        let sameCurrency = account.lines[index].currency == account.lines[index].pricingCurrency
        guard account.lines[index].total == account.lines[index].subtotal + account.lines[index].tax,
            !sameCurrency || account.lines[index].exchangeRate == .one,
            let formula = try? account.lines[index].formulaSubtotal(rate: account.lines[index].exchangeRate)
        else { return false }
        return formula == account.lines[index].subtotal
    }

    /// Returns the formula's amount when the subtotal is another.
    private mutating func checkFormula(_ index: Int, _ line: LineItem) throws(ArithmeticOverflow) -> Amount? {
        let sameCurrency = line.currency == line.pricingCurrency
        guard let formula = try line.formulaSubtotal(rate: line.exchangeRate) else { return nil }
        if formula == line.subtotal, !sameCurrency || line.exchangeRate == .one { return nil }
        if sameCurrency, line.exchangeRate != .one {
            let atOne = try line.formulaSubtotal(rate: .one) ?? formula
            amounts[index] = atOne
            let holds =
                isWithin(line, line.subtotal - atOne, .one)
                || isWithin(line, line.subtotal - formula, line.exchangeRate)
            // Where the arithmetic holds at neither rate it is a finding of its own, and this one ends where that begins.
            report(
                .exchangeRateOnSameCurrency, line: index, expected: atOne, billed: holds ? line.subtotal : formula,
                "Priced and billed in \(line.currency), yet converted at \(line.exchangeRate).",
                steps: formulaSteps(line, rate: .one, atOne))
            if holds { return nil }
        } else {
            if isWithin(line, line.subtotal - formula, line.exchangeRate) { return nil }
            amounts[index] = formula
        }
        report(
            .lineArithmetic, line: index, expected: formula, billed: line.subtotal,
            "Subtotal \(line.subtotal) does not follow from the line's own price \(line.effectiveUnitPrice), "
                + "quantity \(line.billableQuantity) and rate \(line.exchangeRate): the formula gives \(formula).",
            steps: formulaSteps(line, rate: line.exchangeRate, formula))
        return formula
    }

    private func isWithin(_ line: LineItem, _ difference: Amount, _ rate: ExactDecimal) -> Bool {
        if difference.isZero { return true }
        guard line.isUsage else { return false }
        return difference.magnitude <= usageTolerance(rate)
    }

    /// 0.01 × rate + 0.01 (discrepancy classes, 5).
    func usageTolerance(_ rate: ExactDecimal) -> Amount {
        let unit = rules.tolerances.usage
        guard let scaled = try? unit.multiplied(by: rate) else { return unit }
        return scaled + unit
    }

    func formulaSteps(_ line: LineItem, rate: ExactDecimal, _ result: Amount) -> [String] {
        line.isUsage
            ? [
                "usage: trunc(trunc(EffectiveUnitPrice × BillableQuantity, 2) × rate, 2)",
                "trunc(trunc(\(line.effectiveUnitPrice) × \(line.billableQuantity), 2) × \(rate), 2) = \(result)",
                "Subtotal on the line: \(line.subtotal)",
            ]
            : [
                "seats: trunc(EffectiveUnitPrice × rate, 2) × BillableQuantity",
                "trunc(\(line.effectiveUnitPrice) × \(rate), 2) × \(line.billableQuantity) = \(result)",
                "Subtotal on the line: \(line.subtotal)",
            ]
    }
}

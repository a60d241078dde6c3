import BillingModel

extension AccountMatching {
    /// What the published formula makes of a legacy line's own figures, and how far the subtotal may be from it; `nil` for
    /// lines whose formula is not published (credits, offsets, discounts, cancel fees).
    ///
    /// Licences: UnitPrice × Quantity − TotalOtherDiscount; usage: ListPrice × OverageQuantity; both to the cent (billing
    /// rules 2.1). Printed amounts are rounded, half up or down, so less than a cent is no difference. Prorated licence
    /// lines print a price of two digits and charge the full one (billing rules 7.15): they may be off by 0.01 × quantity.
    func legacyFormula(_ line: LineItem) throws(ArithmeticOverflow) -> (amount: Amount, limit: Amount)? {
        guard line.traits.contains(.legacy), !line.traits.contains(.effectivePrice) else { return nil }
        let gross = try line.unitPrice.times(line.billableQuantity)
        if line.isUsage {
            return line.chargeType == .legacyUsage
                ? (AccountMatching.toTheCent(try Amount(gross)), usageTolerance(.one)) : nil
        }
        let net = AccountMatching.toTheCent(try Amount(gross.subtracting(line.otherDiscount)))
        let cent = Amount(cents: 1)
        switch line.chargeType {
        case .new, .renew, .cycleCharge, .legacyPurchase, .legacyCycle:
            return (net, Amount(units: cent.units - 1))
        case .legacyProrate where net.signum == line.subtotal.signum:
            return (net, max(cent, seatTolerance(line.billableQuantity)))
        default: return nil
        }
    }

    /// `line_arithmetic` of a legacy line; returns the formula's amount when the subtotal is another.
    mutating func checkLegacyFormula(_ index: Int) throws(ArithmeticOverflow) -> Amount? {
        let line = account.lines[index]
        guard let (formula, limit) = try legacyFormula(line), (line.subtotal - formula).magnitude > limit else {
            return nil
        }
        amounts[index] = formula
        let discount = line.otherDiscount.isZero ? "" : " − discount \(line.otherDiscount)"
        report(
            .lineArithmetic, line: index, expected: formula, billed: line.subtotal,
            "Subtotal \(line.subtotal) does not follow from the line's own price \(line.unitPrice), quantity "
                + "\(line.billableQuantity)\(discount): the formula gives \(formula).",
            steps: [
                line.isUsage
                    ? "legacy usage: ListPrice × OverageQuantity, to the cent"
                    : "legacy licences: UnitPrice × Quantity − TotalOtherDiscount",
                "\(line.unitPrice) × \(line.billableQuantity)\(discount) = \(formula)",
                "Subtotal on the line: \(line.subtotal)",
            ])
        return formula
    }

    /// Half a cent away from zero: ROUNDDOWN is published for new commerce only (billing rules 2.6, 7.18).
    static func toTheCent(_ amount: Amount) -> Amount {
        let cent = Amount(cents: 1).units
        return Amount(units: (amount.units + (amount.signum < 0 ? -cent / 2 : cent / 2)) / cent * cent)
    }
}

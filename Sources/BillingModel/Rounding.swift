/// The one rounding of the project: Microsoft's `ROUNDDOWN`, **toward zero**, also on credits.
///
/// Source: modern invoice reconciliation file, field Subtotal (billing rules 2.1). `FLOOR` and Foundation's `.down`
/// go away from zero on negatives and are off by a cent there: -9.4297 is -9.42, not -9.43.
package enum Rounding {
    /// `trunc(a × b × numerator ÷ denominator, 2)`, computed exactly before the one truncation.
    package static func towardZero(
        _ a: ExactDecimal, times b: ExactDecimal = .one, numerator: Int = 1, denominator: Int = 1
    ) throws(ArithmeticOverflow) -> Amount {
        precondition(denominator > 0 && numerator >= 0)
        if let small = smallQuotient(a, b, numerator, denominator) { return small }
        let negative = a.isNegative != b.isNegative
        var product = WideProduct(a.coefficient.magnitude, b.coefficient.magnitude)
        if numerator != 1 { try product.multiply(by: UInt128(numerator)) }
        let places = Int(a.scale) + Int(b.scale) - 2
        if places < 0 { try product.multiply(by: PowerOfTen.uint128(-places)) }
        if denominator != 1 { product.divide(by: UInt128(denominator)) }
        if places > 36 {
            product.divide(by: PowerOfTen.uint128(36))
            product.divide(by: PowerOfTen.uint128(places - 36))
        } else if places > 0 {
            product.divide(by: PowerOfTen.uint128(places))
        }
        let cents = try product.int128(negative: negative)
        let (units, overflow) = cents.multipliedReportingOverflow(by: Amount.unitsPerCent)
        if overflow { throw ArithmeticOverflow() }
        return Amount(units: units)
    }

    /// The same in 64 bits, which hold nearly every price: the wide division costs ten times as much.
    @inline(__always)
    private static func smallQuotient(
        _ a: ExactDecimal, _ b: ExactDecimal, _ numerator: Int, _ denominator: Int
    ) -> Amount? {
        let places = Int(a.scale) + Int(b.scale) - 2
        guard places >= -2, places <= 16, let left = Int64(exactly: a.coefficient),
            let right = Int64(exactly: b.coefficient)
        else { return nil }
        let (product, first) = left.multipliedReportingOverflow(by: right)
        let (scaled, second) = product.multipliedReportingOverflow(by: Int64(numerator) &* (places < 0 ? 100 : 1))
        if first || second || numerator > 1_000_000 { return nil }
        // Int64 division truncates toward zero; a divisor may be taken apart.
        var cents = scaled / Int64(denominator)
        if places == -1 { cents /= 10 } else if places > 0 { cents /= PowerOfTen.int64(places) }
        return Amount(units: Int128(cents) * Amount.unitsPerCent)
    }

    /// `trunc(amount × factor, 2)`, as for the 85 % that partner earned credit leaves.
    package static func towardZero(_ amount: Amount, times factor: ExactDecimal) throws(ArithmeticOverflow) -> Amount {
        try towardZero(amount.decimal, times: factor)
    }

    /// Subtotal of a licence line: `ROUNDDOWN(EffectiveUnitPrice × rate, 2) × BillableQuantity` (billing rules 2.1).
    package static func seatSubtotal(
        price: ExactDecimal, quantity: ExactDecimal, rate: ExactDecimal
    ) throws(ArithmeticOverflow) -> Amount {
        try towardZero(price, times: rate).multiplied(by: quantity)
    }

    /// Subtotal of a usage line:
    /// `ROUNDDOWN(ROUNDDOWN(EffectiveUnitPrice × BillableQuantity, 2) × rate, 2)` (billing rules 2.1).
    package static func usageSubtotal(
        price: ExactDecimal, quantity: ExactDecimal, rate: ExactDecimal
    ) throws(ArithmeticOverflow) -> Amount {
        let pricing = try towardZero(price, times: quantity)
        return rate == .one ? pricing : try towardZero(pricing, times: rate)
    }
}

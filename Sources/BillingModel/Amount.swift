/// Money in one currency that the context names: a whole number of 10⁻²² currency units.
///
/// Twenty-two decimals hold every amount that the rated-usage files carry, so a sum over a million daily lines is the
/// exact decimal sum; the range is ±1.7 × 10¹⁶ units. Sums are checked: `+` traps only beyond that range, which
/// ``init(_:)`` keeps a factor of 10⁴ away from each single amount.
package struct Amount: Hashable, Comparable, Sendable {
    package var units: Int128

    package static let scale = 22
    package static let zero = Amount(units: 0)

    @inlinable
    package init(units: Int128) { self.units = units }

    /// Whole cents; for literals in tests and fixed limits in rules.
    package init(cents: Int) { units = Int128(cents) * Amount.unitsPerCent }

    static let unitsPerCent: Int128 = 100_000_000_000_000_000_000

    /// The largest amount that may come from outside.
    private static let limit: Int128 = 10_000_000_000_000_000_000_000_000_000_000_000  // 10^12 currency units

    /// Takes a decimal over, exactly; throws beyond 22 decimals or 10¹² currency units.
    package init(_ decimal: ExactDecimal) throws(ArithmeticOverflow) {
        guard decimal.scale <= 22 else { throw ArithmeticOverflow() }
        let (value, overflow) = decimal.coefficient.multipliedReportingOverflow(
            by: PowerOfTen.int128(22 - Int(decimal.scale)))
        if overflow || value.magnitude > Amount.limit.magnitude { throw ArithmeticOverflow() }
        units = value
    }

    @inlinable package static func + (a: Amount, b: Amount) -> Amount { Amount(units: a.units + b.units) }
    @inlinable package static func - (a: Amount, b: Amount) -> Amount { Amount(units: a.units - b.units) }
    @inlinable package static prefix func - (a: Amount) -> Amount { Amount(units: -a.units) }
    @inlinable package static func += (a: inout Amount, b: Amount) { a.units += b.units }
    @inlinable package static func == (a: Amount, b: Amount) -> Bool { a.units == b.units }
    @inlinable package static func < (a: Amount, b: Amount) -> Bool { a.units < b.units }

    @inlinable package var isZero: Bool { units == 0 }
    @inlinable package var signum: Int { units < 0 ? -1 : (units > 0 ? 1 : 0) }
    @inlinable package var magnitude: Amount { units < 0 ? Amount(units: -units) : self }

    /// The amount times a quantity, exact; throws when 22 decimals or the range do not hold it.
    package func multiplied(by quantity: ExactDecimal) throws(ArithmeticOverflow) -> Amount {
        if quantity.scale == 0 {
            let (product, overflow) = units.multipliedReportingOverflow(by: quantity.coefficient)
            if overflow { throw ArithmeticOverflow() }
            return Amount(units: product)
        }
        let negative = (units < 0) != quantity.isNegative
        var product = WideProduct(units.magnitude, quantity.coefficient.magnitude)
        let divisor = PowerOfTen.uint128(Int(quantity.scale))
        var quotient = product
        quotient.divide(by: divisor)
        let back = WideProduct(try quotient.int128(negative: false).magnitude, divisor)
        if back != product { throw ArithmeticOverflow() }
        product = quotient
        return Amount(units: try product.int128(negative: negative))
    }

    /// The amount as a decimal number.
    package var decimal: ExactDecimal { ExactDecimal(coefficient: units, scale: Amount.scale) }
}

extension Amount: CustomStringConvertible {
    /// Plain digits, at least two decimals, all that are there.
    package var description: String {
        DecimalText.text(coefficient: units, scale: Amount.scale, minimumPlaces: 2)
    }
}

extension Amount: ExpressibleByStringLiteral {
    /// For literals in tests; a malformed literal is a defect of the program.
    package init(stringLiteral value: String) {
        guard let decimal = ExactDecimal(value), let amount = try? Amount(decimal) else {
            preconditionFailure("not an amount: \(value)")
        }
        self = amount
    }
}

/// An exact decimal number: `coefficient × 10^-scale`.
///
/// Prices, quantities and rates arrive with up to 22 significant digits and must survive to the last one, so nothing
/// here goes through binary floating point. The form is canonical (no trailing zero behind the point), hence two
/// equal numbers are equal member by member.
package struct ExactDecimal: Hashable, Sendable {
    // Two words, not one `Int128`: its alignment would make every number, and there are millions, a third larger.
    @usableFromInline let high: Int64
    @usableFromInline let low: UInt64
    package let scale: UInt8

    /// The most digits a number from outside may have; one more is refused, never rounded.
    package static let maximumDigits = 36

    package static let zero = ExactDecimal(integer: 0)
    package static let one = ExactDecimal(integer: 1)

    @inlinable package var coefficient: Int128 { Int128(high) << 64 | Int128(low) }

    @inlinable
    package init(integer: Int) {
        self.init(canonical: Int128(integer), scale: 0)
    }

    /// Takes `coefficient × 10^-scale` and brings it into canonical form.
    package init(coefficient: Int128, scale: Int) {
        var coefficient = coefficient
        var scale = scale
        while scale > 0, coefficient % 10 == 0 {
            coefficient /= 10
            scale -= 1
        }
        self.init(canonical: coefficient, scale: UInt8(scale))
    }

    /// Takes back the members of a number, which are in canonical form already.
    @inlinable
    package init(canonical coefficient: Int128, scale: UInt8) {
        high = Int64(truncatingIfNeeded: coefficient >> 64)
        low = UInt64(truncatingIfNeeded: coefficient)
        self.scale = scale
    }

    @inlinable package var isZero: Bool { high == 0 && low == 0 }
    @inlinable package var isNegative: Bool { high < 0 }
    @inlinable package var isInteger: Bool { scale == 0 }
    @inlinable package var signum: Int { isNegative ? -1 : (isZero ? 0 : 1) }

    package var magnitude: ExactDecimal {
        ExactDecimal(canonical: coefficient < 0 ? -coefficient : coefficient, scale: scale)
    }

    @inlinable
    package static func == (a: ExactDecimal, b: ExactDecimal) -> Bool {
        a.high == b.high && a.low == b.low && a.scale == b.scale
    }

    package static prefix func - (value: ExactDecimal) -> ExactDecimal {
        ExactDecimal(canonical: -value.coefficient, scale: value.scale)
    }

    /// The sum, exact.
    package func adding(_ other: ExactDecimal) throws(ArithmeticOverflow) -> ExactDecimal {
        let common = max(scale, other.scale)
        let (left, right) = (try aligned(to: common), try other.aligned(to: common))
        let (sum, overflow) = left.addingReportingOverflow(right)
        if overflow { throw ArithmeticOverflow() }
        return ExactDecimal(coefficient: sum, scale: Int(common))
    }

    /// The difference, exact.
    package func subtracting(_ other: ExactDecimal) throws(ArithmeticOverflow) -> ExactDecimal {
        try adding(-other)
    }

    /// The product, exact; throws when 36 digits or so do not hold it.
    package func times(_ other: ExactDecimal) throws(ArithmeticOverflow) -> ExactDecimal {
        let (product, overflow) = coefficient.multipliedReportingOverflow(by: other.coefficient)
        let places = Int(scale) + Int(other.scale)
        if overflow || places > ExactDecimal.maximumDigits { throw ArithmeticOverflow() }
        return ExactDecimal(coefficient: product, scale: places)
    }

    /// The coefficient at another, larger scale.
    func aligned(to target: UInt8) throws(ArithmeticOverflow) -> Int128 {
        let (value, overflow) = coefficient.multipliedReportingOverflow(by: PowerOfTen.int128(Int(target - scale)))
        if overflow { throw ArithmeticOverflow() }
        return value
    }
}

/// A result that does not fit the type that should hold it. Never wrapped around, never saturated.
package struct ArithmeticOverflow: Error, Equatable {
    @inlinable
    package init() {}
}

extension ExactDecimal: Comparable {
    package static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.scale == right.scale { return left.coefficient < right.coefficient }
        if left.signum != right.signum { return left.signum < right.signum }
        // Same sign, different scales: compare exactly in 256 bits.
        let common = max(left.scale, right.scale)
        let l = WideProduct(left.coefficient.magnitude, PowerOfTen.uint128(Int(common - left.scale)))
        let r = WideProduct(right.coefficient.magnitude, PowerOfTen.uint128(Int(common - right.scale)))
        return left.isNegative ? r < l : l < r
    }
}

extension ExactDecimal: CustomStringConvertible {
    /// Plain digits with a decimal point, no exponent, no thousands separator.
    package var description: String { DecimalText.text(coefficient: coefficient, scale: Int(scale), minimumPlaces: 0) }
}

extension ExactDecimal: ExpressibleByStringLiteral {
    /// For literals in tests and rules; a malformed literal is a defect of the program.
    package init(stringLiteral value: String) {
        guard let parsed = ExactDecimal(value) else { preconditionFailure("not a decimal: \(value)") }
        self = parsed
    }

    /// Parses plain digits with an optional leading minus and an optional decimal point.
    package init?(_ text: String) {
        var text = text
        let parsed: ExactDecimal? = text.withUTF8 { bytes in
            guard case .value(let value) = DecimalText.read(UnsafeRawBufferPointer(bytes)) else { return nil }
            return value
        }
        guard let parsed else { return nil }
        self = parsed
    }
}

/// An unsigned 256-bit product, wide enough for a 36-digit price times a 36-digit quantity.
///
/// Division truncates, and `⌊⌊p / a⌋ / b⌋ = ⌊p / (a × b)⌋`, so a divisor may be taken apart.
struct WideProduct: Comparable {
    private var high: UInt128
    private var low: UInt128

    init(_ a: UInt128, _ b: UInt128) {
        (high, low) = a.multipliedFullWidth(by: b)
    }

    /// Multiplies by a small factor; throws when 256 bits do not hold the result.
    mutating func multiply(by factor: UInt128) throws(ArithmeticOverflow) {
        let (carry, newLow) = low.multipliedFullWidth(by: factor)
        let (scaled, overflow) = high.multipliedReportingOverflow(by: factor)
        let (newHigh, carryOverflow) = scaled.addingReportingOverflow(carry)
        if overflow || carryOverflow { throw ArithmeticOverflow() }
        (high, low) = (newHigh, newLow)
    }

    /// Divides, dropping the remainder.
    mutating func divide(by divisor: UInt128) {
        let (highQuotient, highRemainder) = high.quotientAndRemainder(dividingBy: divisor)
        if highRemainder == 0 && highQuotient == 0 {
            low /= divisor
        } else {
            low = divisor.dividingFullWidth((highRemainder, low)).quotient
        }
        high = highQuotient
    }

    /// The product as a signed number; throws when it does not fit.
    func int128(negative: Bool) throws(ArithmeticOverflow) -> Int128 {
        guard high == 0, low <= UInt128(Int128.max) else { throw ArithmeticOverflow() }
        return negative ? -Int128(low) : Int128(low)
    }

    static func < (left: WideProduct, right: WideProduct) -> Bool {
        left.high == right.high ? left.low < right.low : left.high < right.high
    }
}

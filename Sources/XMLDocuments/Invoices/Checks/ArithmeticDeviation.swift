package import BillingModel

/// A figure of an e-invoice that does not follow from its others.
package struct ArithmeticDeviation: Sendable, Equatable {
    package enum Weight: Sendable {
        /// Beyond what the rule tolerates, in a document that says it follows the rule.
        case breach
        /// Within the rule's tolerance (which is as wide as 1.00 for tax) but more than rounding, or the document says
        /// nothing of EN 16931: still money, and worth a look.
        case difference
    }

    /// As the standard numbers it: `BR-CO-10`, `PEPPOL-EN16931-R120`.
    package let rule: String
    package let weight: Weight
    /// Where the figure stands.
    package let line: Int32
    /// One sentence.
    package let text: String
    package let stated: ExactDecimal?
    package let computed: ExactDecimal?
}

extension ExactDecimal {
    /// Two decimals, halves away from zero: EN 16931's rounding. -1622.835 is -1622.84; XPath's own `round` would make
    /// it -1622.83, and the official rules go out of their way not to.
    package func roundedHalfAway() -> ExactDecimal {
        if scale <= 2 { return self }
        var divisor: Int128 = 1
        for _ in 2..<scale { divisor *= 10 }
        var (quotient, remainder) = coefficient.quotientAndRemainder(dividingBy: divisor)
        if remainder.magnitude >= divisor.magnitude - remainder.magnitude { quotient += coefficient < 0 ? -1 : 1 }
        return ExactDecimal(coefficient: quotient, scale: 2)
    }

    static func sum(_ values: some Sequence<ExactDecimal>) throws(ArithmeticOverflow) -> ExactDecimal {
        var total = ExactDecimal.zero
        for value in values { total = try total.adding(value) }
        return total
    }
}

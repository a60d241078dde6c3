internal import BillingModel

/// How an exact amount stands in the ledger: a whole number of 10⁻⁴ units in the row itself, and for the few amounts
/// with more than four decimals the rest in `charge_fractions`.
///
/// Invariant: `amount = main × 10⁻⁴ + middle × 10⁻¹³ + low × 10⁻²²`, all three of one sign, `|middle| < 10⁹`,
/// `|low| < 10⁹`. So `SUM` over each of the three columns, added up by ``amount``, is the exact sum; none overflows
/// below nine thousand million rows.
struct StoredAmount: Equatable {
    /// 10⁻⁴ units.
    var main: Int64
    /// 10⁻¹³ units.
    var middle: Int64
    /// 10⁻²² units.
    var low: Int64

    private static let mainUnit: UInt64 = 1_000_000_000_000_000_000
    private static let middleUnit: UInt64 = 1_000_000_000

    init(main: Int64, middle: Int64, low: Int64) {
        self.main = main
        self.middle = middle
        self.low = low
    }

    /// Splits an amount of at most 10¹² currency units, the model's limit for what comes from outside.
    @inline(__always)
    init(_ amount: Amount) {
        let magnitude = amount.units.magnitude
        let (quotient, rest) = StoredAmount.mainUnit.dividingFullWidth(
            (UInt64(truncatingIfNeeded: magnitude >> 64), UInt64(truncatingIfNeeded: magnitude)))
        let sign: Int64 = amount.units < 0 ? -1 : 1
        main = sign * Int64(quotient)
        middle = sign * Int64(rest / StoredAmount.middleUnit)
        low = sign * Int64(rest % StoredAmount.middleUnit)
    }

    /// The row in `charge_fractions` is needed.
    @inline(__always)
    var hasFraction: Bool { middle != 0 || low != 0 }

    /// The exact amount, also of three sums.
    var amount: Amount {
        Amount(
            units: Int128(main) * Int128(StoredAmount.mainUnit) + Int128(middle) * Int128(StoredAmount.middleUnit)
                + Int128(low))
    }
}

internal import GRDB

/// The rows of `charge_fractions` beside a scan of charges, in step with it.
struct StoredFractions: ~Copyable {
    private var scan: RowScan
    private var isAtRow: Bool

    init(after first: Int64, through last: Int64, _ database: Database) throws(LedgerError) {
        var scan = try RowScan(
            """
            SELECT charge_no, field, middle, low FROM charge_fractions
            WHERE charge_no > ?1 AND charge_no <= ?2 ORDER BY charge_no, field
            """, [first, last], on: database)
        isAtRow = try scan.next()
        self.scan = scan
    }

    /// Completes the amounts of a charge; charges come in order.
    @inline(__always)
    mutating func add(
        to amounts: inout (subtotal: StoredAmount, tax: StoredAmount, total: StoredAmount), of charge: Int64
    ) throws {
        while isAtRow, scan.integer(0) <= charge {
            if scan.integer(0) < charge { throw orphan }
            switch scan.string(1) {
            case "subtotal": complete(&amounts.subtotal)
            case "tax": complete(&amounts.tax)
            case "total": complete(&amounts.total)
            case let other: throw LedgerFault("charge_fractions", row: charge, "is of the unknown field '\(other)'")
            }
            isAtRow = try scan.next()
        }
    }

    /// After the last charge: no fraction may be left.
    func finish() throws {
        if isAtRow { throw orphan }
    }

    private func complete(_ amount: inout StoredAmount) {
        amount.middle = scan.integer(2)
        amount.low = scan.integer(3)
    }

    private var orphan: LedgerFault {
        LedgerFault("charge_fractions", row: scan.integer(0), "belongs to no charge")
    }
}

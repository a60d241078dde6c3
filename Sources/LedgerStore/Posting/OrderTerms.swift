internal import BillingModel

/// What many order rows share beside customer and item: a row of `order_terms`.
enum OrderTerms {
    static let columns = [
        "transaction_type", "status", "billing_cycle", "term", "auto_renew", "currency", "reseller_mpn_id",
    ]

    @inline(__always)
    static func writeKey(_ row: BatchRow<OrderRow>, to key: inout ByteBuffer) {
        key.removeAll()
        key.append(row.row.pointee.transaction.rawValue)
        key.append(row.row.pointee.status.rawValue)
        key.append(row.row.pointee.billingCycle.rawValue)
        key.append(row.row.pointee.term.canonicalCode)
        key.append(UInt8(row.row.pointee.autoRenew ? 1 : 0))
        key.append(row.row.pointee.currency.letters)
        key.append(row[.resellerMPN])
    }

    /// The row's columns.
    static func words(_ row: BatchRow<OrderRow>) -> [String] {
        [
            row.row.pointee.transaction.code, row.row.pointee.status.code, row.row.pointee.billingCycle.code,
            row.row.pointee.term?.code ?? "", row.row.pointee.autoRenew ? "true" : "false",
            row.row.pointee.currency.description,
            row.string(.resellerMPN),
        ]
    }
}

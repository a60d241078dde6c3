internal import BillingModel

/// The canonical byte form of an order row, version 1: everything but its place in the file and the names of customer,
/// product and SKU.
enum OrderEventForm {
    static let version: UInt8 = 1

    @inline(__always)
    static func fingerprint(
        _ row: BatchRow<OrderRow>, using form: inout ByteBuffer
    ) -> Fingerprint {
        form.removeAll()
        form.append(version)
        form.append(UInt8(ascii: "O"))
        form.append(code(row.row.pointee.transaction))
        form.append(code(row.row.pointee.status))
        form.append(BillingCycle?.some(row.row.pointee.billingCycle).canonicalCode)
        form.append(row.row.pointee.term.canonicalCode)
        form.append(UInt8(row.row.pointee.autoRenew ? 1 : 0))
        form.append(row.row.pointee.currency.letters)
        form.append(row.row.pointee.lineNumber)
        form.appendCanonical(row.row.pointee.orderDate)
        form.appendCanonical(row.row.pointee.effectiveDate)
        form.appendCanonical(row.row.pointee.endDate)
        form.appendCanonical(row.row.pointee.quantity)
        form.appendCanonical(row.row.pointee.unitPrice)
        form.appendCanonical(row.row.pointee.discountPercent)
        form.appendCanonical(text: row[.orderID])
        form.appendCanonical(text: row[.customerID])
        form.appendCanonical(text: row[.subscriptionID])
        form.appendCanonical(text: row[.alternateID])
        form.appendCanonical(text: row[.referenceID])
        form.appendCanonical(text: row[.promotionID])
        form.appendCanonical(text: row[.productID])
        form.appendCanonical(text: row[.skuID])
        form.appendCanonical(text: row[.availabilityID])
        form.appendCanonical(text: row[.purchaseOrder])
        form.appendCanonical(text: row[.resellerMPN])
        return Fingerprint(form.bytes)
    }

    private static func code(_ transaction: OrderTransaction) -> UInt8 {
        switch transaction {
        case .new: 1
        case .addQuantity: 2
        case .removeQuantity: 3
        case .cancel: 4
        case .renew: 5
        case .convert: 6
        case .suspend: 7
        case .resume: 8
        case .extendTerm: 9
        }
    }

    private static func code(_ status: OrderStatus) -> UInt8 {
        switch status {
        case .completed: 1
        case .pending: 2
        case .cancelled: 3
        case .failed: 4
        }
    }
}

internal import BillingModel

/// The canonical byte form of an order row, version 1: everything but its place in the file and the names of customer,
/// product and SKU.
enum OrderEventForm {
    static let version: UInt8 = 1

    @inline(__always)
    static func fingerprint(
        _ row: UnsafePointer<OrderRow>, _ texts: RowTexts, in record: borrowing ByteBuffer, using form: inout ByteBuffer
    ) -> Fingerprint {
        form.removeAll()
        form.append(version)
        form.append(UInt8(ascii: "O"))
        form.append(code(row.pointee.transaction))
        form.append(code(row.pointee.status))
        form.append(BillingCycle?.some(row.pointee.billingCycle).canonicalCode)
        form.append(row.pointee.term.canonicalCode)
        form.append(UInt8(row.pointee.autoRenew ? 1 : 0))
        form.append(row.pointee.currency.letters)
        form.append(row.pointee.lineNumber)
        form.appendCanonical(row.pointee.orderDate)
        form.appendCanonical(row.pointee.effectiveDate)
        form.appendCanonical(row.pointee.endDate)
        form.appendCanonical(row.pointee.quantity)
        form.appendCanonical(row.pointee.unitPrice)
        form.appendCanonical(row.pointee.discountPercent)
        form.appendCanonical(text: record[texts[OrderText.orderID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.customerID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.subscriptionID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.alternateID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.referenceID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.promotionID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.productID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.skuID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.availabilityID.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.purchaseOrder.rawValue]])
        form.appendCanonical(text: record[texts[OrderText.resellerMPN.rawValue]])
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

internal import BillingModel

/// The canonical byte form of a billed line, version 1.
///
/// It holds what makes a line the line it is. Left out are the invoice (fingerprints are compared within one), the
/// place in the source and the form it was read from, and names of customers, products and publishers, which change
/// without anything being billed anew.
enum ChargeForm {
    static let version: UInt8 = 1

    /// The fingerprint of all business fields, and the key: the fields that stay when a line comes back with another
    /// amount, price or quantity (order, subscription, item, meter, charge type, days, currency, sign).
    @inline(__always)
    static func fingerprint(
        _ line: UnsafePointer<LineItem>, _ texts: RowTexts, in record: borrowing ByteBuffer, using form: inout ByteBuffer
    ) -> (fingerprint: Fingerprint, key: UInt64) {
        form.removeAll()
        writeKey(line, texts, in: record, to: &form)
        let key = Fingerprint(form.bytes).low
        writeRest(line, texts, in: record, to: &form)
        return (Fingerprint(form.bytes), key)
    }

    @inline(__always)
    private static func writeKey(
        _ line: UnsafePointer<LineItem>, _ texts: RowTexts, in record: borrowing ByteBuffer, to form: inout ByteBuffer
    ) {
        form.append(version)
        form.append(UInt8(ascii: "C"))
        form.append(Int8(line.pointee.subtotal.signum))
        form.append(line.pointee.currency.letters)
        form.appendCanonical(line.pointee.orderDate)
        form.appendCanonical(line.pointee.chargeStart)
        form.appendCanonical(line.pointee.chargeEnd)
        form.appendCanonical(foldedText: record[texts[LineText.chargeType.rawValue]])
        form.appendCanonical(text: record[texts[LineText.orderID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.subscriptionID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.productID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.skuID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.meterDescription.rawValue]])
    }

    @inline(__always)
    private static func writeRest(
        _ line: UnsafePointer<LineItem>, _ texts: RowTexts, in record: borrowing ByteBuffer, to form: inout ByteBuffer
    ) {
        form.appendCanonical(text: record[texts[LineText.customerID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.alternateID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.referenceID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.reservationOrderID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.promotionID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.availabilityID.rawValue]])
        form.appendCanonical(text: record[texts[LineText.priceAdjustment.rawValue]])
        form.appendCanonical(text: record[texts[LineText.resellerMPN.rawValue]])
        form.appendCanonical(text: record[texts[LineText.creditReason.rawValue]])
        form.appendCanonical(text: record[texts[LineText.unitType.rawValue]])
        form.append(line.pointee.term.canonicalCode)
        form.append(line.pointee.billingFrequency.canonicalCode)
        form.appendCanonical(line.pointee.subscriptionStart)
        form.appendCanonical(line.pointee.subscriptionEnd)
        form.append(line.pointee.pricingCurrency.letters)
        form.appendCanonical(line.pointee.quantity)
        form.appendCanonical(line.pointee.billableQuantity)
        form.appendCanonical(line.pointee.unitPrice)
        form.appendCanonical(line.pointee.effectiveUnitPrice)
        form.appendCanonical(line.pointee.exchangeRate)
        form.append(line.pointee.subtotal.units)
        form.append(line.pointee.tax.units)
        form.append(line.pointee.total.units)
    }
}

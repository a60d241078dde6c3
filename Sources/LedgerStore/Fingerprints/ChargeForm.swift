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
        _ line: BatchRow<LineItem>, using form: inout ByteBuffer
    ) -> (fingerprint: Fingerprint, key: UInt64) {
        form.removeAll()
        writeKey(line, to: &form)
        // To a whole word, so that the fingerprint takes up the hash where the key leaves it.
        while form.count % 8 != 0 { form.append(UInt8(0)) }
        let keyLength = form.count
        writeRest(line, to: &form)
        var hash = SipHash128(compressionRounds: 1, finalizationRounds: 3)
        hash.absorb(form[0..<keyLength])
        let key = hash.finish().0
        hash.absorb(form[keyLength..<form.count])
        let (low, high) = hash.finish()
        return (Fingerprint(low: low, high: high), key)
    }

    @inline(__always)
    private static func writeKey(
        _ line: BatchRow<LineItem>, to form: inout ByteBuffer
    ) {
        form.append(version)
        form.append(UInt8(ascii: "C"))
        form.append(Int8(line.row.pointee.subtotal.signum))
        form.append(line.row.pointee.currency.letters)
        form.appendCanonical(line.row.pointee.orderDate)
        form.appendCanonical(line.row.pointee.chargeStart)
        form.appendCanonical(line.row.pointee.chargeEnd)
        form.appendCanonical(foldedText: line[.chargeType])
        form.appendCanonical(text: line[.orderID])
        form.appendCanonical(text: line[.subscriptionID])
        form.appendCanonical(text: line[.productID])
        form.appendCanonical(text: line[.skuID])
        form.appendCanonical(text: line[.meterDescription])
    }

    @inline(__always)
    private static func writeRest(
        _ line: BatchRow<LineItem>, to form: inout ByteBuffer
    ) {
        form.appendCanonical(text: line[.customerID])
        form.appendCanonical(text: line[.alternateID])
        form.appendCanonical(text: line[.referenceID])
        form.appendCanonical(text: line[.reservationOrderID])
        form.appendCanonical(text: line[.promotionID])
        form.appendCanonical(text: line[.availabilityID])
        form.appendCanonical(text: line[.priceAdjustment])
        form.appendCanonical(text: line[.resellerMPN])
        form.appendCanonical(text: line[.creditReason])
        form.appendCanonical(text: line[.unitType])
        form.append(line.row.pointee.term.canonicalCode)
        form.append(line.row.pointee.billingFrequency.canonicalCode)
        form.appendCanonical(line.row.pointee.subscriptionStart)
        form.appendCanonical(line.row.pointee.subscriptionEnd)
        form.append(line.row.pointee.pricingCurrency.letters)
        form.appendCanonical(line.row.pointee.quantity)
        form.appendCanonical(line.row.pointee.billableQuantity)
        form.appendCanonical(line.row.pointee.unitPrice)
        form.appendCanonical(line.row.pointee.effectiveUnitPrice)
        form.appendCanonical(line.row.pointee.exchangeRate)
        form.append(line.row.pointee.subtotal.units)
        form.append(line.row.pointee.tax.units)
        form.append(line.row.pointee.total.units)
    }
}

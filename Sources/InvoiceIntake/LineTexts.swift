internal import BillingModel
internal import CSimdJSON

/// The texts of a record, normalised so that equal means the same thing.
extension LineNormaliser {
    /// `previous` are the texts of the line before in the same batch: what stays the same is not written again.
    func writeTexts(
        _ slots: RecordSlots, of item: inout LineItem, after previous: InlineArray<23, Symbol>,
        into pool: inout TextPool
    ) {
        writeOrder(slots, of: &item, into: &pool)
        let customer = IdentifierText.withoutOrganisationPrefix(slots.text(.init(.customerID)))
        item[.customerID] = IdentifierText.append(customer, to: &pool)
        item[.subscriptionID] = IdentifierText.append(slots.text(.init(.subscriptionID)), to: &pool)
        item[.referenceID] = IdentifierText.append(slots.text(.init(.referenceID)), to: &pool)
        item[.reservationOrderID] = IdentifierText.append(slots.text(.init(.reservationOrderID)), to: &pool)
        item[.promotionID] = IdentifierText.append(slots.text(.init(.promotionID)), to: &pool)
        item[.productID] = IdentifierText.append(slots.text(layout.product), to: &pool)
        item[.legacySubscriptionGUID] = IdentifierText.append(slots.text(.init(.legacySubscriptionGUID)), to: &pool)
        if layout.product.first != LineField.offerID.rawValue {
            item[.skuID] = IdentifierText.append(slots.text(layout.sku), to: &pool)
            item[.availabilityID] = IdentifierText.append(slots.text(.init(.availabilityID)), to: &pool)
        }
        item[.customerName] = pool.append(
            slots.text(.init(.customerName, or: .customerCompanyName)),
            unlessEqualTo: previous[LineText.customerName.rawValue])
        item[.productName] = pool.append(
            slots.text(layout.productName), unlessEqualTo: previous[LineText.productName.rawValue])
        item[.skuName] = pool.append(slots.text(layout.skuName), unlessEqualTo: previous[LineText.skuName.rawValue])
        item[.chargeType] = pool.append(
            slots.text(.init(.chargeType)), unlessEqualTo: previous[LineText.chargeType.rawValue])
        item[.termAndBillingCycle] = pool.append(
            slots.text(.init(.termAndBillingCycle)), unlessEqualTo: previous[LineText.termAndBillingCycle.rawValue])
        item[.meterDescription] = pool.append(
            slots.text(layout.meter), unlessEqualTo: previous[LineText.meterDescription.rawValue])
        item[.publisher] = pool.append(
            slots.text(.init(.publisherName, or: .providerName)), unlessEqualTo: previous[LineText.publisher.rawValue])
        item[.priceAdjustment] = pool.append(
            slots.text(.init(.priceAdjustment)), unlessEqualTo: previous[LineText.priceAdjustment.rawValue])
        item[.resellerMPN] = pool.append(reseller(slots))
        item[.creditReason] = pool.append(slots.text(.init(.creditReason)))
        item[.unitType] = pool.append(slots.text(layout.unitType), unlessEqualTo: previous[LineText.unitType.rawValue])
        item[.invoiceNumber] = pool.append(
            slots.text(.init(.invoiceNumber)), unlessEqualTo: previous[LineText.invoiceNumber.rawValue])
    }

    /// OrderId may hold both of an order's ids, "long, short"; the short one is the alternate id (billing API 9).
    private func writeOrder(_ slots: RecordSlots, of item: inout LineItem, into pool: inout TextPool) {
        var order = slots.text(.init(.orderID))
        var alternate = slots.text(.init(.alternateID))
        if let comma = order.firstIndex(of: UInt8(ascii: ",")) {
            let one = WireText.trimmed(UnsafeRawBufferPointer(rebasing: order[..<comma]))
            let other = WireText.trimmed(UnsafeRawBufferPointer(rebasing: order[(comma + 1)...]))
            if !other.contains(UInt8(ascii: ",")) {
                let (long, short) = one.count >= other.count ? (one, other) : (other, one)
                order = long
                if alternate.isEmpty { alternate = short }
            }
        }
        item[.orderID] = IdentifierText.append(order, to: &pool)
        item[.alternateID] = IdentifierText.append(alternate, to: &pool)
    }

    /// The reseller under either name; 0, -1 and empty all mean that there is none (billing API 13.8).
    private func reseller(_ slots: RecordSlots) -> UnsafeRawBufferPointer {
        let named = IdentifierText.withoutResellerPlaceholder(slots.text(.init(.resellerMPN)))
        return named.isEmpty ? IdentifierText.withoutResellerPlaceholder(slots.text(.init(.tier2MPN))) : named
    }
}

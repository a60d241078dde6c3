/// The texts of a billed line, by their place in ``LineItem/texts``.
package enum LineText: Int, CaseIterable, Sendable {
    case customerID, customerName, orderID, alternateID, subscriptionID, referenceID, reservationOrderID, promotionID
    case productID, skuID, availabilityID, productName, skuName
    /// As the wire has it, for unknown types and for reports.
    case chargeType
    /// TermAndBillingCycle.
    case termAndBillingCycle
    case meterDescription, publisher, priceAdjustment, resellerMPN, creditReason, unitType
    /// The invoice number that stands on the line itself.
    case invoiceNumber
    /// Legacy: the subscription's GUID beside its billing-platform id.
    case legacySubscriptionGUID
}

/// Which form a line was read from.
package enum LineForm: UInt8, Sendable, CaseIterable {
    /// Graph export: JSON Lines.
    case exportV2
    /// v1 one-time lines: new commerce.
    case pageOneTime
    /// v1 office lines: legacy licences.
    case pageOffice
    /// v1 azure lines: legacy usage.
    case pageAzure
    /// Reconciliation file from the portal.
    case portalCSV
    /// Daily rated usage, any form: compared with reconciliation lines, never a charge itself.
    case ratedUsage
    /// The legal document, where it is all there is of an invoice.
    case electronicInvoice
}

/// What a charge is, for control totals and the journal.
package enum ChargeKind: UInt8, Sendable, CaseIterable {
    case oneTime, recurring, usage, credit, adjustment
}

/// What was seen on a line beside its figures.
package struct LineTraits: OptionSet, Sendable {
    package let rawValue: UInt16
    @inlinable package init(rawValue: UInt16) { self.rawValue = rawValue }

    // Set algebra's own versions stay generic across modules, at a call through witnesses for every line.

    @inlinable
    package func contains(_ other: LineTraits) -> Bool { rawValue & other.rawValue == other.rawValue }

    @inlinable @discardableResult
    package mutating func insert(_ other: LineTraits) -> (inserted: Bool, memberAfterInsert: LineTraits) {
        let isNew = !contains(other)
        self = LineTraits(rawValue: rawValue | other.rawValue)
        return (isNew, other)
    }

    /// MeterDescription is not empty, or UnitType begins with a digit: usage arithmetic applies, else seat arithmetic.
    @inlinable package static var usage: LineTraits { LineTraits(rawValue: 1 << 0) }
    /// The publisher is named and is not Microsoft.
    @inlinable package static var otherPublisher: LineTraits { LineTraits(rawValue: 1 << 1) }
    /// PriceAdjustmentDescription names partner earned credit.
    @inlinable package static var earnedCredit: LineTraits { LineTraits(rawValue: 1 << 2) }
    @inlinable package static var addOn: LineTraits { LineTraits(rawValue: 1 << 3) }
    @inlinable package static var trial: LineTraits { LineTraits(rawValue: 1 << 4) }
    /// EffectiveUnitPrice was given; legacy lines have none.
    @inlinable package static var effectivePrice: LineTraits { LineTraits(rawValue: 1 << 5) }
    /// BillableQuantity and Quantity were both given.
    @inlinable package static var bothQuantities: LineTraits { LineTraits(rawValue: 1 << 6) }
    /// Legacy commerce: its own charge types and arithmetic, no timing checks.
    @inlinable package static var legacy: LineTraits { LineTraits(rawValue: 1 << 7) }
    /// The line names another invoice than the one it lies with.
    @inlinable package static var foreignInvoice: LineTraits { LineTraits(rawValue: 1 << 8) }
    /// The exchange rate was given.
    @inlinable package static var exchangeRate: LineTraits { LineTraits(rawValue: 1 << 9) }
}

/// One billed line, normalised: plain memory with symbols for its texts.
///
/// Field meanings: billing rules 1.4. Money is in ``currency``; prices are in ``pricingCurrency``.
package struct LineItem: Sendable {
    package var source = SourceLocation(document: DocumentIndex(0), line: 0)
    package var invoice = InvoiceIndex(0)
    package var form = LineForm.exportV2
    package var kind = ChargeKind.oneTime
    package var traits: LineTraits = []
    package var chargeType = ChargeType.none
    package var term: Term?
    package var billingFrequency: BillingCycle?
    package var orderDate: CalendarDate?
    package var chargeStart: CalendarDate?
    /// Inclusive.
    package var chargeEnd: CalendarDate?
    package var subscriptionStart: CalendarDate?
    package var subscriptionEnd: CalendarDate?
    package var currency: CurrencyCode
    package var pricingCurrency: CurrencyCode
    package var quantity = ExactDecimal.zero
    /// The quantity to reconcile by.
    package var billableQuantity = ExactDecimal.zero
    /// Price-list price, a hint only: it may be the whole term's.
    package var unitPrice = ExactDecimal.zero
    /// The price applied, after proration and discounts. On legacy lines, which print none, ``otherDiscount`` stands here.
    package var effectiveUnitPrice = ExactDecimal.zero
    /// Pricing currency to billing currency; 1 when not given.
    package var exchangeRate = ExactDecimal.one
    /// Before tax.
    package var subtotal = Amount.zero
    package var tax = Amount.zero
    package var total = Amount.zero
    package var texts: InlineArray<23, Symbol> = .init(repeating: .empty)

    package init(currency: CurrencyCode) {
        self.currency = currency
        pricingCurrency = currency
    }

    @inlinable
    package subscript(text: LineText) -> Symbol {
        get { texts[text.rawValue] }
        set { texts[text.rawValue] = newValue }
    }

    package var customer: CustomerID { CustomerID(self[.customerID]) }
    package var order: OrderID { OrderID(self[.orderID]) }
    package var alternate: AlternateID { AlternateID(self[.alternateID]) }
    package var subscription: SubscriptionID { SubscriptionID(self[.subscriptionID]) }
    package var reference: ReferenceID { ReferenceID(self[.referenceID]) }
    package var promotion: PromotionID { PromotionID(self[.promotionID]) }
    package var item: CatalogItemID {
        CatalogItemID(product: self[.productID], sku: self[.skuID], availability: self[.availabilityID])
    }

    /// The days charged; `nil` when the line has no charge dates.
    package var period: BillingPeriod? {
        guard let start = chargeStart, let end = chargeEnd else { return nil }
        return BillingPeriod(start, end)
    }

    package var isUsage: Bool { traits.contains(.usage) }

    /// |BillableQuantity| with the sign of the subtotal: credits come as negative units or as negative prices, and both
    /// mean the same (discrepancy classes, *Credits*).
    package var signedQuantity: ExactDecimal {
        let magnitude = billableQuantity.magnitude
        return subtotal.signum < 0 || (subtotal.isZero && billableQuantity.isNegative) ? -magnitude : magnitude
    }

    /// TotalOtherDiscount of a legacy line, taken off the whole of it; zero elsewhere (billing rules 2.1).
    package var otherDiscount: ExactDecimal {
        traits.contains(.legacy) && !traits.contains(.effectivePrice) ? effectiveUnitPrice : .zero
    }

    /// What the published formula makes of the line's own price, quantity and rate; `nil` without an effective price.
    package func formulaSubtotal(rate: ExactDecimal) throws(ArithmeticOverflow) -> Amount? {
        guard traits.contains(.effectivePrice) else { return nil }
        return isUsage
            ? try Rounding.usageSubtotal(price: effectiveUnitPrice, quantity: billableQuantity, rate: rate)
            : try Rounding.seatSubtotal(price: effectiveUnitPrice, quantity: billableQuantity, rate: rate)
    }
}

/// Lines on their way through the house, with the pool that holds their texts (appended, not interned).
package struct LineBatch: Sendable {
    package var lines: [LineItem] = []
    package var texts = TextPool()

    package init() {}
}

/// The wire fields of a billed line, over all forms; the raw value is the slot that a record is decoded into.
///
/// Names are compared without regard to ASCII case. Spellings that mean the same on every form share a case; spellings
/// that stand for one thing on one form only have cases of their own and are joined by ``LineNormaliser``, so that an
/// unexpected neighbour column never contradicts a known one. Sources: Partner Center billing API 7.1 to 7.5, 9, 10.5.
enum LineField: Int, CaseIterable {
    case customerID, customerName, customerCompanyName, invoiceNumber
    case resellerMPN, tier2MPN
    case orderID, orderDate, alternateID, reservationOrderID, referenceID, promotionID
    case productID, skuID, availabilityID, productName, skuName
    case chargeType, creditReason
    case unitPrice, effectiveUnitPrice, quantity, billableQuantity, subtotal, taxTotal, total
    case currency, pricingCurrency, exchangeRate
    case priceAdjustment, publisherName, providerName, productQualifiers
    case subscriptionID, subscriptionStart, subscriptionEnd, chargeStart, chargeEnd
    case termAndBillingCycle, billingFrequency, billingCycleType
    case unitType, meterDescription
    // Legacy licences (office).
    case offerID, offerName, legacySubscriptionGUID, tax, otherDiscount
    // Legacy usage (azure).
    case azureSKU, resourceGUID, resourceName, serviceName, serviceType, unit
    case listPrice, consumedQuantity, overageQuantity, pretaxCharges, taxAmount, postTaxTotal
    // Daily rated usage.
    case meterName, billingPreTaxTotal, billingCurrency

    /// The spellings on the wire.
    var names: [String] {
        switch self {
        case .customerID: ["CustomerId"]
        case .customerName: ["CustomerName"]
        case .customerCompanyName: ["CustomerCompanyName"]
        case .invoiceNumber: ["InvoiceNumber"]
        case .resellerMPN: ["ResellerMpnId"]
        case .tier2MPN: ["Tier2MpnId"]
        case .orderID: ["OrderId"]
        case .orderDate: ["OrderDate"]
        case .alternateID: ["AlternateId"]
        case .reservationOrderID: ["ReservationOrderId"]
        case .referenceID: ["ReferenceId"]
        case .promotionID: ["PromotionId"]
        case .productID: ["ProductId"]
        case .skuID: ["SkuId"]
        case .availabilityID: ["AvailabilityId"]
        case .productName: ["ProductName"]
        case .skuName: ["SkuName"]
        case .chargeType: ["ChargeType"]
        case .creditReason: ["CreditReasonCode"]
        case .unitPrice: ["UnitPrice"]
        case .effectiveUnitPrice: ["EffectiveUnitPrice"]
        case .quantity: ["Quantity"]
        case .billableQuantity: ["BillableQuantity"]
        case .subtotal: ["Subtotal"]
        case .taxTotal: ["TaxTotal"]
        case .total: ["Total", "TotalForCustomer"]
        case .currency: ["Currency"]
        case .pricingCurrency: ["PricingCurrency"]
        case .exchangeRate: ["PCToBCExchangeRate"]
        case .priceAdjustment: ["PriceAdjustmentDescription"]
        case .publisherName: ["PublisherName"]
        case .providerName: ["ProviderName"]
        case .productQualifiers: ["ProductQualifiers"]
        case .subscriptionID: ["SubscriptionId"]
        case .subscriptionStart: ["SubscriptionStartDate"]
        case .subscriptionEnd: ["SubscriptionEndDate"]
        case .chargeStart: ["ChargeStartDate"]
        case .chargeEnd: ["ChargeEndDate"]
        case .termAndBillingCycle: ["TermAndBillingCycle"]
        case .billingFrequency: ["BillingFrequency"]
        case .billingCycleType: ["BillingCycleType"]
        case .unitType: ["UnitType"]
        case .meterDescription: ["MeterDescription"]
        case .offerID: ["OfferId"]
        case .offerName: ["OfferName"]
        case .legacySubscriptionGUID: ["SyndicationPartnerSubscriptionNumber"]
        case .tax: ["Tax"]
        case .otherDiscount: ["TotalOtherDiscount"]
        case .azureSKU: ["Sku"]
        case .resourceGUID: ["ResourceGuid"]
        case .resourceName: ["ResourceName"]
        case .serviceName: ["ServiceName"]
        case .serviceType: ["ServiceType"]
        case .unit: ["Unit"]
        case .listPrice: ["ListPrice"]
        case .consumedQuantity: ["ConsumedQuantity"]
        case .overageQuantity: ["OverageQuantity"]
        case .pretaxCharges: ["PretaxCharges"]
        case .taxAmount: ["TaxAmount"]
        case .postTaxTotal: ["PostTaxTotal"]
        case .meterName: ["MeterName"]
        case .billingPreTaxTotal: ["BillingPreTaxTotal"]
        case .billingCurrency: ["BillingCurrency"]
        }
    }

    /// The commonest spelling, for reasons that people read.
    var label: String { names.first ?? "\(self)" }
}

/// How urgent a finding is. A rule file may give a class another severity.
package enum Severity: String, Sendable, CaseIterable, Comparable {
    case low, medium, high

    package static func < (a: Severity, b: Severity) -> Bool { a.rank < b.rank }
    private var rank: Int { self == .low ? 0 : (self == .medium ? 1 : 2) }
}

/// Whose money is at stake.
package enum Direction: String, Sendable {
    case overcharge, undercharge, data, timing
}

/// Every class of finding; the raw value is the code that reports carry and that never changes.
///
/// Definitions: the catalogue of discrepancy classes, same order.
package enum DiscrepancyClass: String, Sendable, CaseIterable {
    // Existence
    case chargedNotOrdered = "charged_not_ordered"
    case customerPurchased = "customer_purchased"
    case orderedNotCharged = "ordered_not_charged"
    case cycleMissing = "cycle_missing"
    case itemMismatch = "item_mismatch"
    case availabilityDrift = "availability_drift"
    case fallbackMatch = "fallback_match"
    case ambiguousMatch = "ambiguous_match"
    // Quantity
    case quantityOver = "quantity_over"
    case quantityUnder = "quantity_under"
    case quantityPairUnbalanced = "quantity_pair_unbalanced"
    case quantityBillableDiffers = "quantity_billable_differs"
    case quantitySign = "quantity_sign"
    // Price
    case lineArithmetic = "line_arithmetic"
    case totalIdentity = "total_identity"
    case unitPriceMismatch = "unit_price_mismatch"
    case billingPlanUplift = "billing_plan_uplift"
    case renewalPriceChange = "renewal_price_change"
    case midtermPriceChange = "midterm_price_change"
    case promotionMissing = "promotion_missing"
    case promotionUnexpected = "promotion_unexpected"
    case earnedCreditLost = "earned_credit_lost"
    case earnedCreditPartial = "earned_credit_partial"
    // Dates and proration
    case prorationWrong = "proration_wrong"
    case periodOverlap = "period_overlap"
    case periodGap = "period_gap"
    case startDateMismatch = "start_date_mismatch"
    case endDateMismatch = "end_date_mismatch"
    case termMismatch = "term_mismatch"
    case lateCharge = "late_charge"
    case futureCharge = "future_charge"
    // Cancellations, credits, renewals
    case chargeAfterCancel = "charge_after_cancel"
    case cancelCreditMissing = "cancel_credit_missing"
    case creditAmountWrong = "credit_amount_wrong"
    case orphanCredit = "orphan_credit"
    case overCredit = "over_credit"
    case conversionIncomplete = "conversion_incomplete"
    case unwantedRenewal = "unwanted_renewal"
    case trialConverted = "trial_converted"
    case suspendedStillBilled = "suspended_still_billed"
    // Duplicates and documents
    case duplicateLine = "duplicate_line"
    case duplicateAcrossInvoices = "duplicate_across_invoices"
    case duplicateSubscription = "duplicate_subscription"
    case invoiceVoided = "invoice_voided"
    case rebillDifference = "rebill_difference"
    case lineRestated = "line_restated"
    case lineWithdrawn = "line_withdrawn"
    // Control totals and completeness
    case headerTotalMismatch = "header_total_mismatch"
    case linesIncomplete = "lines_incomplete"
    case lineRejected = "line_rejected"
    case unknownChargeType = "unknown_charge_type"
    case usageTotalMismatch = "usage_total_mismatch"
    case invoiceMissing = "invoice_missing"
    // Currency and tax
    case currencyMismatch = "currency_mismatch"
    case exchangeRateOnSameCurrency = "exchange_rate_on_same_currency"
    case exchangeRateInconsistent = "exchange_rate_inconsistent"
    case exchangeRateOutOfTolerance = "exchange_rate_out_of_tolerance"
    case taxRateAnomaly = "tax_rate_anomaly"
    // Master data
    case customerUnmatched = "customer_unmatched"
    case customerMismatch = "customer_mismatch"
    case resellerMismatch = "reseller_mismatch"
    case identifierCorrupted = "identifier_corrupted"
    case addonWithoutBase = "addon_without_base"
    // Cash
    case balanceMismatch = "balance_mismatch"
    case paymentUnallocated = "payment_unallocated"
    case overdue = "overdue"
    case paymentDiffers = "payment_differs"
    case paymentDuplicate = "payment_duplicate"
    // The legal document
    case documentArithmetic = "document_arithmetic"
    case documentMismatch = "document_mismatch"
    case documentLineMismatch = "document_line_mismatch"
    case documentLineUnmatched = "document_line_unmatched"
    // Process
    case toleratedDifferenceMaterial = "tolerated_difference_material"

    /// The severity of the catalogue.
    package var defaultSeverity: Severity {
        switch self {
        case .customerPurchased, .ambiguousMatch, .quantitySign, .renewalPriceChange, .promotionUnexpected,
            .earnedCreditPartial, .periodGap, .startDateMismatch, .endDateMismatch, .lateCharge, .futureCharge,
            .orphanCredit, .overCredit, .trialConverted, .suspendedStillBilled, .invoiceVoided, .rebillDifference,
            .unknownChargeType, .usageTotalMismatch, .invoiceMissing, .exchangeRateInconsistent,
            .exchangeRateOutOfTolerance, .taxRateAnomaly, .resellerMismatch, .identifierCorrupted, .addonWithoutBase,
            .balanceMismatch, .overdue, .paymentDiffers, .documentLineUnmatched, .toleratedDifferenceMaterial:
            .medium
        case .availabilityDrift, .fallbackMatch, .quantityBillableDiffers, .paymentUnallocated: .low
        default: .high
        }
    }

    /// The direction of the catalogue; "both by sign" follows the difference.
    package func direction(of difference: Amount?) -> Direction {
        switch self {
        case .chargedNotOrdered, .customerPurchased, .quantityOver, .lineArithmetic, .billingPlanUplift,
            .promotionMissing, .earnedCreditLost, .earnedCreditPartial, .periodOverlap, .chargeAfterCancel,
            .cancelCreditMissing, .unwantedRenewal, .trialConverted, .suspendedStillBilled, .duplicateLine,
            .duplicateAcrossInvoices, .duplicateSubscription, .customerMismatch, .addonWithoutBase, .paymentDuplicate:
            .overcharge
        case .orderedNotCharged, .cycleMissing, .quantityUnder, .promotionUnexpected, .periodGap, .orphanCredit,
            .overCredit:
            .undercharge
        case .availabilityDrift, .fallbackMatch, .ambiguousMatch, .quantityBillableDiffers, .quantitySign,
            .totalIdentity, .invoiceVoided, .linesIncomplete, .lineRejected, .unknownChargeType, .currencyMismatch,
            .exchangeRateOnSameCurrency, .customerUnmatched, .resellerMismatch, .identifierCorrupted,
            .paymentUnallocated, .documentArithmetic:
            .data
        case .startDateMismatch, .endDateMismatch, .lateCharge, .futureCharge, .invoiceMissing, .overdue: .timing
        default: (difference ?? .zero).signum < 0 ? .undercharge : .overcharge
        }
    }
}

extension DiscrepancyClass {
    /// Its place in the catalogue.
    package var cataloguePosition: Int { DiscrepancyClass.positions[self] ?? 0 }

    /// In the order of the catalogue.
    package static let catalogue = allCases

    private static let positions = Dictionary(
        uniqueKeysWithValues: catalogue.enumerated().map { ($0.element, $0.offset) })
}

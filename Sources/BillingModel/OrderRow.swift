/// What a row of the order book records.
package enum OrderTransaction: UInt8, Sendable {
    case new, addQuantity, removeQuantity, cancel, renew, convert, suspend, resume
    /// Lengthens the term: matched, never compared.
    case extendTerm

    /// Reads the contract's words and their API twins (`moveQuantity` is read like `addQuantity`, `changeBillingPlan`
    /// like `convert`), without regard to case.
    package init?(wireValue: String) {
        switch wireValue.lowercased().filter({ $0 != "_" && $0 != " " && $0 != "-" }) {
        case "new", "": self = .new
        case "addquantity", "movequantity": self = .addQuantity
        case "removequantity": self = .removeQuantity
        case "cancel", "cancelimmediate": self = .cancel
        case "renew": self = .renew
        case "convert", "changebillingplan": self = .convert
        case "suspend": self = .suspend
        case "resume": self = .resume
        case "extendterm": self = .extendTerm
        default: return nil
        }
    }

    package var code: String {
        switch self {
        case .new: "new"
        case .addQuantity: "addQuantity"
        case .removeQuantity: "removeQuantity"
        case .cancel: "cancel"
        case .renew: "renew"
        case .convert: "convert"
        case .suspend: "suspend"
        case .resume: "resume"
        case .extendTerm: "extendTerm"
        }
    }
}

package enum OrderStatus: UInt8, Sendable {
    /// Creates an expectation.
    case completed
    /// Matches, creates no expectation.
    case pending
    /// Neither matches nor creates an expectation.
    case cancelled, failed

    package init?(wireValue: String) {
        switch wireValue.lowercased() {
        case "completed", "": self = .completed
        case "pending": self = .pending
        case "cancelled", "canceled": self = .cancelled
        case "failed": self = .failed
        default: return nil
        }
    }

    package var code: String {
        switch self {
        case .completed: "completed"
        case .pending: "pending"
        case .cancelled: "cancelled"
        case .failed: "failed"
        }
    }
}

/// The texts of an order row, by their place in ``OrderRow/texts``.
package enum OrderText: Int, CaseIterable, Sendable {
    case orderID, customerID, customerName, subscriptionID, alternateID, referenceID, promotionID
    case productID, skuID, availabilityID, productName, skuName, purchaseOrder, resellerMPN
}

/// One row of the order book: what was agreed about an order line, from a day on (contracts, section 3).
package struct OrderRow: Sendable {
    package var source = SourceLocation(document: DocumentIndex(0), line: 0)
    package var lineNumber: Int32 = 1
    package var transaction = OrderTransaction.new
    package var status = OrderStatus.completed
    package var billingCycle = BillingCycle.oneTime
    package var term: Term?
    package var autoRenew = true
    package var orderDate: CalendarDate
    /// The day the row takes effect.
    package var effectiveDate: CalendarDate
    /// Last day of the term when it is not the nominal one.
    package var endDate: CalendarDate?
    package var currency: CurrencyCode
    /// In force after this row; whole seats, except for usage.
    package var quantity = ExactDecimal.zero
    /// One unit, one full billing cycle, before tax, net of any promotion; `nil` on usage rows.
    package var unitPrice: ExactDecimal?
    package var discountPercent: ExactDecimal?
    package var texts: InlineArray<14, Symbol> = .init(repeating: .empty)

    package init(orderDate: CalendarDate, currency: CurrencyCode) {
        self.orderDate = orderDate
        effectiveDate = orderDate
        self.currency = currency
    }

    @inlinable
    package subscript(text: OrderText) -> Symbol {
        get { texts[text.rawValue] }
        set { texts[text.rawValue] = newValue }
    }

    package var order: OrderID { OrderID(self[.orderID]) }
    package var customer: CustomerID { CustomerID(self[.customerID]) }
    package var subscription: SubscriptionID { SubscriptionID(self[.subscriptionID]) }
    package var alternate: AlternateID { AlternateID(self[.alternateID]) }
    package var reference: ReferenceID { ReferenceID(self[.referenceID]) }
    package var promotion: PromotionID { PromotionID(self[.promotionID]) }
    package var item: CatalogItemID {
        CatalogItemID(product: self[.productID], sku: self[.skuID], availability: self[.availabilityID])
    }
}

/// Order rows on their way through the house, with the pool that holds their texts (appended, not interned).
package struct OrderBatch: Sendable {
    package var rows: [OrderRow] = []
    package var texts = TextPool()

    package init() {}
}

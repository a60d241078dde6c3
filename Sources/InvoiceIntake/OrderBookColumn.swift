/// The columns of the order book (contracts, section 3).
enum OrderBookColumn: Int, CaseIterable {
    case orderID, lineNumber, customerID, customerName, orderDate, catalogItemID, subscriptionID, transactionType
    case quantity, unitPrice, currency, term, billingCycle, effectiveDate, endDate, autoRenew, alternateID
    case referenceID, promotionID, discountPercent, purchaseOrder, productName, skuName, resellerMPN, status

    static let count = 25

    /// As the header names it.
    var name: String {
        switch self {
        case .orderID: "order_id"
        case .lineNumber: "line_number"
        case .customerID: "customer_id"
        case .customerName: "customer_name"
        case .orderDate: "order_date"
        case .catalogItemID: "catalog_item_id"
        case .subscriptionID: "subscription_id"
        case .transactionType: "transaction_type"
        case .quantity: "quantity"
        case .unitPrice: "unit_price"
        case .currency: "currency"
        case .term: "term"
        case .billingCycle: "billing_cycle"
        case .effectiveDate: "effective_date"
        case .endDate: "end_date"
        case .autoRenew: "auto_renew"
        case .alternateID: "alternate_id"
        case .referenceID: "reference_id"
        case .promotionID: "promotion_id"
        case .discountPercent: "discount_percent"
        case .purchaseOrder: "purchase_order"
        case .productName: "product_name"
        case .skuName: "sku_name"
        case .resellerMPN: "reseller_mpn_id"
        case .status: "status"
        }
    }

    /// Without one of these nothing can be read. `unit_price` is among them although usage rows leave it empty: a book
    /// without that column is far likelier cut than made of usage alone.
    static let required: [OrderBookColumn] = [
        .orderID, .customerID, .orderDate, .catalogItemID, .quantity, .unitPrice, .currency, .billingCycle,
    ]

    /// The column that a header cell names, without regard to case.
    init?(header: String) {
        let name = header.lowercased()
        guard let column = OrderBookColumn.allCases.first(where: { $0.name == name }) else { return nil }
        self = column
    }
}

package import BillingModel

/// What a tie-out needs to know of a billed line.
package struct ReconciledLine: Sendable {
    package let source: SourceLocation
    package let product: String
    package let sku: String
    package let orderID: String
    package let period: BillingPeriod?
    /// With the sign of the subtotal.
    package let quantity: ExactDecimal
    package let price: ExactDecimal
    /// Before tax.
    package let subtotal: Amount

    package init(
        source: SourceLocation, product: String, sku: String, orderID: String, period: BillingPeriod?,
        quantity: ExactDecimal, price: ExactDecimal, subtotal: Amount
    ) {
        self.source = source
        self.product = product
        self.sku = sku
        self.orderID = orderID
        self.period = period
        self.quantity = quantity
        self.price = price
        self.subtotal = subtotal
    }
}

package import BillingModel
internal import GRDB

/// A posted charge with its texts written out: one side of a restatement, or what was withdrawn.
package struct ChargeRecord: Sendable, Equatable {
    package let chargeNumber: Int64
    package let invoiceID: String
    package let customerID: String
    package let customerName: String
    package let orderID: String
    package let subscriptionID: String
    /// `ProductId:SkuId:AvailabilityId`, or whatever part of it is there.
    package let catalogItemID: String
    package let productName: String
    package let skuName: String
    package let chargeType: String
    package let chargeStart: CalendarDate?
    /// Inclusive.
    package let chargeEnd: CalendarDate?
    /// As the order book writes it, empty when the source names none.
    package let term: String
    package let billingCycle: String
    package let currency: CurrencyCode
    /// BillableQuantity.
    package let quantity: ExactDecimal
    /// The price applied; of a legacy line, which has no effective one, its UnitPrice.
    package let effectiveUnitPrice: ExactDecimal
    package let subtotal: Amount
    package let tax: Amount
    package let total: Amount
    /// `document#line` of the run that posted it.
    package let source: String
}

extension ChargeRecord {
    /// Reads a charge by its number.
    init(_ number: Int64, _ database: Database) throws {
        let select = try database.cachedStatement(
            sql: """
                SELECT i.invoice_id, k.customer_id, k.name, c.order_id, c.subscription_id, m.product_id, m.sku_id,
                    m.availability_id, m.product_name, m.sku_name, t.charge_type, c.charge_start, c.charge_end, t.term,
                    t.billing_cycle, t.currency, c.billable_quantity,
                    CASE WHEN instr(t.traits, 'legacy') THEN c.unit_price ELSE c.effective_unit_price END
                        AS effective_unit_price, c.subtotal, c.tax, c.total,
                    d.name || '#' || c.line AS source
                FROM charges c
                JOIN postings p USING (posting_no)
                JOIN invoices i USING (invoice_no)
                LEFT JOIN source_documents d USING (document_no)
                JOIN charge_terms t USING (terms_no)
                JOIN customers k USING (customer_no)
                JOIN items m USING (item_no)
                WHERE c.charge_no = ?
                """)
        guard let row = try Row.fetchOne(select, arguments: [number]) else {
            throw LedgerError.unreadable(table: "charges", reason: "there is no charge \(number)")
        }
        let stored = StoredText(row: row, table: "charges")
        let fractions = try ChargeRecord.fractions(of: number, database)
        chargeNumber = number
        invoiceID = stored.text("invoice_id")
        customerID = stored.text("customer_id")
        customerName = stored.text("name")
        orderID = stored.text("order_id")
        subscriptionID = stored.text("subscription_id")
        catalogItemID = ["product_id", "sku_id", "availability_id"].map(stored.text).filter { !$0.isEmpty }
            .joined(separator: ":")
        productName = stored.text("product_name")
        skuName = stored.text("sku_name")
        chargeType = stored.text("charge_type")
        chargeStart = stored.day("charge_start")
        chargeEnd = stored.day("charge_end")
        term = stored.text("term")
        billingCycle = stored.text("billing_cycle")
        currency = try stored.required(stored.currency("currency"), "currency")
        quantity = try stored.required(stored.decimal("billable_quantity"), "billable_quantity")
        effectiveUnitPrice = try stored.required(stored.decimal("effective_unit_price"), "effective_unit_price")
        subtotal = ChargeRecord.amount(row["subtotal"], fractions["subtotal"])
        tax = ChargeRecord.amount(row["tax"], fractions["tax"])
        total = ChargeRecord.amount(row["total"], fractions["total"])
        source = stored.text("source")
    }

    private static func fractions(
        of number: Int64, _ database: Database
    ) throws -> [String: (middle: Int64, low: Int64)] {
        let select = try database.cachedStatement(
            sql: "SELECT field, middle, low FROM charge_fractions WHERE charge_no = ?")
        var fractions: [String: (middle: Int64, low: Int64)] = [:]
        for row in try Row.fetchAll(select, arguments: [number]) { fractions[row[0]] = (row[1], row[2]) }
        return fractions
    }

    private static func amount(_ main: Int64, _ fraction: (middle: Int64, low: Int64)?) -> Amount {
        StoredAmount(main: main, middle: fraction?.middle ?? 0, low: fraction?.low ?? 0).amount
    }
}

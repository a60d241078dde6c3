extension LedgerSchema {
    /// The facts as a person reads them in `sqlite3`: words for numbers, ISO dates, money with four decimals (finer
    /// parts, where a line has any, are in `charge_fractions`).
    static let views = """
        CREATE VIEW charge_lines AS
        SELECT c.charge_no, i.invoice_id, p.run_no, d.name || '#' || c.line AS source,
            t.kind, t.charge_type, k.customer_id, k.name AS customer_name,
            c.order_id, c.subscription_id, c.alternate_id, c.reference_id, c.promotion_id,
            m.product_id, m.sku_id, m.availability_id, m.product_name, m.sku_name,
            t.term, t.billing_cycle,
            \(isoDate("c.order_date")) AS order_date,
            \(isoDate("c.charge_start")) AS charge_start,
            \(isoDate("c.charge_end")) AS charge_end,
            c.quantity, c.billable_quantity, c.unit_price, c.effective_unit_price,
            t.pricing_currency, c.exchange_rate, t.currency,
            \(money("c.subtotal")) AS subtotal,
            \(money("c.tax")) AS tax,
            \(money("c.total")) AS total
        FROM charges c
        JOIN postings p USING (posting_no)
        JOIN invoices i USING (invoice_no)
        JOIN source_documents d USING (document_no)
        JOIN charge_terms t USING (terms_no)
        JOIN customers k USING (customer_no)
        JOIN items m USING (item_no);

        CREATE VIEW current_charges AS
        SELECT * FROM charges c
        WHERE NOT EXISTS (SELECT 1 FROM restatements r WHERE r.supersedes = c.charge_no)
            AND NOT EXISTS (SELECT 1 FROM withdrawals w WHERE w.charge_no = c.charge_no);

        CREATE VIEW order_lines AS
        SELECT e.event_no, p.run_no, d.name || '#' || e.line AS source,
            e.order_id, e.line_number, t.transaction_type, t.status, k.customer_id, k.name AS customer_name,
            e.subscription_id, e.alternate_id, e.reference_id, e.promotion_id, e.purchase_order,
            m.product_id, m.sku_id, m.availability_id, m.product_name, m.sku_name,
            t.term, t.billing_cycle, t.auto_renew,
            \(isoDate("e.order_date")) AS order_date,
            \(isoDate("e.effective_date")) AS effective_date,
            \(isoDate("e.end_date")) AS end_date,
            e.quantity, e.unit_price, e.discount_percent, t.currency
        FROM order_events e
        JOIN postings p USING (posting_no)
        JOIN source_documents d USING (document_no)
        JOIN order_terms t USING (terms_no)
        JOIN customers k USING (customer_no)
        JOIN items m USING (item_no);
        """

    private static func isoDate(_ column: String) -> String { "date(\(column) * 86400, 'unixepoch')" }

    /// By whole numbers only, so that no digit passes through binary floating point.
    private static func money(_ column: String) -> String {
        "printf('%s%d.%04d', iif(\(column) < 0, '-', ''), abs(\(column)) / 10000, abs(\(column)) % 10000)"
    }
}

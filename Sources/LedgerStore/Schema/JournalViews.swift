extension LedgerSchema {
    /// The charges as a bookkeeper sees them: sums of what is current, per invoice, terms and item. Nothing is posted
    /// for the journal, so it cannot disagree with the charges.
    ///
    /// Amounts are in three columns whose sums are exact (`StoredAmount`): 10⁻⁴, 10⁻¹³ and 10⁻²² units. A credit is what
    /// the control totals call one: a charge with a negative subtotal.
    static let journalViews = """
        CREATE VIEW current_amounts AS
        SELECT c.posting_no, c.terms_no, c.item_no, c.subtotal < 0 AS is_negative, 1 AS lines,
            c.subtotal, 0 AS subtotal_middle, 0 AS subtotal_low,
            c.tax, 0 AS tax_middle, 0 AS tax_low,
            c.total, 0 AS total_middle, 0 AS total_low
        FROM current_charges c
        UNION ALL
        SELECT c.posting_no, c.terms_no, c.item_no, c.subtotal < 0, 0,
            0, iif(f.field = 'subtotal', f.middle, 0), iif(f.field = 'subtotal', f.low, 0),
            0, iif(f.field = 'tax', f.middle, 0), iif(f.field = 'tax', f.low, 0),
            0, iif(f.field = 'total', f.middle, 0), iif(f.field = 'total', f.low, 0)
        FROM charge_fractions f JOIN current_charges c USING (charge_no);

        CREATE VIEW journal_sums AS
        SELECT invoice_id, currency,
            CASE WHEN kind = 'credit' OR is_negative THEN 'credits'
                WHEN kind IN ('usage', 'recurring') THEN kind ELSE 'one_time' END AS kind,
            product_id, publisher, s.*
        FROM (
            SELECT p.invoice_no, a.terms_no, a.item_no, a.is_negative, sum(a.lines) AS lines,
                sum(a.subtotal) AS subtotal, sum(a.subtotal_middle) AS subtotal_middle,
                sum(a.subtotal_low) AS subtotal_low,
                sum(a.tax) AS tax, sum(a.tax_middle) AS tax_middle, sum(a.tax_low) AS tax_low,
                sum(a.total) AS total, sum(a.total_middle) AS total_middle, sum(a.total_low) AS total_low
            FROM current_amounts a JOIN postings p USING (posting_no)
            GROUP BY p.invoice_no, a.terms_no, a.item_no, a.is_negative
        ) s
        JOIN invoices USING (invoice_no)
        JOIN charge_terms USING (terms_no)
        JOIN items USING (item_no);

        CREATE VIEW journal_documents AS
        SELECT i.invoice_id, r.as_of AS first_seen, h.invoice_date, h.currency, h.total_charges, h.document_type,
            h.invoice_type, h.standing, h.standing_by
        FROM invoices i
        JOIN runs r ON r.run_no = i.first_run_no
        LEFT JOIN invoice_headers h ON h.header_no = (
            SELECT max(l.header_no) FROM invoice_headers l WHERE l.invoice_no = i.invoice_no);
        """
}

extension LedgerSchema {
    /// What many rows share, written once. All columns are text and together unique; what is absent is the empty text.
    static let dictionaryTables = """
        CREATE TABLE customers (
            customer_no INTEGER PRIMARY KEY,
            customer_id TEXT NOT NULL,
            name TEXT NOT NULL,
            UNIQUE (customer_id, name)
        ) STRICT;
        CREATE TABLE items (
            item_no INTEGER PRIMARY KEY,
            product_id TEXT NOT NULL,
            sku_id TEXT NOT NULL,
            availability_id TEXT NOT NULL,
            product_name TEXT NOT NULL,
            sku_name TEXT NOT NULL,
            UNIQUE (product_id, sku_id, availability_id, product_name, sku_name)
        ) STRICT;
        CREATE TABLE charge_terms (
            terms_no INTEGER PRIMARY KEY,
            form TEXT NOT NULL,
            kind TEXT NOT NULL,
            traits TEXT NOT NULL,
            charge_type TEXT NOT NULL,
            term TEXT NOT NULL,
            billing_cycle TEXT NOT NULL,
            currency TEXT NOT NULL,
            pricing_currency TEXT NOT NULL,
            term_and_billing_cycle TEXT NOT NULL,
            meter_description TEXT NOT NULL,
            publisher TEXT NOT NULL,
            price_adjustment TEXT NOT NULL,
            reseller_mpn_id TEXT NOT NULL,
            credit_reason TEXT NOT NULL,
            unit_type TEXT NOT NULL,
            line_invoice_number TEXT NOT NULL,
            UNIQUE (
                form, kind, traits, charge_type, term, billing_cycle, currency, pricing_currency,
                term_and_billing_cycle, meter_description, publisher, price_adjustment, reseller_mpn_id,
                credit_reason, unit_type, line_invoice_number)
        ) STRICT;
        CREATE TABLE order_terms (
            terms_no INTEGER PRIMARY KEY,
            transaction_type TEXT NOT NULL,
            status TEXT NOT NULL,
            billing_cycle TEXT NOT NULL,
            term TEXT NOT NULL,
            auto_renew TEXT NOT NULL,
            currency TEXT NOT NULL,
            reseller_mpn_id TEXT NOT NULL,
            UNIQUE (transaction_type, status, billing_cycle, term, auto_renew, currency, reseller_mpn_id)
        ) STRICT;
        """

    /// The rows of documents. Facts: rows are added, never changed.
    ///
    /// Dates of `charges` and `order_events` are days since 1970-01-01 (2 bytes instead of 10; the views show ISO
    /// dates). `subtotal`, `tax` and `total` are in 10⁻⁴ units, with what is finer in `charge_fractions`
    /// (`StoredAmount`); quantities, prices and rates are whole numbers or decimal text (`StoredDecimal`). Neither
    /// table has an index: nothing on the hot path looks a row up. Fingerprints lie beside them in lists, in order of
    /// the row numbers from `first_…_no` on: 16 bytes for an order row; 16, then the 8 of the key, for a charge.
    ///
    /// A charge that was posted stays; that it was restated by a later one, or withdrawn, is a fact of its own. A
    /// withdrawn charge that comes back is restated by what came.
    static let factTables = """
        CREATE TABLE charges (
            charge_no INTEGER PRIMARY KEY,
            posting_no INTEGER NOT NULL REFERENCES postings,
            line INTEGER NOT NULL,
            terms_no INTEGER NOT NULL REFERENCES charge_terms,
            customer_no INTEGER NOT NULL REFERENCES customers,
            item_no INTEGER NOT NULL REFERENCES items,
            order_id TEXT,
            subscription_id TEXT,
            alternate_id TEXT,
            reference_id TEXT,
            reservation_order_id TEXT,
            promotion_id TEXT,
            legacy_subscription_guid TEXT,
            order_date INTEGER,
            charge_start INTEGER,
            charge_end INTEGER,
            subscription_start INTEGER,
            subscription_end INTEGER,
            quantity ANY NOT NULL,
            billable_quantity ANY NOT NULL,
            unit_price ANY NOT NULL,
            effective_unit_price ANY NOT NULL,
            exchange_rate ANY NOT NULL,
            subtotal INTEGER NOT NULL,
            tax INTEGER NOT NULL,
            total INTEGER NOT NULL
        ) STRICT;
        CREATE TABLE charge_fractions (
            charge_no INTEGER NOT NULL REFERENCES charges,
            field TEXT NOT NULL,
            middle INTEGER NOT NULL,
            low INTEGER NOT NULL,
            PRIMARY KEY (charge_no, field)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE charge_fingerprints (
            first_charge_no INTEGER PRIMARY KEY,
            posting_no INTEGER NOT NULL REFERENCES postings,
            fingerprints BLOB NOT NULL
        ) STRICT;
        CREATE INDEX charge_fingerprints_by_posting ON charge_fingerprints (posting_no);

        CREATE TABLE restatements (
            charge_no INTEGER PRIMARY KEY REFERENCES charges,
            supersedes INTEGER NOT NULL UNIQUE REFERENCES charges,
            invoice_no INTEGER NOT NULL REFERENCES invoices,
            run_no INTEGER NOT NULL REFERENCES runs
        ) STRICT;
        CREATE INDEX restatements_by_invoice ON restatements (invoice_no);
        CREATE TABLE withdrawals (
            charge_no INTEGER PRIMARY KEY REFERENCES charges,
            invoice_no INTEGER NOT NULL REFERENCES invoices,
            run_no INTEGER NOT NULL REFERENCES runs
        ) STRICT;
        CREATE INDEX withdrawals_by_invoice ON withdrawals (invoice_no);

        CREATE TABLE order_events (
            event_no INTEGER PRIMARY KEY,
            posting_no INTEGER NOT NULL REFERENCES postings,
            line INTEGER NOT NULL,
            terms_no INTEGER NOT NULL REFERENCES order_terms,
            customer_no INTEGER NOT NULL REFERENCES customers,
            item_no INTEGER NOT NULL REFERENCES items,
            order_id TEXT,
            line_number INTEGER NOT NULL,
            subscription_id TEXT,
            alternate_id TEXT,
            reference_id TEXT,
            promotion_id TEXT,
            purchase_order TEXT,
            order_date INTEGER NOT NULL,
            effective_date INTEGER NOT NULL,
            end_date INTEGER,
            quantity ANY NOT NULL,
            unit_price ANY,
            discount_percent ANY
        ) STRICT;
        CREATE TABLE order_event_fingerprints (
            first_event_no INTEGER PRIMARY KEY,
            posting_no INTEGER NOT NULL REFERENCES postings,
            fingerprints BLOB NOT NULL
        ) STRICT;

        CREATE TABLE rejected_lines (
            rejected_no INTEGER PRIMARY KEY,
            run_no INTEGER NOT NULL REFERENCES runs,
            document_no INTEGER NOT NULL REFERENCES source_documents,
            invoice_no INTEGER NOT NULL REFERENCES invoices,
            line INTEGER NOT NULL,
            reason TEXT NOT NULL,
            raw TEXT NOT NULL,
            fingerprint BLOB NOT NULL UNIQUE
        ) STRICT;
        CREATE TABLE decisions (
            decision_no INTEGER PRIMARY KEY,
            run_no INTEGER NOT NULL REFERENCES runs,
            discrepancy_id TEXT NOT NULL,
            disposition TEXT NOT NULL,
            note TEXT NOT NULL,
            amount TEXT,
            decided_at TEXT NOT NULL
        ) STRICT;
        CREATE INDEX decisions_by_discrepancy ON decisions (discrepancy_id, decision_no);
        """

    /// Who made a decision, and the row of the document that says so.
    static let decisionSources = """
        CREATE TABLE decision_sources (
            decision_no INTEGER PRIMARY KEY REFERENCES decisions,
            document_no INTEGER NOT NULL REFERENCES source_documents,
            line INTEGER NOT NULL,
            decided_by TEXT NOT NULL
        ) STRICT;
        """
}

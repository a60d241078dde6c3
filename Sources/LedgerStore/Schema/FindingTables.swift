extension LedgerSchema {
    /// What a run concluded for an as-of date. Derived: a run of the same date replaces its rows and no others.
    ///
    /// Dates are ISO text, amounts, quantities and prices decimal text; `evidence` and `steps` are JSON arrays.
    /// `nights` says which dates have findings at all, also when there were none to report.
    static let findingTables = """
        CREATE TABLE nights (
            as_of TEXT PRIMARY KEY,
            run_no INTEGER NOT NULL REFERENCES runs
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE discrepancies (
            as_of TEXT NOT NULL,
            position INTEGER NOT NULL,
            run_no INTEGER NOT NULL REFERENCES runs,
            discrepancy_id TEXT NOT NULL,
            status TEXT NOT NULL,
            class TEXT NOT NULL,
            severity TEXT NOT NULL,
            direction TEXT NOT NULL,
            first_seen TEXT NOT NULL,
            age_days INTEGER NOT NULL,
            invoice_id TEXT NOT NULL,
            invoice_date TEXT,
            document_type TEXT NOT NULL,
            billing_period_start TEXT,
            billing_period_end TEXT,
            customer_id TEXT NOT NULL,
            customer_name TEXT NOT NULL,
            order_id TEXT NOT NULL,
            line_number INTEGER,
            matched_by TEXT,
            subscription_id TEXT NOT NULL,
            catalog_item_id TEXT NOT NULL,
            product_name TEXT NOT NULL,
            sku_name TEXT NOT NULL,
            charge_type TEXT NOT NULL,
            charge_start TEXT,
            charge_end TEXT,
            term TEXT NOT NULL,
            billing_cycle TEXT NOT NULL,
            expected_quantity TEXT,
            billed_quantity TEXT,
            expected_unit_price TEXT,
            billed_unit_price TEXT,
            currency TEXT,
            expected_amount TEXT,
            billed_amount TEXT,
            reporting_currency TEXT,
            difference_reporting TEXT,
            rule TEXT NOT NULL,
            explanation TEXT NOT NULL,
            suggested_action TEXT NOT NULL,
            disposition TEXT,
            reviewer_note TEXT NOT NULL,
            provisional INTEGER NOT NULL,
            evidence TEXT NOT NULL,
            steps TEXT NOT NULL,
            discriminator TEXT NOT NULL,
            PRIMARY KEY (as_of, position)
        ) STRICT;
        CREATE UNIQUE INDEX discrepancies_by_id ON discrepancies (discrepancy_id, as_of);

        CREATE TABLE control_totals (
            as_of TEXT NOT NULL,
            position INTEGER NOT NULL,
            run_no INTEGER NOT NULL REFERENCES runs,
            invoice_id TEXT NOT NULL,
            invoice_date TEXT,
            document_type TEXT NOT NULL,
            currency TEXT NOT NULL,
            lines_read INTEGER NOT NULL,
            lines_rejected INTEGER NOT NULL,
            subtotal TEXT NOT NULL,
            tax TEXT NOT NULL,
            total TEXT NOT NULL,
            header_total TEXT,
            one_time TEXT NOT NULL,
            recurring TEXT NOT NULL,
            usage TEXT NOT NULL,
            credits TEXT NOT NULL,
            matched_lines INTEGER NOT NULL,
            tolerated_lines INTEGER NOT NULL,
            discrepant_lines INTEGER NOT NULL,
            unmatched_lines INTEGER NOT NULL,
            excluded_lines INTEGER NOT NULL,
            matched_amount TEXT NOT NULL,
            tolerated_amount TEXT NOT NULL,
            discrepant_amount TEXT NOT NULL,
            unmatched_amount TEXT NOT NULL,
            excluded_amount TEXT NOT NULL,
            provisional INTEGER NOT NULL,
            PRIMARY KEY (as_of, position)
        ) STRICT;
        """
}

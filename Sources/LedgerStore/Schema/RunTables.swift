extension LedgerSchema {
    /// Who appended what, from which documents. Facts: rows are added, never changed.
    ///
    /// A run is a row in `runs` from its beginning and one in `run_outcomes` at its end; both become visible together.
    /// A posting is what one run took from one document for one invoice (without an invoice: from an order book); rows
    /// of `charges` and `order_events` name their posting, and through it run, document and invoice. Dates are ISO
    /// text, times are text as the caller gives them.
    static let runTables = """
        CREATE TABLE runs (
            run_no INTEGER PRIMARY KEY,
            tool_version TEXT NOT NULL,
            as_of TEXT NOT NULL,
            rules_digest TEXT NOT NULL,
            options_digest TEXT NOT NULL,
            options TEXT NOT NULL,
            started_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE run_outcomes (
            run_no INTEGER PRIMARY KEY REFERENCES runs,
            input_digest TEXT NOT NULL,
            exit_status INTEGER NOT NULL,
            ended_at TEXT NOT NULL
        ) STRICT;
        CREATE TABLE run_reports (
            run_no INTEGER NOT NULL REFERENCES runs,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            PRIMARY KEY (run_no, name)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE source_documents (
            document_no INTEGER PRIMARY KEY,
            name TEXT NOT NULL,
            digest TEXT NOT NULL,
            byte_count INTEGER NOT NULL,
            first_run_no INTEGER NOT NULL REFERENCES runs
        ) STRICT;
        CREATE INDEX source_documents_by_name ON source_documents (name, digest);
        CREATE TABLE run_documents (
            run_no INTEGER NOT NULL REFERENCES runs,
            document_no INTEGER NOT NULL REFERENCES source_documents,
            PRIMARY KEY (run_no, document_no)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE invoices (
            invoice_no INTEGER PRIMARY KEY,
            invoice_id TEXT NOT NULL UNIQUE,
            first_run_no INTEGER NOT NULL REFERENCES runs
        ) STRICT;
        CREATE TABLE invoice_headers (
            header_no INTEGER PRIMARY KEY,
            invoice_no INTEGER NOT NULL REFERENCES invoices,
            run_no INTEGER NOT NULL REFERENCES runs,
            invoice_date TEXT NOT NULL,
            period_start TEXT NOT NULL,
            period_end TEXT NOT NULL,
            currency TEXT NOT NULL,
            total_charges TEXT NOT NULL,
            paid_amount TEXT NOT NULL,
            document_type TEXT NOT NULL,
            invoice_type TEXT NOT NULL,
            amends TEXT,
            standing TEXT NOT NULL,
            standing_by TEXT,
            is_headerless INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX invoice_headers_by_invoice ON invoice_headers (invoice_no, header_no);

        CREATE TABLE postings (
            posting_no INTEGER PRIMARY KEY,
            run_no INTEGER NOT NULL REFERENCES runs,
            document_no INTEGER NOT NULL REFERENCES source_documents,
            invoice_no INTEGER REFERENCES invoices
        ) STRICT;
        CREATE INDEX postings_by_invoice ON postings (invoice_no);
        CREATE INDEX postings_by_document ON postings (document_no);

        CREATE TABLE file_identities (
            path TEXT PRIMARY KEY,
            size INTEGER NOT NULL,
            mtime_ns INTEGER NOT NULL,
            ctime_ns INTEGER NOT NULL,
            inode INTEGER NOT NULL,
            digest TEXT NOT NULL
        ) STRICT, WITHOUT ROWID;
        """
}

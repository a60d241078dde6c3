/// A table as the seals see it: which of its rows a run appended, and in what order they are sealed.
///
/// A row's form is its columns in the order given here, each with a byte that says what it is (`CanonicalRow`); charges
/// and order rows have forms of their own (`ChargeForm`, `OrderEventForm`, then the numbers of the row and of those it
/// names), because they are sealed while they are posted. Their names are sealed with the dictionary rows that they
/// name, their fractions inside their amounts. What is derived is sealed as its night left it, and proved for as long
/// as no later run of that date has replaced it.
///
/// A version of the form adds tables to those of the version before and changes none of them, so that seals of every
/// version stay provable.
struct SealPart {
    /// What the rows of a part are.
    enum Form {
        case columns, charges, orderEvents
        /// Findings: the rows of the night that stands by this run, none when the run concluded nothing.
        case night
    }

    let table: String
    private(set) var columns: [String]
    /// The column that grows from run to run: the row's own number, or that of its run.
    let number: String
    /// What puts the rows of one number in order.
    let order: String
    let form: Form
    /// The first version of the seals' form that has this part.
    let since: Int64

    private init(
        _ table: String, _ number: String, _ columns: [String], order: String? = nil, form: Form = .columns,
        since: Int64 = 1
    ) {
        self.table = table
        self.number = number
        self.columns = [number] + columns
        self.order = order ?? number
        self.form = form
        self.since = since
    }

    /// The rows have numbers of their own, one after the other, so that a gap shows which one is missing.
    var isNumbered: Bool { number != "run_no" && table != "source_documents" && !isOfFingerprints }

    /// Lists of fingerprints: older than their seals, and their rows are named by the charges.
    var isOfFingerprints: Bool { number.hasPrefix("first_") }

    /// Whether a row that has changed can be named (`Seal.Part.marks`).
    var hasMarks: Bool { form == .columns && !isOfFingerprints }

    /// All facts, the lists of fingerprints that runs compare with, and the findings. What a run only saves work by
    /// (file identities) is not sealed.
    static let all: [SealPart] = [
        SealPart(
            "runs", "run_no", ["tool_version", "as_of", "rules_digest", "options_digest", "options", "started_at"]),
        SealPart("run_outcomes", "run_no", ["input_digest", "exit_status", "ended_at"]),
        SealPart("run_reports", "run_no", ["name", "digest"], order: "run_no, name"),
        SealPart("source_documents", "document_no", ["name", "digest", "byte_count", "first_run_no"]),
        SealPart("run_documents", "run_no", ["document_no"], order: "run_no, document_no"),
        SealPart("invoices", "invoice_no", ["invoice_id", "first_run_no"]),
        SealPart(
            "invoice_headers", "header_no",
            [
                "invoice_no", "run_no", "invoice_date", "period_start", "period_end", "currency", "total_charges",
                "paid_amount", "document_type", "invoice_type", "amends", "standing", "standing_by", "is_headerless",
            ]),
        SealPart("customers", "customer_no", ["customer_id", "name"]),
        SealPart("items", "item_no", ["product_id", "sku_id", "availability_id", "product_name", "sku_name"]),
        SealPart("charge_terms", "terms_no", ChargeTerms.columns),
        SealPart("order_terms", "terms_no", OrderTerms.columns),
        SealPart("postings", "posting_no", ["run_no", "document_no", "invoice_no"]),
        SealPart("charges", "charge_no", [], form: .charges),
        SealPart("order_events", "event_no", [], form: .orderEvents),
        SealPart("restatements", "run_no", ["charge_no", "supersedes", "invoice_no"], order: "charge_no"),
        SealPart("withdrawals", "run_no", ["charge_no", "invoice_no"], order: "charge_no"),
        SealPart(
            "rejected_lines", "rejected_no",
            ["run_no", "document_no", "invoice_no", "line", "reason", "raw", "fingerprint"]),
        SealPart(
            "decisions", "decision_no", ["run_no", "discrepancy_id", "disposition", "note", "amount", "decided_at"]),
        SealPart("decision_sources", "decision_no", ["document_no", "line", "decided_by"], since: 2),
        SealPart("charge_fingerprints", "first_charge_no", ["posting_no", "fingerprints"], since: 3),
        SealPart("order_event_fingerprints", "first_event_no", ["posting_no", "fingerprints"], since: 3),
        night("discrepancies", DiscrepancyRow.columns, order: "position"),
        night("control_totals", ControlTotalsRow.columns, order: "position"),
        night("night_findings", ["as_of", "standing"], order: "as_of"),
        night("night_disputes", ["as_of", "currency", "in_dispute"], order: "currency"),
        SealPart(
            "reference_rates", "rate_no",
            ["run_no", "document_no", "source", "currency", "first_day", "last_day", "rate", "supersedes"], since: 4),
        SealPart(
            "bank_statements", "statement_no", ["run_no", "document_no", "account", "statement_id", "sequence"],
            since: 4),
        SealPart(
            "bank_payments", "payment_no",
            [
                "statement_no", "line", "amount", "currency", "booked_on", "is_reversal", "party", "reference_texts",
            ], since: 4),
    ]

    private static func night(_ table: String, _ columns: [String], order: String) -> SealPart {
        var part = SealPart(table, "run_no", [], order: order, form: .night, since: 3)
        part.columns = columns
        return part
    }

    /// The tables whose rows stay as they were written.
    static let facts = all.filter { $0.form != .night }.map(\.table)

    /// The parts that a seal of this version has, in their order.
    static func of(version: Int64) -> [SealPart] { all.filter { $0.since <= version } }

    /// The rows numbered from `?1` (exclusive) to `?2`; of a night, those that stand by a run of these numbers.
    var select: String {
        let condition =
            form == .night
            ? "as_of = (SELECT n.as_of FROM nights n WHERE n.run_no > ?1 AND n.run_no <= ?2)"
            : "\(number) > ?1 AND \(number) <= ?2"
        return "SELECT \(columns.joined(separator: ", ")) FROM \(table) WHERE \(condition) ORDER BY \(order)"
    }
}

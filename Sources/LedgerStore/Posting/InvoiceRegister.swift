internal import BillingModel
internal import GRDB

/// The invoices of a run: their row numbers by position, and the versions of their headers.
struct InvoiceRegister {
    /// An invoice of the run's list.
    struct Entry {
        let id: String
        let number: Int64
        /// Earlier runs posted lines for it.
        let hasCharges: Bool
    }

    private(set) var entries: [Entry] = []
    private var ids: Set<String> = []

    subscript(index: InvoiceIndex) -> Entry? {
        entries.indices.contains(Int(index.index)) ? entries[Int(index.index)] : nil
    }

    /// Takes over the list that ``InvoiceIndex`` counts in; to be called before any of their lines.
    mutating func register(_ ids: [String], run: Int64, _ database: Database) throws {
        let insert = try database.cachedStatement(
            sql: "INSERT INTO invoices (invoice_id, first_run_no) VALUES (?, ?) ON CONFLICT DO NOTHING")
        let select = try database.cachedStatement(
            sql: """
                SELECT invoice_no, EXISTS (SELECT 1 FROM postings p WHERE p.invoice_no = i.invoice_no AND p.run_no < ?)
                FROM invoices i WHERE invoice_id = ?
                """)
        for id in ids {
            if !self.ids.insert(id).inserted { throw LedgerError.duplicateInvoice(id: id) }
            try insert.execute(arguments: [id, run])
            let row = try Row.fetchOne(select, arguments: [run, id])
            guard let row else { throw LedgerError.unreadable(table: "invoices", reason: "no row for \(id)") }
            entries.append(Entry(id: id, number: row[0], hasCharges: row[1]))
        }
    }

    /// Adds a version for each header that differs from the last one of its invoice; returns how many.
    func record(_ headers: [Invoice], run: Int64, _ database: Database) throws -> Int {
        let numbers = Dictionary(entries.map { ($0.id, $0.number) }, uniquingKeysWith: { first, _ in first })
        let isLast = try database.cachedStatement(
            sql: """
                SELECT (invoice_date, period_start, period_end, currency, total_charges, paid_amount, document_type,
                    invoice_type, ifnull(amends, ''), standing, ifnull(standing_by, ''), is_headerless)
                    = (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ifnull(?10, ''), ?11, ifnull(?12, ''), ?13)
                FROM invoice_headers WHERE invoice_no = ?1 ORDER BY header_no DESC LIMIT 1
                """)
        let insert = try database.cachedStatement(
            sql: """
                INSERT INTO invoice_headers (
                    invoice_no, invoice_date, period_start, period_end, currency, total_charges, paid_amount,
                    document_type, invoice_type, amends, standing, standing_by, is_headerless, run_no)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                """)
        var added = 0
        for header in headers {
            guard let number = numbers[header.id] else {
                throw LedgerError.unreadable(table: "invoices", reason: "the header of \(header.id) was not registered")
            }
            let columns = InvoiceRegister.columns(number, header)
            if try Bool.fetchOne(isLast, arguments: columns) == true { continue }
            try insert.execute(arguments: columns + [run])
            added += 1
        }
        return added
    }

    private static func columns(_ number: Int64, _ header: Invoice) -> StatementArguments {
        let (standing, by): (String, String?) =
            switch header.standing {
            case .active: ("active", nil)
            case .voided(let by): ("voided", by)
            case .superseded(let by): ("superseded", by)
            case .voidingNote: ("voiding_note", nil)
            }
        return [
            number, header.date.description, header.period.start.description, header.period.end.description,
            header.currency.description, header.totalCharges.description, header.paidAmount.description,
            header.documentType.code, header.invoiceType, header.amends, standing, by, header.isHeaderless,
        ]
    }
}

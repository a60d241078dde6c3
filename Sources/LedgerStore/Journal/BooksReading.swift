internal import BillingModel
internal import GRDB

extension Ledger {
    /// Reads the journal's views and the control totals of the last run.
    package func books() throws(LedgerError) -> Books {
        try snapshot { database in
            var books = Books()
            var sums = try BooksReading.sums(database)
            for row in try Row.fetchAll(database, sql: "SELECT * FROM journal_documents ORDER BY invoice_id") {
                var document = try BooksReading.document(row)
                document.sums = sums.removeValue(forKey: document.invoiceID) ?? []
                books.documents.append(document)
            }
            let names = try Row.fetchAll(
                database, sql: "SELECT product_id, product_name FROM items WHERE product_name <> '' ORDER BY item_no")
            for row in names { books.productNames[row[0]] = row[1] }
            books.lastRun = try Int64.fetchOne(database, sql: "SELECT max(run_no) FROM runs")
            books.lastTotals = try Row.fetchAll(
                database,
                sql: "SELECT * FROM control_totals WHERE run_no = ? ORDER BY position", arguments: [books.lastRun]
            ).map(ControlTotalsRow.read)
            return books
        }
    }
}

/// Rows of the journal's views as values.
private enum BooksReading {
    private struct Key: Hashable {
        let currency: String
        let kind: String
        let product: String
        let publisher: String
    }

    static func document(_ row: Row) throws(LedgerError) -> JournalDocument {
        let stored = StoredText(row: row, table: "invoice_headers")
        var header: JournalDocument.Header?
        if let date = try stored.date("invoice_date") {
            header = JournalDocument.Header(
                date: date, currency: try stored.required(stored.currency("currency"), "currency"),
                totalCharges: try stored.requiredAmount("total_charges"), documentType: stored.text("document_type"),
                invoiceType: stored.text("invoice_type"))
        }
        var document = JournalDocument(
            invoiceID: stored.text("invoice_id"), firstSeen: try stored.requiredDate("first_seen"), header: header)
        document.standing = try stored.word("standing") ?? .active
        document.standingBy = row["standing_by"]
        return document
    }

    /// By invoice id. Rows that differ in other terms only are added up.
    static func sums(_ database: Database) throws -> [String: [JournalSum]] {
        var sums: [String: [Key: JournalSum]] = [:]
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM journal_sums")
        while let row = try rows.next() {
            let stored = StoredText(row: row, table: "charge_terms")
            let key = Key(
                currency: stored.text("currency"), kind: stored.text("kind"), product: stored.text("product_id"),
                publisher: stored.text("publisher"))
            let invoice = stored.text("invoice_id")
            var sum =
                try sums[invoice]?[key]
                ?? JournalSum(
                    currency: try stored.required(stored.currency("currency"), "currency"),
                    kind: try stored.required(stored.word("kind"), "kind"), productID: key.product,
                    publisher: key.publisher)
            sum.lines += row["lines"]
            sum.subtotal += amount(row, "subtotal")
            sum.tax += amount(row, "tax")
            sum.total += amount(row, "total")
            sums[invoice, default: [:]][key] = sum
        }
        return sums.mapValues { sums in
            sums.sorted { precedes($0.key, $1.key) }.map(\.value)
        }
    }

    private static func precedes(_ a: Key, _ b: Key) -> Bool {
        (a.currency, a.kind, a.product, a.publisher) < (b.currency, b.kind, b.product, b.publisher)
    }

    private static func amount(_ row: Row, _ column: String) -> Amount {
        StoredAmount(main: row[column], middle: row[column + "_middle"], low: row[column + "_low"]).amount
    }
}

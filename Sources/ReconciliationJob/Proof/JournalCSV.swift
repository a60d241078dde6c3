internal import BillingModel
internal import ReconciliationReports

/// The journal as CSV in the form of the reports (contracts, section 4): a row per posting.
enum JournalCSV {
    static let columns = [
        "entry", "date", "invoice_id", "document_type", "reversal", "description", "account", "debit", "credit",
        "currency",
    ]

    static func write(
        _ entries: [JournalEntry], to output: (UnsafeRawBufferPointer) throws(JobError) -> Void
    ) throws(JobError) {
        let gathered = Gathered()
        do throws(ReportError) {
            var csv = CSVWriter(columns: columns) { (bytes) throws(ReportError) in gathered.bytes += bytes }
            for (position, entry) in entries.enumerated() {
                for posting in entry.postings {
                    write(posting, of: entry, number: position + 1, to: &csv)
                    try csv.endRow()
                }
            }
            try csv.finish()
        } catch {
            throw JobError.reports("the journal cannot be written: \(error)")
        }
        try gathered.bytes.span.bytes.withUnsafeBytes { (bytes) throws(JobError) in try output(bytes) }
    }

    private static func write(
        _ posting: JournalPosting, of entry: JournalEntry, number: Int, to csv: inout CSVWriter
    ) {
        csv.integer(number)
        csv.date(entry.date)
        csv.text(entry.invoiceID)
        csv.text(entry.documentType)
        csv.flag(entry.isReversal)
        csv.text(entry.description)
        csv.text(posting.account)
        csv.amount(posting.amount.signum > 0 ? posting.amount : nil)
        csv.amount(posting.amount.signum > 0 ? nil : posting.amount.magnitude)
        csv.text(entry.currency.description)
    }

    /// What the writer handed out; it outlives the writer's own buffer.
    private final class Gathered {
        var bytes: [UInt8] = []
    }
}

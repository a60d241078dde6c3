internal import BillingModel
internal import GRDB

/// Keeps the lines that could not be read, each once: known by invoice, line, reason and text.
struct RejectedLinePosting: ~Copyable {
    private let run: Int64
    private var insert: HotStatement
    private var form = ByteBuffer(capacity: 1 << 12)
    private(set) var posted = 0

    static let version: UInt8 = 1

    init(run: Int64, on database: Database) throws(LedgerError) {
        self.run = run
        insert = try HotStatement(
            """
            INSERT INTO rejected_lines (run_no, document_no, invoice_no, line, reason, raw, fingerprint)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """, on: database)
    }

    mutating func post(
        _ rejected: [RejectedLineFact], _ invoices: InvoiceRegister, _ postings: inout PostingRegister
    ) throws(LedgerError) {
        for line in rejected {
            guard let invoice = invoices[line.invoice] else {
                throw .unknownInvoice(position: Int(line.invoice.index))
            }
            insert.bind(run, at: 1)
            insert.bind(postings.number(of: line.source.document), at: 2)
            insert.bind(invoice.number, at: 3)
            insert.bind(Int64(line.source.line), at: 4)
            insert.bind(line.reason, at: 5)
            insert.bind(line.raw, at: 6)
            writeForm(line, invoice.id)
            let fingerprint = Fingerprint(form.bytes)
            form.removeAll()
            form.append(fingerprint.low)
            form.append(fingerprint.high)
            insert.bind(blob: form.bytes, at: 7)
            try insert.run()
            if insert.changes > 0 {
                posted += 1
                postings.note(line.source.document)
            }
        }
    }

    private mutating func writeForm(_ line: RejectedLineFact, _ invoiceID: String) {
        form.removeAll()
        form.append(RejectedLinePosting.version)
        form.append(UInt8(ascii: "R"))
        form.append(line.source.line)
        for text in [invoiceID, line.reason, line.raw] {
            var text = text
            text.withUTF8 { form.appendCanonical(text: UnsafeRawBufferPointer($0)) }
        }
    }
}

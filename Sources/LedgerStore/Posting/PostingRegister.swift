internal import BillingModel
internal import GRDB

/// The `postings` of a run: a row each time the document or the invoice changes and something new comes.
struct PostingRegister: ~Copyable {
    private let run: Int64
    private let documentBase: Int64
    private var insert: HotStatement
    /// Positions of the documents that brought something.
    private(set) var documents: Set<Int32> = []

    /// `documentBase`: a document's number is this plus its position in the run's list.
    init(run: Int64, documentBase: Int64, on database: Database) throws(LedgerError) {
        self.run = run
        self.documentBase = documentBase
        insert = try HotStatement(
            "INSERT INTO postings (run_no, document_no, invoice_no) VALUES (?, ?, ?)", on: database)
    }

    /// Opens a posting and returns its number. Without an invoice it is an order book's.
    mutating func open(_ document: DocumentIndex, invoice: Int64?) throws(LedgerError) -> Int64 {
        insert.bind(run, at: 1)
        insert.bind(number(of: document), at: 2)
        if let invoice { insert.bind(invoice, at: 3) } else { insert.bindNull(at: 3) }
        try insert.run()
        documents.insert(document.index)
        return insert.insertedRow
    }

    /// The row number that a document has if it gets one, and that it gets at the end of reading.
    func number(of document: DocumentIndex) -> Int64 { documentBase + Int64(document.index) }

    /// Says that a rejected line names the document.
    mutating func note(_ document: DocumentIndex) { documents.insert(document.index) }
}

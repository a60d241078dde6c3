internal import BillingModel
internal import GRDB

/// Takes billed lines into the ledger: each line once, whichever run reads it.
///
/// The lines of an invoice that no earlier run knew are appended and nothing is looked up. Those of a known invoice are
/// ticked off against what is there; a line that is not there is appended at once, and at the end of reading
/// ``settle(readWhole:_:)`` decides whether it restates an old charge or is a new one.
struct ChargePosting: ~Copyable {
    /// A known invoice that was read again.
    private struct Reread {
        let invoice: InvoiceIndex
        let number: Int64
        var new: [Settlement.Unpaired] = []
        var left: [ChargeMultiset.Entry] = []
        var gone: [ChargeMultiset.Entry] = []
    }

    private let run: Int64
    private var appender: ChargeAppender
    private var insertRestatement: HotStatement
    private var insertWithdrawal: HotStatement
    private var current: Reread?
    private var currentInvoice: InvoiceIndex?
    private var currentNumber: Int64 = 0
    private var prior = PriorCharges.none
    private var document: DocumentIndex?
    private var posting: Int64 = 0
    private var closed: Set<Int32> = []
    private var unsettled: [Reread] = []

    private(set) var posted = 0
    private(set) var alreadyPosted = 0
    private(set) var restated = 0
    private(set) var withdrawn = 0

    init(run: Int64, on database: Database) throws {
        self.run = run
        let last = try Int64.fetchOne(database, sql: "SELECT max(charge_no) FROM charges") ?? 0
        let appender = try ChargeAppender(on: database, lastCharge: last)
        let insertRestatement = try HotStatement(
            "INSERT INTO restatements (charge_no, supersedes, invoice_no, run_no) VALUES (?, ?, ?, ?)", on: database)
        let insertWithdrawal = try HotStatement(
            "INSERT INTO withdrawals (charge_no, invoice_no, run_no) VALUES (?, ?, ?)", on: database)
        self.appender = appender
        self.insertRestatement = insertRestatement
        self.insertWithdrawal = insertWithdrawal
    }

    /// Rated usage is passed over: it is compared with charges and is none.
    mutating func post(
        _ batch: LineBatch, _ invoices: InvoiceRegister, _ postings: inout PostingRegister,
        _ database: Database
    ) throws {
        try batch.withRows { lines in
            for index in 0..<lines.count {
                guard let line = lines[index], line.row.pointee.form != .ratedUsage else { continue }
                if line.row.pointee.invoice != currentInvoice { try open(line.row.pointee.invoice, invoices, database) }
                try post(line, &postings)
            }
            try appender.writePending()
        }
    }

    @inline(__always)
    private mutating func post(
        _ line: BatchRow<LineItem>, _ postings: inout PostingRegister
    ) throws(LedgerError) {
        let (fingerprint, key) = appender.fingerprint(line)
        if current != nil, prior.current.take(fingerprint) != nil {
            alreadyPosted += 1
            return
        }
        if line.row.pointee.source.document != document {
            document = line.row.pointee.source.document
            posting = try postings.open(line.row.pointee.source.document, invoice: currentNumber)
        }
        try appender.append(line, fingerprint, key: key, posting: posting)
        posted += 1
        if current != nil { try noteNew(line, fingerprint, key) }
    }

    /// Writes what is pending, then restatements and withdrawals of the invoices that were read whole: of one that was
    /// not, a line that did not come may simply not have been reached.
    mutating func settle(
        readWhole: (InvoiceIndex) -> Bool, _ invoices: InvoiceRegister, _ database: Database
    ) throws {
        closeInvoice()
        try appender.flush()
        for (position, entry) in invoices.entries.enumerated() where entry.hasCharges {
            let index = InvoiceIndex(position)
            if closed.contains(index.index) || !readWhole(index) { continue }
            // Read whole and without a single line: everything it had is gone.
            var reread = Reread(invoice: index, number: entry.number)
            reread.left = Array(try PriorCharges(of: entry.number, before: run, database).current.remaining)
            unsettled.append(reread)
        }
        for reread in unsettled where readWhole(reread.invoice) { try settle(reread, database) }
        unsettled = []
    }

    /// The digest of the charges appended.
    mutating func sealed() -> SealStream.Result { appender.sealed() }

    private mutating func open(_ invoice: InvoiceIndex, _ invoices: InvoiceRegister, _ database: Database) throws {
        guard let entry = invoices[invoice] else { throw LedgerError.unknownInvoice(position: Int(invoice.index)) }
        closeInvoice()
        if !closed.insert(invoice.index).inserted { throw LedgerError.linesNotContiguous(invoiceID: entry.id) }
        (currentInvoice, currentNumber, document) = (invoice, entry.number, nil)
        if entry.hasCharges {
            prior = try PriorCharges(of: entry.number, before: run, database)
            current = Reread(invoice: invoice, number: entry.number)
        }
    }

    private mutating func closeInvoice() {
        if var reread = current {
            reread.left = Array(prior.current.remaining)
            reread.gone = Array(prior.withdrawn.remaining)
            unsettled.append(reread)
        }
        (current, currentInvoice, prior) = (nil, nil, .none)
    }

    /// A line of a known invoice that is not there: one that had been withdrawn is back, or it is left to be paired.
    private mutating func noteNew(
        _ line: BatchRow<LineItem>, _ fingerprint: Fingerprint, _ key: UInt64
    ) throws(LedgerError) {
        if let old = prior.withdrawn.take(fingerprint) {
            try restate(appender.lastCharge, old, currentNumber)
        } else {
            current?.new.append(
                Settlement.Unpaired(
                    charge: appender.lastCharge, key: key, subtotal: StoredAmount(line.row.pointee.subtotal).main))
        }
    }

    private mutating func settle(_ reread: Reread, _ database: Database) throws {
        let keys = Set(reread.new.map(\.key))
        let settlement = Settlement(
            new: reread.new, left: try unpaired(reread.left, keys, database),
            gone: try unpaired(reread.gone.filter { keys.contains($0.key) }, keys, database))
        for pair in settlement.restated { try restate(pair.new, pair.old, reread.number) }
        for charge in settlement.withdrawn {
            insertWithdrawal.bind(charge, at: 1)
            insertWithdrawal.bind(reread.number, at: 2)
            insertWithdrawal.bind(run, at: 3)
            try insertWithdrawal.run()
            withdrawn += 1
        }
    }

    /// Looks up amounts, for those alone that have a counterpart of the same key.
    private func unpaired(
        _ entries: [ChargeMultiset.Entry], _ keys: Set<UInt64>, _ database: Database
    ) throws -> [Settlement.Unpaired] {
        let select = try database.cachedStatement(sql: "SELECT subtotal FROM charges WHERE charge_no = ?")
        return try entries.map { entry in
            let subtotal =
                keys.contains(entry.key)
                ? try Int64.fetchOne(select, arguments: [entry.chargeNumber]) ?? 0 : 0
            return Settlement.Unpaired(charge: entry.chargeNumber, key: entry.key, subtotal: subtotal)
        }
    }

    private mutating func restate(_ new: Int64, _ old: Int64, _ invoice: Int64) throws(LedgerError) {
        insertRestatement.bind(new, at: 1)
        insertRestatement.bind(old, at: 2)
        insertRestatement.bind(invoice, at: 3)
        insertRestatement.bind(run, at: 4)
        try insertRestatement.run()
        restated += 1
    }
}

internal import LedgerStore

/// `tieout export journal`: the double-entry journal for other programs. The same ledger and rules give the same bytes.
package enum JournalExport {
    /// The programs that can read it.
    package enum Format: String, Sendable, CaseIterable {
        case csv, hledger, beancount
    }

    package typealias Output = (UnsafeRawBufferPointer) throws(JobError) -> Void

    /// Reads the ledger and writes the journal in portions.
    ///
    /// - Parameter rules: A folder of rule files; `nil` for the shipped ones.
    package static func write(
        ledger path: String, rules folder: String?, format: Format, to output: Output
    ) throws(JobError) {
        let rules = try accountRules(folder)
        let books: Books
        do throws(LedgerError) {
            books = try Ledger(reading: path).books()
        } catch {
            throw JobError(error)
        }
        try write(JournalBooking(books, rules: rules).entries(), format, to: output)
    }

    static func write(_ entries: [JournalEntry], _ format: Format, to output: Output) throws(JobError) {
        switch format {
        case .csv: try JournalCSV.write(entries, to: output)
        case .hledger: try write(HledgerJournal.pieces(entries), to: output)
        case .beancount: try write(BeancountJournal.pieces(entries), to: output)
        }
    }

    /// The account rules of a folder, or the shipped ones.
    static func accountRules(_ folder: String?) throws(JobError) -> AccountRules {
        do throws(RulesError) {
            return try AccountRules.load(
                directory: folder ?? ShippedFiles.folder("rules", holding: AccountRules.fileName))
        } catch {
            throw JobError.refused(error.description)
        }
    }

    private static func write(_ pieces: some Sequence<String>, to output: Output) throws(JobError) {
        var portion: [UInt8] = []
        for piece in pieces {
            portion += piece.utf8
            if portion.count >= 1 << 16 {
                try portion.span.bytes.withUnsafeBytes { (bytes) throws(JobError) in try output(bytes) }
                portion.removeAll(keepingCapacity: true)
            }
        }
        try portion.span.bytes.withUnsafeBytes { (bytes) throws(JobError) in try output(bytes) }
    }
}

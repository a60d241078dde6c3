package import BillingModel

/// What came of reading the order book.
package struct OrderBookReading: Sendable, Equatable {
    /// How many records of one file went where. `rows` is the sum of the other three.
    package struct Counts: Sendable, Equatable {
        package var rows = 0
        package var kept = 0
        /// Bad rows, each with a finding (the first thousand of a file) and kept out.
        package var rejected = 0
        /// Rows that equal an earlier one byte for byte, kept out.
        package var repeated = 0

        package init() {}
    }

    /// The files in reading order; their positions continue from the first index the reader was given.
    package var documents: [SourceDocument] = []
    /// Parallel to ``documents``.
    package var counts: [Counts] = []
    package var findings: [Finding] = []
    /// A file broke off in the middle (a truncated gzip stream, a failing disk): the rows before that were delivered.
    package var isComplete = true
}

/// Reads order book files (contracts, section 3) into batches of rows.
///
/// The columns stand in any order and case. Columns that the contract does not know are counted and named in a note;
/// their cells stay in the source document. A bad row becomes one warning with file and physical line and is kept out;
/// the others go on. Rows with nothing in any cell do not count. Rows that repeat an earlier one of any file with the
/// same header byte for byte are read once, with a note.
package struct OrderBookReader {
    /// Rows of one batch, and the bytes of text after which it goes out before it is full.
    package static let batchSize = 2_000
    private static let batchTextBytes = 8 << 20

    private let firstDocument: DocumentIndex
    private let limits: IntakeLimits
    private var seen = OrderBookRowSet()
    private var reading = OrderBookReading()
    private var batch = OrderBatch()
    /// Parallel to the batch's rows.
    private var hashes: [Int] = []

    package init(firstDocument: DocumentIndex, limits: IntakeLimits = .standard) {
        self.firstDocument = firstDocument
        self.limits = limits
    }

    /// Reads files one after the other.
    ///
    /// A batch is lent to `deliver` and used again afterwards; whoever keeps it keeps a copy. Throws an
    /// ``IntakeError`` when a file cannot be read at all (it is not there, is no CSV, lacks a column), and whatever
    /// `deliver` throws.
    package static func read(
        paths: [String], firstDocument: DocumentIndex, limits: IntakeLimits = .standard,
        deliver: (OrderBatch) throws -> Void
    ) throws -> OrderBookReading {
        var reader = OrderBookReader(firstDocument: firstDocument, limits: limits)
        for path in paths { try reader.read(path: path, deliver: deliver) }
        return reader.reading
    }

    /// Reads a file's header row alone: whether it is an order book at all.
    package static func checkHeader(path: String, limits: IntakeLimits = .standard) throws(IntakeError) {
        var reader = OrderBookReader(firstDocument: DocumentIndex(0), limits: limits)
        var findings = OrderBookFindings(file: path)
        var records = CSVRecordReader(try SourceFile(path: path, limits: limits))
        _ = try reader.readHeader(&records, path: path, &findings)
    }

    private mutating func read(path: String, deliver: (OrderBatch) throws -> Void) throws {
        let name = nameInEvidence(path)
        var findings = OrderBookFindings(file: name)
        var counts = OrderBookReading.Counts()
        var records = CSVRecordReader(try SourceFile(path: path, limits: limits))
        let header = try readHeader(&records, path: path, &findings)
        let document = DocumentIndex(Int(firstDocument.index) + reading.documents.count)
        var rows = OrderBookRowReader(header: header, document: document)
        var hasMore = true
        while hasMore {
            hasMore = fillBatch(&records, &rows, &counts, &findings)
            if !batch.rows.isEmpty { try deliver(batch) }
            batch.rows.removeAll(keepingCapacity: true)
            batch.texts.removeAll()
        }
        if seen.isFull { findings.warn("so many rows that not all were checked for repeats") }
        let (digest, byteCount) = try records.finish()
        reading.documents.append(SourceDocument(name: name, digest: digest, byteCount: byteCount))
        reading.counts.append(counts)
        reading.findings += findings.all()
    }

    /// Reads until the batch is full, the file ends or breaks off; `false` in the latter two cases.
    private mutating func fillBatch(
        _ records: inout CSVRecordReader, _ rows: inout OrderBookRowReader, _ counts: inout OrderBookReading.Counts,
        _ findings: inout OrderBookFindings
    ) -> Bool {
        var hasMore = false
        do throws(IntakeError) {
            while try readRow(&records, &rows, &counts, &findings) {
                hasMore =
                    batch.rows.count == OrderBookReader.batchSize
                    || batch.texts.byteCount >= OrderBookReader.batchTextBytes
                if hasMore { break }
            }
        } catch {
            reading.isComplete = false
            findings.warn("broke off after \(counts.rows) rows: \(error.reason)")
        }
        dropRepeats(&counts, &findings)
        return hasMore
    }

    /// Takes the rows that have been there before out of the batch.
    private mutating func dropRepeats(_ counts: inout OrderBookReading.Counts, _ findings: inout OrderBookFindings) {
        var kept = 0
        for index in batch.rows.indices {
            if seen.insert(hashes[index]) {
                if kept != index { batch.rows[kept] = batch.rows[index] }
                kept += 1
            } else {
                findings.repeats.add(Int(batch.rows[index].source.line))
            }
        }
        let repeated = batch.rows.count - kept
        batch.rows.removeLast(repeated)
        counts.kept += kept
        counts.repeated += repeated
        hashes.removeAll(keepingCapacity: true)
    }

    /// The file's own name; a second file of that name is told apart by a number, never by the machine's folders.
    private func nameInEvidence(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let taken = reading.documents.count { $0.name == name || $0.name.hasPrefix("\(name) (") }
        return taken == 0 ? name : "\(name) (\(taken + 1))"
    }

    private func readHeader(
        _ records: inout CSVRecordReader, path: String, _ findings: inout OrderBookFindings
    ) throws(IntakeError) -> OrderBookHeader {
        switch try records.next() {
        case .end: throw .corrupt(path: path, reason: "empty: not even a header row")
        case .malformed(let fault):
            throw .corrupt(path: path, reason: "line \(records.line): no header row: \(fault.reason)")
        case .record: break
        }
        let header = try OrderBookHeader(records, path: path)
        if !header.unknownNames.isEmpty {
            let names = header.unknownNames.prefix(20).joined(separator: ", ")
            findings.note(
                line: records.line,
                "\(header.unknownNames.count) column(s) not used: \(names)"
                    + (header.unknownNames.count > 20 ? ", …" : "") + "; the source document keeps them")
        }
        return header
    }

    /// Reads one record; `false` at the end of the file.
    private mutating func readRow(
        _ records: inout CSVRecordReader, _ rows: inout OrderBookRowReader, _ counts: inout OrderBookReading.Counts,
        _ findings: inout OrderBookFindings
    ) throws(IntakeError) -> Bool {
        switch try records.next() {
        case .end: return false
        case .malformed(let fault):
            counts.rows += 1
            counts.rejected += 1
            findings.reject(line: records.line, fault.reason)
            return true
        case .record: break
        }
        if OrderBookReader.isBlank(records) { return true }
        counts.rows += 1
        do {
            try rows.read(records, into: &batch)
            hashes.append(OrderBookRowSet.hash(records.rawRecord, layout: rows.header.layout))
            if rows.overruledQuantity { findings.overruledQuantities.add(records.line) }
        } catch {
            counts.rejected += 1
            findings.reject(line: records.line, error.message)
            if error.maySwallowRows { records.resumeAfterFirstLine() }
        }
        return true
    }

    /// Spreadsheets leave rows of nothing but commas behind the last one.
    private static func isBlank(_ record: borrowing CSVRecordReader) -> Bool {
        for index in 0..<record.fieldCount where !WireText.trimmed(record[index]).isEmpty { return false }
        return true
    }
}

package import BillingModel

/// What came of reading one file of decisions.
package struct DecisionReading: Sendable {
    package var document: SourceDocument
    /// In the file's order, each finding once.
    package var decisions: [ReviewDecision] = []
    /// Rows without a disposition: nothing was decided there.
    package var undecided = 0
    /// Rows kept out, each with a finding.
    package var rejected = 0
    package var findings: [Finding] = []
}

/// Reads `decisions.csv`, as report.html exports it or as a person fills in the columns of `discrepancies.csv`.
///
/// Columns in any order and case: `discrepancy_id` and `disposition`; `note` (or `reviewer_note`), `amount` (or
/// `difference`) and `reviewer` may be there. Others are passed over. The apostrophe that keeps a spreadsheet from
/// running a note as a formula is taken off again. A bad row becomes a finding with file and line; the others go on.
package struct DecisionReader {
    /// Characters of a note; the page that exports decisions holds people to the same.
    package static let longestNote = 2_000
    /// Rows of one file; far more than anybody decides by hand.
    static let mostRows = 1_000_000
    /// Bad rows told one by one; the rest is counted.
    package static let mostFindings = 1_000

    private let name: String
    private let document: DocumentIndex
    private let reviewer: String
    private var columns = Columns()
    private var lines: [String: Int] = [:]
    private var reading: DecisionReading

    /// Where each known column stands.
    private struct Columns {
        var id: Int?
        var disposition: Int?
        var note: Int?
        var amount: Int?
        var reviewer: Int?
        var count = 0
    }

    /// - Parameters:
    ///   - name: The document's name in evidence.
    ///   - reviewer: Who decided, where the file does not say.
    /// - Throws: What keeps the file from being read at all: it is not there, is no CSV, lacks a column, breaks off.
    package static func read(
        path: String, name: String, document: DocumentIndex, reviewer: String, limits: IntakeLimits = .standard
    ) throws(IntakeError) -> DecisionReading {
        var reader = DecisionReader(name: name, document: document, reviewer: reviewer)
        try reader.read(path, limits)
        return reader.reading
    }

    private init(name: String, document: DocumentIndex, reviewer: String) {
        self.name = name
        self.document = document
        self.reviewer = reviewer
        reading = DecisionReading(document: SourceDocument(name: name, digest: "", byteCount: 0))
    }

    private mutating func read(_ path: String, _ limits: IntakeLimits) throws(IntakeError) {
        var records = CSVRecordReader(try SourceFile(path: path, limits: limits))
        guard try records.next() == .record else { throw .corrupt(path: path, reason: "no header row") }
        try readHeader(records, path)
        var rows = 0
        reading: while true {
            switch try records.next() {
            case .end: break reading
            case .malformed(let fault): reject(line: records.line, fault.reason)
            case .record: readRow(records)
            }
            rows += 1
            if rows > DecisionReader.mostRows {
                throw .tooLarge(path: path, reason: "more than \(DecisionReader.mostRows) rows")
            }
        }
        let (digest, byteCount) = try records.finish()
        reading.document = SourceDocument(name: name, digest: digest, byteCount: byteCount)
        if reading.rejected > DecisionReader.mostFindings {
            reading.findings.append(
                Finding(
                    .warning, at: name, "and \(reading.rejected - DecisionReader.mostFindings) more rows kept out"))
        }
    }

    private mutating func readHeader(_ record: borrowing CSVRecordReader, _ path: String) throws(IntakeError) {
        columns.count = record.fieldCount
        for index in 0..<record.fieldCount {
            let place: WritableKeyPath<Columns, Int?>
            switch DecisionReader.text(record, index).lowercased() {
            case "discrepancy_id": place = \.id
            case "disposition": place = \.disposition
            case "note", "reviewer_note": place = \.note
            case "amount", "difference": place = \.amount
            case "reviewer": place = \.reviewer
            default: continue
            }
            if columns[keyPath: place] != nil {
                throw .corrupt(path: path, reason: "line \(record.line): two columns for the same thing")
            }
            columns[keyPath: place] = index
        }
        if columns.id == nil || columns.disposition == nil {
            throw .corrupt(
                path: path, reason: "line \(record.line): needs the columns discrepancy_id and disposition")
        }
    }

    private mutating func readRow(_ record: borrowing CSVRecordReader) {
        let line = record.line
        if record.fieldCount != columns.count {
            return reject(line: line, "\(record.fieldCount) cells under a header of \(columns.count)")
        }
        let id = DecisionReader.text(record, columns.id)
        let word = DecisionReader.text(record, columns.disposition)
        if word.isEmpty {
            reading.undecided += 1
            return
        }
        guard !id.isEmpty else { return reject(line: line, "no discrepancy_id") }
        guard let disposition = Disposition(rawValue: word.lowercased()) else {
            let known = Disposition.allCases.map(\.rawValue).joined(separator: ", ")
            return reject(line: line, "'\(word.prefix(40))' is no disposition: \(known)")
        }
        let note = DecisionReader.unguarded(DecisionReader.text(record, columns.note))
        if note.count > DecisionReader.longestNote {
            return reject(line: line, "a note of more than \(DecisionReader.longestNote) characters")
        }
        let figure = DecisionReader.text(record, columns.amount)
        let amount: Amount?
        do throws(ArithmeticOverflow) {
            amount = figure.isEmpty ? nil : try DecisionReader.amount(figure)
        } catch {
            return reject(line: line, "'\(figure.prefix(40))' is no amount")
        }
        if let first = lines[id] { return reject(line: line, "the finding is decided on line \(first) already") }
        lines[id] = line
        let named = DecisionReader.text(record, columns.reviewer)
        reading.decisions.append(
            ReviewDecision(
                id, disposition, note: note, amount: amount, reviewer: named.isEmpty ? reviewer : named,
                source: SourceLocation(document: document, line: line)))
    }

    private mutating func reject(line: Int, _ reason: String) {
        reading.rejected += 1
        if reading.rejected <= DecisionReader.mostFindings {
            reading.findings.append(Finding(.warning, at: "\(name):\(line)", "decision kept out: \(reason)"))
        }
    }

    private static func amount(_ figure: String) throws(ArithmeticOverflow) -> Amount {
        guard let decimal = ExactDecimal(figure) else { throw ArithmeticOverflow() }
        return try Amount(decimal)
    }

    private static func text(_ record: borrowing CSVRecordReader, _ column: Int?) -> String {
        guard let column else { return "" }
        return String(decoding: WireText.trimmed(record[column]), as: UTF8.self)
    }

    /// What stood there before it was made safe for spreadsheets.
    private static func unguarded(_ note: String) -> String {
        let risky = note.dropFirst().unicodeScalars.first.map { "=+-@\t\r".unicodeScalars.contains($0) } ?? false
        return note.hasPrefix("'") && risky ? String(note.dropFirst()) : note
    }
}

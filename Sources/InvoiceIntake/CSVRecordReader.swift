/// How much of a CSV file may belong to one record. What is beyond is a malformed record, never a swallowed file.
package struct CSVLimits: Sendable, Equatable {
    /// Bytes of one record, line breaks inside quotes included.
    package var recordBytes = 1 << 20
    /// Bytes of one field; also how far an unclosed quote reaches at most.
    package var fieldBytes = 64 << 10
    package var fieldCount = 1_024

    package init() {}

    package static let standard = CSVLimits()
}

/// Why the bytes at a place are no CSV record.
package enum CSVFault: Sendable, Equatable {
    case quoteInsideField, textAfterQuote, unclosedQuote, fieldTooLong, recordTooLong, tooManyFields, notUTF8

    /// For a finance person.
    package var reason: String {
        switch self {
        case .quoteInsideField: "a quotation mark inside a field that does not begin with one"
        case .textAfterQuote: "text between a closing quotation mark and the next comma"
        case .unclosedQuote: "a quotation mark that is never closed"
        case .fieldTooLong: "a field is too long, or its closing quotation mark is missing"
        case .recordTooLong: "the record is too long"
        case .tooManyFields: "the record has too many fields"
        case .notUTF8: "the text is not UTF-8"
        }
    }
}

/// Reads RFC 4180 records from a ``SourceFile``, one after the other, without allocating for a record.
///
///     var reader = CSVRecordReader(try SourceFile(path: path))
///     reading: while true {
///         switch try reader.next() {
///         case .record: use(reader.line, reader.fieldCount, reader[0])
///         case .malformed(let fault): report(reader.line, fault.reason, reader.rawRecord)
///         case .end: break reading
///         }
///     }
///     let (digest, byteCount) = try reader.finish()
///
/// Fields are byte ranges of the reader's buffer, without their quotation marks and with `""` read as `"`; they hold
/// until the next call of ``next()``. The last record needs no line break; LF, CRLF and CR all end one. A byte order
/// mark at the start and empty lines are passed over. Every record is valid UTF-8.
///
/// After a malformed record reading goes on at the line after the one where that record **began**, so that a stray
/// quotation mark costs its own line and not the file.
package struct CSVRecordReader: ~Copyable {
    /// What ``next()`` found.
    package enum Step: Equatable {
        case record
        /// ``rawRecord`` is the first line of it, as far as it was looked at; there are no fields.
        case malformed(CSVFault)
        case end
    }

    private var source: SourceFile
    private var scanner: CSVScanner
    private var sourceEnded = false
    /// What broke the source off; thrown once the whole records before that are out.
    private var failure: IntakeError?

    package init(_ source: consuming SourceFile, limits: CSVLimits = .standard) {
        self.source = source
        scanner = CSVScanner(limits: limits)
    }

    /// Physical line on which the current record starts, counted from 1.
    package var line: Int { scanner.recordLine }

    /// Number of physical lines of the current record.
    package var lineCount: Int { scanner.recordLineCount }

    package var fieldCount: Int { scanner.fieldCount }

    /// The bytes of a field of the current record.
    @inline(__always)
    package subscript(field: Int) -> UnsafeRawBufferPointer { scanner.field(field) }

    /// The current record as it stands in the file, without its line break.
    package var rawRecord: UnsafeRawBufferPointer { scanner.rawRecord }

    /// Moves to the next record. When the source breaks off, throws after the last record that came whole.
    package mutating func next() throws(IntakeError) -> Step {
        while true {
            switch scanner.scan(sourceEnded: sourceEnded) {
            case .record: return .record
            case .malformed(let fault): return .malformed(fault)
            case .end: return .end
            case .needsBytes:
                if let failure { throw failure }
                fill()
            }
        }
    }

    /// Gives the current record up and lets ``next()`` go on at the line after its first: for a record that reads as
    /// CSV but cannot be one, such as two lines that a stray quotation mark glued together.
    package mutating func resumeAfterFirstLine() { scanner.resumeAfterFirstLine() }

    /// SHA-256 and size of the file as stored; reads what is left first.
    package consuming func finish() throws(IntakeError) -> (digest: String, byteCount: Int) {
        try source.finish()
    }

    private mutating func fill() {
        scanner.makeRoom()
        do throws(IntakeError) {
            while let room = scanner.room {
                let count = try source.read(into: room)
                if count == 0 {
                    sourceEnded = true
                    return
                }
                scanner.accept(count)
            }
        } catch {
            failure = error
        }
    }
}

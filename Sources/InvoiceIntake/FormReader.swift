internal import BillingModel

/// What one form of an invoice's lines came to.
struct FormReading {
    var lines = 0
    var rejectedLines = 0
    var rejected: [RejectedLine] = []
    var problems: [ReadingProblem] = []
    var tally: FormTally

    /// Takes in one of the form's files.
    mutating func add(_ file: FileReading, location: String) {
        lines += file.lines
        rejectedLines += file.rejected.count
        rejected += file.rejected.kept
        if let failure = file.failure {
            problems.append(ReadingProblem(reason: failure.reason, location: location))
        }
    }
}

/// Reads the files of one form after the other and hands their lines on, or only counts them. Keeps the list of
/// documents, since a line names its file by the position there.
struct FormReader: ~Copyable {
    /// Where the lines go.
    enum Purpose {
        /// To the sink.
        case delivery(comparesForms: Bool)
        /// Nowhere: another form of the same lines has been delivered.
        case comparison
    }

    private(set) var documents: [SourceDocument] = []
    private(set) var findings: [Finding] = []
    var pages: PageReader
    private let firstDocument: DocumentIndex
    private let limits: IntakeLimits
    private var lines: JSONLinesReader
    private var portal: PortalFileReader
    private var delivered = LineBatcher()

    init(firstDocument: DocumentIndex, limits: IntakeLimits) {
        self.firstDocument = firstDocument
        self.limits = limits
        lines = JSONLinesReader(limits: limits)
        pages = PageReader(limits: limits)
        portal = PortalFileReader(limits: limits)
    }

    /// Reads a whole document, recorded like every other file; the reader of `pages.documents` holds it then.
    mutating func loadDocument(_ file: SnapshotFile) -> IntakeError? {
        let load = pages.documents.load(path: file.location)
        documents.append(SourceDocument(name: file.path, digest: load.digest, byteCount: load.byteCount))
        return load.failure
    }

    /// Takes down a file that another has read.
    mutating func record(_ document: SourceDocument) { documents.append(document) }

    /// Takes down what another has found.
    mutating func note(_ finding: Finding) { findings.append(finding) }

    /// Reads all files of a form.
    mutating func read(
        _ source: FormSource, of invoice: InvoiceIndex, id: String, for purpose: Purpose, into sink: inout some LineSink
    ) throws -> FormReading {
        var batcher = LineBatcher()
        var comparesForms = true
        if case .delivery(let compares) = purpose {
            comparesForms = compares
            swap(&batcher, &delivered)
        }
        var reading = FormReading(
            tally: FormTally(comparesForms: comparesForms, start: batcher.batch.lines.count))
        reading.problems = source.problems
        for file in withoutRepeats(source.files) {
            let document = DocumentIndex(Int(firstDocument.index) + documents.count)
            documents.append(SourceDocument(name: file.file.path, digest: "", byteCount: 0))
            let context = LineContext(form: file.form, invoice: invoice, folderInvoice: id, document: document)
            let outcome = try read(file, context, &batcher, &reading) { batcher, tally in
                tally.add(batcher.batch)
                tally.start = 0
                if case .delivery = purpose {
                    try sink.take(batcher.takeBatch())
                } else {
                    batcher.clear()
                }
            }
            documents[documents.count - 1].digest = outcome.digest
            documents[documents.count - 1].byteCount = outcome.byteCount
            reading.add(outcome, location: file.file.path)
        }
        reading.tally.add(batcher.batch)
        if case .delivery = purpose { swap(&batcher, &delivered) }
        return reading
    }

    /// The index that the next document gets.
    var nextDocument: DocumentIndex { DocumentIndex(Int(firstDocument.index) + documents.count) }

    /// Hands on lines that another has read. What is left of the invoice before goes first: the lines of one invoice
    /// come together.
    mutating func deliver(_ lines: DocumentLines, into sink: inout some LineSink) throws {
        documents.append(lines.document)
        try finish(into: &sink)
        if !lines.batch.lines.isEmpty { try sink.take(lines.batch) }
    }

    /// Hands on what is left in the last batch.
    mutating func finish(into sink: inout some LineSink) throws {
        if !delivered.batch.lines.isEmpty { try sink.take(delivered.takeBatch()) }
    }

    private mutating func read(
        _ file: FormSource.File, _ context: LineContext, _ batcher: inout LineBatcher, _ reading: inout FormReading,
        flush: (inout LineBatcher, inout FormTally) throws -> Void
    ) throws -> FileReading {
        let path = file.file.location
        var normaliser = LineNormaliser(context)
        switch file.reader {
        case .jsonLines:
            return try lines.read(path: path, with: &normaliser, into: &batcher) { try flush(&$0, &reading.tally) }
        case .portalFile:
            return try portal.read(path: path, normaliser: { LineNormaliser(context, layout: $0) }, into: &batcher) {
                try flush(&$0, &reading.tally)
            }
        case .pages:
            let page = try pages.read(path: path, with: &normaliser, into: &batcher) { try flush(&$0, &reading.tally) }
            if page.hasNext, file.isLastPage {
                reading.problems.append(
                    ReadingProblem(reason: "the last page says that another one follows", location: file.file.path))
            }
            return page.reading
        }
    }

    /// Leaves out files that repeat another one byte for byte, with a note. Only files of equal size in one folder are
    /// read for that.
    private mutating func withoutRepeats(_ files: [FormSource.File]) -> [FormSource.File] {
        let sizes = Dictionary(grouping: files.map(\.file), by: FormReader.folderAndSize)
        var firstByDigest: [String: String] = [:]
        var kept: [FormSource.File] = []
        for file in files {
            let alike = sizes[FormReader.folderAndSize(file.file)] ?? []
            if alike.count > 1, let digest = digest(file.file) {
                let folder = file.file.path.dropLast(file.file.name.utf8.count)
                if let first = firstByDigest[folder + digest] {
                    findings.append(Finding(.note, at: file.file.path, "dropped: it repeats \(first) byte for byte"))
                    if file.isLastPage, !kept.isEmpty { kept[kept.count - 1].isLastPage = true }
                    continue
                }
                firstByDigest[folder + digest] = file.file.name
            }
            kept.append(file)
        }
        return kept
    }

    private static func folderAndSize(_ file: SnapshotFile) -> String {
        "\(file.path.dropLast(file.name.utf8.count))\(file.byteCount)"
    }

    /// `nil` when it cannot be read; reading it for its lines will say why.
    private func digest(_ file: SnapshotFile) -> String? {
        do {
            return try SourceFile(path: file.location, limits: limits).finish().digest
        } catch {
            return nil
        }
    }
}

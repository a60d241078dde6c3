internal import BillingModel

/// Reads the lines of one invoice: decides which form feeds, compares the others, and says what is missing.
struct InvoiceFolderReading {
    private(set) var findings: [Finding] = []
    private let folder: InvoiceFolder?
    private let header: Invoice?
    private let index: InvoiceIndex
    private var result: InvoiceReading
    private var firstLine: LineItem?
    /// What the legal document says, where the list of invoices has nothing.
    private var documentHeader: Invoice?

    init(_ folder: InvoiceFolder?, _ header: Invoice?, _ index: InvoiceIndex) {
        self.folder = folder
        self.header = header
        self.index = index
        result = InvoiceReading(invoice: header ?? InvoiceFolderReading.placeholder(folder?.id ?? "", nil))
        result.problems = folder?.problems ?? []
        result.document = folder?.document
    }

    /// Reads everything that lies in the folder.
    mutating func read(
        with reader: inout FormReader, documentLines: DocumentLineReader?, into sink: inout some LineSink
    ) throws {
        guard let folder else { return }
        let forms = billedForms(folder, &reader)
        if let first = forms.first { try deliver(first, comparedWith: forms.dropFirst(), &reader, &sink) }
        if forms.isEmpty, result.problems.isEmpty, let file = folder.document, let documentLines {
            try deliver(try documentLines(file, folder.id, index, reader.nextDocument), of: file, &reader, &sink)
        }
        try readUsage(folder, &reader, &sink)
    }

    /// The invoice with all that was found out.
    consuming func finish() -> InvoiceReading {
        if header == nil {
            result.invoice = documentHeader ?? InvoiceFolderReading.placeholder(folder?.id ?? "", firstLine)
        }
        if let header, !header.totalCharges.isZero, header.standing.isActive, result.lines == 0,
            result.problems.isEmpty
        {
            let reason = "the header has charges of \(header.totalCharges) \(header.currency), but there are no lines"
            result.problems.append(ReadingProblem(reason: reason, location: folder?.path ?? "invoices/\(header.id)"))
        }
        return result
    }

    /// The forms that are there, in the order in which they feed. What a manifest alone complains about is kept also
    /// when another form has to feed.
    private mutating func billedForms(_ folder: InvoiceFolder, _ reader: inout FormReader) -> [FormSource] {
        var forms: [FormSource] = []
        if let export = folder.export { forms.append(self.export(export, .exportV2, &reader)) }
        let pages = folder.pages.filter { $0.form != .ratedUsage && !$0.pages.isEmpty }
        if let first = pages.first { forms.append(.pages(pages, form: first.form)) }
        if !folder.portalFiles.isEmpty { forms.append(.portal(folder.portalFiles)) }
        for empty in forms where empty.files.isEmpty { result.problems += empty.problems }
        return forms.filter { !$0.files.isEmpty }
    }

    private mutating func export(_ folder: ExportFolder, _ form: LineForm, _ reader: inout FormReader) -> FormSource {
        guard let file = folder.manifest else { return FormSource.export(folder, nil, form: form).0 }
        if let failure = reader.loadDocument(file) {
            var (source, _) = FormSource.export(folder, nil, form: form)
            source.problems.append(ReadingProblem(reason: failure.reason, location: file.path))
            return source
        }
        let (source, noted) = FormSource.export(folder, ExportManifest(reader.pages.documents), form: form)
        findings += noted
        return source
    }

    private mutating func deliver(
        _ source: FormSource, comparedWith others: ArraySlice<FormSource>, _ reader: inout FormReader,
        _ sink: inout some LineSink
    ) throws {
        let id = folder?.id ?? ""
        let fed = try reader.read(
            source, of: index, id: id, for: .delivery(comparesForms: !others.isEmpty), into: &sink)
        result.form = source.form
        result.lines = fed.lines
        result.rejectedLines = fed.rejectedLines
        result.rejected = fed.rejected
        result.problems += fed.problems
        firstLine = fed.tally.first
        for other in others {
            let compared = try reader.read(other, of: index, id: id, for: .comparison, into: &sink)
            result.comparedForms.append(other.form)
            compare(fed, source.form, compared, other.form)
        }
    }

    private mutating func deliver(
        _ lines: DocumentLines, of file: SnapshotFile, _ reader: inout FormReader, _ sink: inout some LineSink
    ) throws {
        try reader.deliver(lines, into: &sink)
        result.form = .electronicInvoice
        result.lines = lines.batch.lines.count
        result.problems = lines.problems.map { ReadingProblem(reason: $0, location: file.path) }
        firstLine = lines.batch.lines.first
        documentHeader = lines.header
    }

    private mutating func compare(_ fed: FormReading, _ form: LineForm, _ other: FormReading, _ otherForm: LineForm) {
        let location = folder?.path ?? ""
        for problem in other.problems {
            findings.append(
                Finding(.warning, at: problem.location, "\(problem.reason) (\(otherForm.label), only compared)"))
        }
        var difference = fed.tally.difference(from: other.tally)
        if fed.rejectedLines != other.rejectedLines {
            difference = "\(fed.rejectedLines) unreadable lines against \(other.rejectedLines)"
        }
        guard let difference else { return }
        let reason = "\(form.label) and \(otherForm.label) disagree: \(difference)"
        result.problems.append(ReadingProblem(reason: reason, location: location))
    }

    /// Daily rated usage: the v2 export, else the v1 pages. Both would be the same days twice.
    private mutating func readUsage(
        _ folder: InvoiceFolder, _ reader: inout FormReader, _ sink: inout some LineSink
    ) throws {
        var forms: [FormSource] = []
        if let export = folder.usageExport { forms.append(self.export(export, .ratedUsage, &reader)) }
        let pages = folder.pages.filter { $0.form == .ratedUsage && !$0.pages.isEmpty }
        if !pages.isEmpty { forms.append(.pages(pages, form: .ratedUsage)) }
        for empty in forms where empty.files.isEmpty { result.usageProblems += empty.problems }
        guard let source = forms.first(where: { !$0.files.isEmpty }) else { return }
        if forms.count > 1, source.files[0].reader == .jsonLines {
            findings.append(Finding(.note, at: pages[0].path, "not read: the v2 export has the daily usage"))
        }
        let fed = try reader.read(source, of: index, id: folder.id, for: .delivery(comparesForms: false), into: &sink)
        result.usageLines = fed.lines
        result.rejectedUsageLines = fed.rejectedLines
        result.rejected += fed.rejected
        result.usageProblems += fed.problems
        firstLine = firstLine ?? fed.tally.first
    }

    /// Stands in for a header that is not there: the currency of the first line and the month it charges. Without any
    /// readable line the currency means nothing, as there is no money in it.
    private static func placeholder(_ id: String, _ line: LineItem?) -> Invoice {
        let day = line?.chargeStart ?? line?.orderDate ?? CalendarDate(dayNumber: 0)
        guard let currency = line?.currency ?? CurrencyCode("USD") else { preconditionFailure("USD is a currency") }
        return Invoice(
            id: id, date: day.month.adding(1).firstDay, period: day.month.period, currency: currency,
            totalCharges: .zero, isHeaderless: true)
    }
}

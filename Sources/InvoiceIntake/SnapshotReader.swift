package import BillingModel

/// Reads a snapshot folder: headers, balances, and the lines of every invoice, in a fixed order (contracts, section 2).
///
/// When an invoice's lines lie there in several forms, the first of v2 export, v1 pages and portal file is delivered
/// and the others are compared with it. Trouble in the data is recorded in the reading, never thrown.
package struct SnapshotReader {
    private let directory: String
    private let limits: IntakeLimits
    private let firstDocument: DocumentIndex
    private let documentLines: DocumentLineReader?

    /// `firstDocument` is the index of the first file read here in the run's list of documents.
    /// `documentLines` reads the legal document of an invoice that has nothing else.
    package init(
        directory: String, firstDocument: DocumentIndex = DocumentIndex(0), limits: IntakeLimits = .standard,
        documentLines: DocumentLineReader? = nil
    ) {
        self.documentLines = documentLines
        self.directory = directory
        self.firstDocument = firstDocument
        self.limits = limits
    }

    /// Reads everything. Throws ``IntakeError`` when the folder cannot be listed or is no snapshot, and whatever the
    /// sink throws.
    package func read(into sink: inout some LineSink) throws -> SnapshotReading {
        let layout = try SnapshotLayout(directory: directory, limits: limits)
        var reading = SnapshotReading()
        reading.findings = layout.findings
        var reader = FormReader(firstDocument: firstDocument, limits: limits)
        let headers = readHeaders(layout, &reader, &reading)
        readBalances(layout, &reader, &reading)
        let gaps = readGaps(layout, &reader, &reading)
        let merged = SnapshotReader.merge(headers, layout.invoices, readsDocuments: documentLines != nil)
        try sink.begin(
            merged.map { listed in
                ListedInvoice(
                    id: listed.header?.id ?? listed.folder?.id ?? "", standing: listed.header?.standing ?? .active,
                    hasDocument: listed.folder?.document != nil)
            })
        for listed in merged {
            let index = InvoiceIndex(reading.invoices.count)
            var folder = InvoiceFolderReading(listed.folder, listed.header, index)
            try folder.read(with: &reader, documentLines: documentLines, into: &sink)
            reading.findings += folder.findings
            var finished = folder.finish()
            finished.statement = listed.folder?.statement.flatMap { reader.statement($0, limits: limits) }
            let missing = gaps.problems(of: finished.invoice.id)
            finished.problems += missing.charges
            finished.usageProblems += missing.usage
            reading.invoices.append(finished)
        }
        try reader.finish(into: &sink)
        reading.documents = reader.documents
        reading.findings = (reading.findings + reader.findings).sorted()
        return reading
    }

    private func readHeaders(
        _ layout: SnapshotLayout, _ reader: inout FormReader, _ reading: inout SnapshotReading
    ) -> [Invoice] {
        guard let file = layout.headers else {
            reading.headersMissing = true
            reading.findings.append(Finding(.warning, at: "invoices.json", "missing: no invoice has a header"))
            return []
        }
        if let failure = reader.loadDocument(file) {
            reading.headersMissing = true
            reading.findings.append(Finding(.warning, at: file.path, failure.reason))
            return []
        }
        let headers = InvoiceHeaders(reader.pages.documents, location: file.path)
        var invoices = headers.invoices
        reading.findings += headers.findings + InvoiceStanding.settle(&invoices, location: file.path)
        return invoices
    }

    private func readBalances(
        _ layout: SnapshotLayout, _ reader: inout FormReader, _ reading: inout SnapshotReading
    ) {
        var balances = ReportedBalances()
        for file in layout.balances {
            if let failure = reader.loadDocument(file) {
                balances.leaveOut(file.path, failure.reason)
            } else {
                balances.add(reader.pages.documents, location: file.path)
            }
        }
        reading.balances = balances.balances
        reading.balancesAreWhole = balances.isWhole
        reading.findings += balances.findings
    }

    private func readGaps(
        _ layout: SnapshotLayout, _ reader: inout FormReader, _ reading: inout SnapshotReading
    ) -> FetchGaps {
        guard let file = layout.gaps else { return FetchGaps() }
        let gaps =
            reader.loadDocument(file).map { FetchGaps(unreadable: $0, location: file.path) }
            ?? FetchGaps(reader.pages.documents, location: file.path)
        reading.isFetchedInPart = !gaps.findings.isEmpty
        reading.findings += gaps.findings
        return gaps
    }

    /// Headers and folders of one id together, sorted by id. A folder with neither header nor files is nothing.
    private static func merge(
        _ headers: [Invoice], _ folders: [InvoiceFolder], readsDocuments: Bool
    ) -> [(header: Invoice?, folder: InvoiceFolder?)] {
        var byID = Dictionary(folders.map { ($0.id.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        var merged = headers.map { (header: Optional($0), folder: byID.removeValue(forKey: $0.id.lowercased())) }
        merged += folders.filter { byID[$0.id.lowercased()] != nil && $0.holdsLines(readsDocuments) }
            .map {
                (header: nil, folder: $0)
            }
        func id(_ pair: (header: Invoice?, folder: InvoiceFolder?)) -> String {
            pair.header?.id ?? pair.folder?.id ?? ""
        }
        return merged.sorted { id($0).utf8.lexicographicallyPrecedes(id($1).utf8) }
    }
}

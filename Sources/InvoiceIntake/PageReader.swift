internal import BillingModel
internal import CSimdJSON

/// Reads v1 pages of line items. A page that is no whole JSON document gives no lines at all; a single bad item is
/// rejected alone.
struct PageReader: ~Copyable {
    /// What a page said beside its lines.
    struct Page {
        var reading: FileReading
        /// The page says that another one follows.
        var hasNext = false
    }

    private let limits: IntakeLimits
    private let slots = RecordSlots(.lines)
    var documents: DocumentReader

    init(limits: IntakeLimits) {
        self.limits = limits
        documents = DocumentReader(limits: limits)
    }

    deinit { slots.deallocate() }

    /// Reads one page. `flush` gets the batcher whenever it is full; what it throws goes through.
    mutating func read(
        path: String, with normaliser: inout LineNormaliser, into batcher: inout LineBatcher,
        flush: (inout LineBatcher) throws -> Void
    ) throws -> Page {
        var page = Page(reading: FileReading(path: path, limits: limits))
        let load = documents.load(path: path)
        page.reading.digest = load.digest
        page.reading.byteCount = load.byteCount
        page.reading.failure = load.failure
        if load.failure != nil { return page }
        guard let envelope = CollectionEnvelope(documents) else {
            page.reading.failure = .corrupt(path: path, reason: "JSON, but no list of items")
            return page
        }
        page.hasNext = envelope.hasNext
        try envelope.forEachItem(documents) { (position, number) throws in
            page.reading.lines += 1
            if let reason = decode(position, number, &normaliser, &batcher) {
                let raw = documents.parser.value(at: position)
                page.reading.rejected.add(
                    UnsafeRawBufferPointer(start: raw.bytes, count: Int(raw.length)), line: number, reason: reason,
                    invoice: normaliser.context.invoice, document: normaliser.context.document)
            }
            if batcher.isFull { try flush(&batcher) }
        }
        return page
    }

    /// Why the item is rejected; `nil` when it is in the batch.
    private func decode(
        _ position: UInt32, _ number: Int, _ normaliser: inout LineNormaliser, _ batcher: inout LineBatcher
    ) -> String? {
        let status = documents.parser.readObject(at: position, .lines, into: slots)
        if status != CSJ_OK {
            return documents.parser.reason(status) { LineField(rawValue: $0)?.label ?? "a field" }
        }
        do {
            try normaliser.read(slots, line: number, into: &batcher.batch)
            return nil
        } catch {
            return error.reason
        }
    }
}

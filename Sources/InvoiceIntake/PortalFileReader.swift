internal import BillingModel
internal import CSimdJSON

/// Reads the reconciliation file that people download from the portal (CSV). Columns are found by name, in any order;
/// which kind of invoice it is shows in the columns alone.
struct PortalFileReader: ~Copyable {
    private let limits: IntakeLimits
    private let slots = RecordSlots(.lines)
    /// The slot of each column; `nil` for an unknown one.
    private var columns: [Int?] = []

    init(limits: IntakeLimits) { self.limits = limits }

    deinit { slots.deallocate() }

    /// Reads one file. `normaliser` makes the normaliser for the layout that the header row shows.
    mutating func read(
        path: String, normaliser: (LineLayout) -> LineNormaliser, into batcher: inout LineBatcher,
        flush: (inout LineBatcher) throws -> Void
    ) throws -> FileReading {
        var reading = FileReading(path: path, limits: limits)
        let source: SourceFile
        do {
            source = try SourceFile(path: path, limits: limits)
        } catch {
            reading.failure = error
            return reading
        }
        var reader = CSVRecordReader(source)
        if let layout = header(&reader, path: path, &reading) {
            var normaliser = normaliser(layout)
            while step(&reader, &normaliser, &batcher, &reading) {
                if batcher.isFull { try flush(&batcher) }
            }
        }
        do {
            (reading.digest, reading.byteCount) = try reader.finish()
        } catch {
            reading.failure = reading.failure ?? error
        }
        return reading
    }

    /// Finds the columns; `nil`, with the failure recorded, when it is no reconciliation file.
    private mutating func header(
        _ reader: inout CSVRecordReader, path: String, _ reading: inout FileReading
    ) -> LineLayout? {
        do {
            guard case .record = try reader.next() else {
                reading.failure = .corrupt(path: path, reason: "no header row")
                return nil
            }
        } catch {
            reading.failure = error
            return nil
        }
        columns = (0..<reader.fieldCount).map { FieldTable.lines.slot(of: WireText.trimmed(reader[$0])) }
        let known = Set(columns.compactMap { $0.flatMap(LineField.init(rawValue:)) })
        let layout = LineLayout.of(columns: known)
        for (source, name) in [(layout.subtotal, "Subtotal"), (layout.currency, "Currency")]
        where !known.contains(where: { $0.rawValue == source.first || $0.rawValue == source.second }) {
            reading.failure = .corrupt(path: path, reason: "no reconciliation file: it has no column \(name)")
            return nil
        }
        return layout
    }

    /// Reads one record; `false` at the end, or where the file breaks off.
    private func step(
        _ reader: inout CSVRecordReader, _ normaliser: inout LineNormaliser, _ batcher: inout LineBatcher,
        _ reading: inout FileReading
    ) -> Bool {
        let reason: String?
        do {
            switch try reader.next() {
            case .end: return false
            case .malformed(let fault): reason = fault.reason
            case .record: reason = decode(reader, &normaliser, &batcher)
            }
        } catch {
            reading.failure = error
            return false
        }
        reading.lines += 1
        if let reason {
            reading.rejected.add(
                reader.rawRecord, line: reader.line, reason: reason, invoice: normaliser.context.invoice,
                document: normaliser.context.document)
            // A stray quotation mark can glue lines together.
            if reader.fieldCount != columns.count, reader.lineCount > 1 { reader.resumeAfterFirstLine() }
        }
        return true
    }

    /// Why the record is rejected; `nil` when it is in the batch.
    private func decode(
        _ reader: borrowing CSVRecordReader, _ normaliser: inout LineNormaliser, _ batcher: inout LineBatcher
    ) -> String? {
        guard reader.fieldCount == columns.count else {
            return "\(reader.fieldCount) cells under \(columns.count) columns"
        }
        slots.clear()
        for index in 0..<columns.count {
            guard let slot = columns[index] else { continue }
            let cell = WireText.trimmed(reader[index])
            if cell.isEmpty { continue }
            if slots[slot].isGiven, !slots[slot].text.elementsEqual(cell) {
                return "\(LineField(rawValue: slot)?.label ?? "a field") is given twice with different values"
            }
            slots[slot] = csj_slot(
                bytes: cell.baseAddress?.assumingMemoryBound(to: UInt8.self), length: UInt32(cell.count), position: 0,
                kind: CSJ_STRING.rawValue)
        }
        do {
            try normaliser.read(slots, line: reader.line, into: &batcher.batch)
            return nil
        } catch {
            return error.reason
        }
    }
}

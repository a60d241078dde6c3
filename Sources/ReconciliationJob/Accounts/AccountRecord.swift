import BillingModel

/// The byte form in which lines and order rows wait for their account: a header, the figures, a mark for each text that
/// is there (the symbol of a common text, or the length of one of the record's own), then the record's own texts.
/// Written and read by one process, never kept.
enum AccountRecord {
    enum Kind: UInt8 {
        case line, ratedUsage, order
        /// A line of an invoice that only the ledger still has.
        case history
    }

    struct Header {
        let byteCount: Int
        let kind: Kind
        let customer: UInt32
    }

    /// Set on a mark that is the symbol of a common text.
    private static let commonMark: UInt32 = 1 << 31
    /// More than the figures and marks of any record take.
    private static let figureBytes = 640

    /// Appends a line.
    static func append(
        _ line: LineItem, as kind: Kind, _ texts: TextPool.Contents, _ common: inout CommonTexts, _ customer: UInt32,
        to bytes: inout [UInt8]
    ) {
        append(
            kind, customer, texts, &common, to: &bytes, kept: LineText.keptMask, own: LineText.ownMask,
            figures: { writeFigures(line, &$0) }, symbol: { line.texts[$0] })
    }

    /// Appends an order row.
    static func append(
        _ row: OrderRow, _ texts: TextPool.Contents, _ common: inout CommonTexts, _ customer: UInt32,
        to bytes: inout [UInt8]
    ) {
        append(
            .order, customer, texts, &common, to: &bytes, kept: 1 << UInt32(OrderText.allCases.count) - 1,
            own: OrderText.ownMask, figures: { writeFigures(row, &$0) }, symbol: { row.texts[$0] })
    }

    /// - Parameters:
    ///   - kept: Which texts go along at all.
    ///   - own: Which of them are never common ones.
    @inline(__always)
    private static func append(
        _ kind: Kind, _ customer: UInt32, _ texts: TextPool.Contents, _ common: inout CommonTexts,
        to bytes: inout [UInt8], kept: UInt32, own: UInt32, figures: (inout RecordWriter) -> Void,
        symbol: (Int) -> Symbol
    ) {
        withUnsafeTemporaryAllocation(byteCount: figureBytes, alignment: 16) { memory in
            guard let start = memory.baseAddress else { return }
            var writer = RecordWriter(start)
            begin(kind, customer, &writer)
            figures(&writer)
            var marks = Marks(&writer)
            var left = kept
            while left != 0 {
                let index = left.trailingZeroBitCount
                left &= left - 1
                marks.write(symbol(index), index, texts, &common, own: own, &writer)
            }
            marks.finish(&writer)
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[..<writer.count]))
            var itsOwn = marks.own
            while itsOwn != 0 {
                bytes.append(contentsOf: texts[symbol(itsOwn.trailingZeroBitCount)])
                itsOwn &= itsOwn - 1
            }
        }
    }

    @inline(__always)
    private static func begin(_ kind: Kind, _ customer: UInt32, _ writer: inout RecordWriter) {
        writer.write(UInt32(0))
        writer.write(kind.rawValue)
        writer.write(customer)
    }

    /// The marks of a record's texts, and which of them are its own.
    private struct Marks {
        private let place: Int
        private var present: UInt32 = 0
        private var ownBytes = 0
        private(set) var own: UInt32 = 0

        init(_ writer: inout RecordWriter) {
            place = writer.count
            writer.write(UInt32(0))
        }

        @inline(__always)
        mutating func write(
            _ symbol: Symbol, _ index: Int, _ texts: TextPool.Contents, _ common: inout CommonTexts, own mask: UInt32,
            _ writer: inout RecordWriter
        ) {
            if symbol.isEmpty { return }
            let bit: UInt32 = 1 << UInt32(index)
            present |= bit
            if mask & bit == 0, let shared = common.symbol(symbol, texts) {
                writer.write(shared.index | commonMark)
                return
            }
            let length = texts[symbol].count
            writer.write(UInt32(length))
            own |= bit
            ownBytes += length
        }

        func finish(_ writer: inout RecordWriter) {
            writer.patch(present, at: place)
            writer.patch(UInt32(writer.count + ownBytes), at: 0)
        }
    }

    /// The header at an offset.
    static func header(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Header {
        var reader = RecordReader(bytes, at: offset)
        let count = reader.read(UInt32.self)
        guard let kind = Kind(rawValue: reader.read(UInt8.self)) else {
            preconditionFailure("a record of no known kind in memory of our own")
        }
        return Header(byteCount: Int(count), kind: kind, customer: reader.read(UInt32.self))
    }

    private static let headerBytes = 9

    /// The line at an offset, its own texts interned. The pool begins with the common texts.
    static func line(_ bytes: UnsafeRawBufferPointer, at offset: Int, into pool: inout TextPool) -> LineItem {
        var reader = RecordReader(bytes, at: offset + headerBytes)
        var line = readLine(&reader)
        readTexts(bytes, &reader, &pool) { line.texts[$0] = $1 }
        return line
    }

    /// The order row at an offset, its own texts interned. The pool begins with the common texts.
    static func order(_ bytes: UnsafeRawBufferPointer, at offset: Int, into pool: inout TextPool) -> OrderRow {
        var reader = RecordReader(bytes, at: offset + headerBytes)
        var row = readRow(&reader)
        readTexts(bytes, &reader, &pool) { row.texts[$0] = $1 }
        return row
    }

    @inline(__always)
    private static func readTexts(
        _ bytes: UnsafeRawBufferPointer, _ reader: inout RecordReader, _ pool: inout TextPool,
        _ take: (Int, Symbol) -> Void
    ) {
        var marks = reader.read(UInt32.self)
        var rest = RecordReader(bytes, at: reader.offset + marks.nonzeroBitCount * 4)
        while marks != 0 {
            take(marks.trailingZeroBitCount, symbol(reader.read(UInt32.self), &rest, &pool))
            marks &= marks - 1
        }
    }

    @inline(__always)
    private static func symbol(_ mark: UInt32, _ rest: inout RecordReader, _ pool: inout TextPool) -> Symbol {
        if mark & commonMark != 0 { return Symbol(index: mark & ~commonMark) }
        return pool.intern(rest.text(Int(mark)))
    }
}

import BillingModel

/// The byte form in which lines and order rows wait for their account: a header, the figures, a mark for each text that
/// is there (the symbol of a common text, or the length of one of the record's own), then the record's own texts.
/// Written and read by one process, never kept.
enum AccountRecord {
    enum Kind: UInt8 {
        case line, ratedUsage, order
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
        _ line: borrowing LineItem, _ texts: TextPool, _ common: inout CommonTexts, _ customer: UInt32,
        to bytes: inout [UInt8]
    ) {
        withUnsafeTemporaryAllocation(byteCount: figureBytes, alignment: 16) { memory in
            guard let start = memory.baseAddress else { return }
            var writer = RecordWriter(start)
            writer.write(UInt32(0))
            writer.write((line.form == .ratedUsage ? Kind.ratedUsage : Kind.line).rawValue)
            writer.write(customer)
            writeFigures(line, &writer)
            var own: UInt32 = 0
            var total = 0
            let present = writer.count
            writer.write(UInt32(0))
            var marks: UInt32 = 0
            for index in 0..<LineText.allCases.count where !line.texts[index].isEmpty {
                marks |= 1 << UInt32(index)
                let mark = mark(line.texts[index], texts, &common, isOwn: LineText.isOwn[index])
                writer.write(mark)
                if mark & commonMark == 0 {
                    own |= 1 << UInt32(index)
                    total += Int(mark)
                }
            }
            writer.patch(marks, at: present)
            writer.patch(UInt32(writer.count + total), at: 0)
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[..<writer.count]))
            while own != 0 {
                texts.withBytes(line.texts[own.trailingZeroBitCount]) { bytes.append(contentsOf: $0) }
                own &= own - 1
            }
        }
    }

    /// Appends an order row.
    static func append(
        _ row: borrowing OrderRow, _ texts: TextPool, _ common: inout CommonTexts, _ customer: UInt32,
        to bytes: inout [UInt8]
    ) {
        withUnsafeTemporaryAllocation(byteCount: figureBytes, alignment: 16) { memory in
            guard let start = memory.baseAddress else { return }
            var writer = RecordWriter(start)
            writer.write(UInt32(0))
            writer.write(Kind.order.rawValue)
            writer.write(customer)
            writeFigures(row, &writer)
            var own: UInt32 = 0
            var total = 0
            let present = writer.count
            writer.write(UInt32(0))
            var marks: UInt32 = 0
            for index in 0..<OrderText.allCases.count where !row.texts[index].isEmpty {
                marks |= 1 << UInt32(index)
                let mark = mark(row.texts[index], texts, &common, isOwn: OrderText.isOwn[index])
                writer.write(mark)
                if mark & commonMark == 0 {
                    own |= 1 << UInt32(index)
                    total += Int(mark)
                }
            }
            writer.patch(marks, at: present)
            writer.patch(UInt32(writer.count + total), at: 0)
            bytes.append(contentsOf: UnsafeRawBufferPointer(rebasing: memory[..<writer.count]))
            while own != 0 {
                texts.withBytes(row.texts[own.trailingZeroBitCount]) { bytes.append(contentsOf: $0) }
                own &= own - 1
            }
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
        let marks = reader.read(UInt32.self)
        var rest = RecordReader(bytes, at: reader.offset + marks.nonzeroBitCount * 4)
        for index in 0..<LineText.allCases.count where marks & 1 << UInt32(index) != 0 {
            line.texts[index] = symbol(reader.read(UInt32.self), &rest, &pool)
        }
        return line
    }

    /// The order row at an offset, its own texts interned. The pool begins with the common texts.
    static func order(_ bytes: UnsafeRawBufferPointer, at offset: Int, into pool: inout TextPool) -> OrderRow {
        var reader = RecordReader(bytes, at: offset + headerBytes)
        var row = readRow(&reader)
        let marks = reader.read(UInt32.self)
        var rest = RecordReader(bytes, at: reader.offset + marks.nonzeroBitCount * 4)
        for index in 0..<OrderText.allCases.count where marks & 1 << UInt32(index) != 0 {
            row.texts[index] = symbol(reader.read(UInt32.self), &rest, &pool)
        }
        return row
    }

    @inline(__always)
    private static func mark(
        _ symbol: Symbol, _ texts: TextPool, _ common: inout CommonTexts, isOwn: Bool
    ) -> UInt32 {
        if !isOwn, let shared = common.symbol(symbol, texts) { return shared.index | commonMark }
        return UInt32(texts.length(symbol))
    }

    @inline(__always)
    private static func symbol(_ mark: UInt32, _ rest: inout RecordReader, _ pool: inout TextPool) -> Symbol {
        if mark & commonMark != 0 { return Symbol(index: mark & ~commonMark) }
        return pool.intern(rest.text(Int(mark)))
    }
}

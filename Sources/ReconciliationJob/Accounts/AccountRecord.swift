import BillingModel

/// The byte form in which lines and order rows wait for their account: the record's plain memory, then the texts that are
/// its own. Where a text's symbol stood there is its length, or the symbol of a common text with the highest bit set.
/// Written and read by one process, never kept.
enum AccountRecord {
    enum Kind: UInt32 {
        case line, ratedUsage, order
    }

    struct Header {
        /// Bytes of the whole record, header included.
        let byteCount: UInt32
        let kind: UInt32
        let customer: UInt32
        let reserved: UInt32
    }

    private static let commonMark: UInt32 = 1 << 31

    /// Appends a line.
    static func append(
        _ line: LineItem, _ texts: TextPool, _ common: inout CommonTexts, _ customer: UInt32, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        let kind: Kind = line.form == .ratedUsage ? .ratedUsage : .line
        append(Header(byteCount: 0, kind: kind.rawValue, customer: customer, reserved: 0), to: &bytes)
        var copy = line
        for index in line.texts.indices {
            copy.texts[index] = place(line.texts[index], texts, &common, isOwn: LineText.isOwn[index])
        }
        append(copy, to: &bytes)
        for index in line.texts.indices where copy.texts[index].index & commonMark == 0 {
            texts.withBytes(line.texts[index]) { bytes.append(contentsOf: $0) }
        }
        close(start, &bytes)
    }

    /// Appends an order row.
    static func append(
        _ row: OrderRow, _ texts: TextPool, _ common: inout CommonTexts, _ customer: UInt32, to bytes: inout [UInt8]
    ) {
        let start = bytes.count
        append(Header(byteCount: 0, kind: Kind.order.rawValue, customer: customer, reserved: 0), to: &bytes)
        var copy = row
        for index in row.texts.indices {
            copy.texts[index] = place(row.texts[index], texts, &common, isOwn: OrderText.isOwn[index])
        }
        append(copy, to: &bytes)
        for index in row.texts.indices where copy.texts[index].index & commonMark == 0 {
            texts.withBytes(row.texts[index]) { bytes.append(contentsOf: $0) }
        }
        close(start, &bytes)
    }

    /// What stands where the symbol was.
    @inline(__always)
    private static func place(
        _ symbol: Symbol, _ texts: TextPool, _ common: inout CommonTexts, isOwn: Bool
    ) -> Symbol {
        if symbol.isEmpty { return .empty }
        if !isOwn, let shared = common.symbol(symbol, texts) { return Symbol(index: shared.index | commonMark) }
        return Symbol(index: UInt32(texts.length(symbol)))
    }

    /// The header at an offset.
    static func header(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Header {
        bytes.loadUnaligned(fromByteOffset: offset, as: Header.self)
    }

    /// The line at an offset, its own texts interned. The pool begins with the common texts.
    static func line(_ bytes: UnsafeRawBufferPointer, at offset: Int, into pool: inout TextPool) -> LineItem {
        var line = bytes.loadUnaligned(fromByteOffset: offset + MemoryLayout<Header>.size, as: LineItem.self)
        var position = offset + MemoryLayout<Header>.size + MemoryLayout<LineItem>.size
        for index in line.texts.indices where !line.texts[index].isEmpty {
            line.texts[index] = symbol(line.texts[index], bytes, &position, &pool)
        }
        return line
    }

    /// The order row at an offset, its own texts interned. The pool begins with the common texts.
    static func order(_ bytes: UnsafeRawBufferPointer, at offset: Int, into pool: inout TextPool) -> OrderRow {
        var row = bytes.loadUnaligned(fromByteOffset: offset + MemoryLayout<Header>.size, as: OrderRow.self)
        var position = offset + MemoryLayout<Header>.size + MemoryLayout<OrderRow>.size
        for index in row.texts.indices where !row.texts[index].isEmpty {
            row.texts[index] = symbol(row.texts[index], bytes, &position, &pool)
        }
        return row
    }

    @inline(__always)
    private static func symbol(
        _ place: Symbol, _ bytes: UnsafeRawBufferPointer, _ position: inout Int, _ pool: inout TextPool
    ) -> Symbol {
        if place.index & commonMark != 0 { return Symbol(index: place.index & ~commonMark) }
        let end = position + Int(place.index)
        defer { position = end }
        return pool.intern(UnsafeRawBufferPointer(rebasing: bytes[position..<end]))
    }

    private static func append<Record>(_ record: Record, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: record) { bytes.append(contentsOf: $0) }
    }

    /// Writes the record's length into its header.
    private static func close(_ start: Int, _ bytes: inout [UInt8]) {
        let count = UInt32(bytes.count - start)
        bytes.withUnsafeMutableBytes { $0.storeBytes(of: count, toByteOffset: start, as: UInt32.self) }
    }
}

import BillingModel

/// The byte form in which lines and order rows wait for their account: the record's plain memory, with the lengths of its
/// texts where their symbols stood, then the texts. Written and read by one process, never kept.
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

    /// Appends a line.
    static func append(
        _ line: LineItem, _ texts: TextPool, _ customer: UInt32, to bytes: inout [UInt8]
    ) {
        var copy = line
        var total = MemoryLayout<Header>.size + MemoryLayout<LineItem>.size
        for index in copy.texts.indices {
            let length = texts.length(line.texts[index])
            copy.texts[index] = Symbol(index: UInt32(length))
            total += length
        }
        let kind: Kind = line.form == .ratedUsage ? .ratedUsage : .line
        append(Header(byteCount: UInt32(total), kind: kind.rawValue, customer: customer, reserved: 0), to: &bytes)
        append(copy, to: &bytes)
        for index in line.texts.indices { texts.withBytes(line.texts[index]) { bytes.append(contentsOf: $0) } }
    }

    /// Appends an order row.
    static func append(_ row: OrderRow, _ texts: TextPool, _ customer: UInt32, to bytes: inout [UInt8]) {
        var copy = row
        var total = MemoryLayout<Header>.size + MemoryLayout<OrderRow>.size
        for index in copy.texts.indices {
            let length = texts.length(row.texts[index])
            copy.texts[index] = Symbol(index: UInt32(length))
            total += length
        }
        append(
            Header(byteCount: UInt32(total), kind: Kind.order.rawValue, customer: customer, reserved: 0), to: &bytes)
        append(copy, to: &bytes)
        for index in row.texts.indices { texts.withBytes(row.texts[index]) { bytes.append(contentsOf: $0) } }
    }

    /// The header at an offset.
    static func header(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Header {
        bytes.loadUnaligned(fromByteOffset: offset, as: Header.self)
    }

    /// The line at an offset, its texts interned.
    static func line(_ bytes: UnsafeRawBufferPointer, at offset: Int, into pool: inout TextPool) -> LineItem {
        var line = bytes.loadUnaligned(fromByteOffset: offset + MemoryLayout<Header>.size, as: LineItem.self)
        var position = offset + MemoryLayout<Header>.size + MemoryLayout<LineItem>.size
        for index in line.texts.indices {
            let length = Int(line.texts[index].index)
            line.texts[index] = pool.intern(UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]))
            position += length
        }
        return line
    }

    /// The order row at an offset, its texts interned.
    static func order(_ bytes: UnsafeRawBufferPointer, at offset: Int, into pool: inout TextPool) -> OrderRow {
        var row = bytes.loadUnaligned(fromByteOffset: offset + MemoryLayout<Header>.size, as: OrderRow.self)
        var position = offset + MemoryLayout<Header>.size + MemoryLayout<OrderRow>.size
        for index in row.texts.indices {
            let length = Int(row.texts[index].index)
            row.texts[index] = pool.intern(UnsafeRawBufferPointer(rebasing: bytes[position..<position + length]))
            position += length
        }
        return row
    }

    private static func append<Record>(_ record: Record, to bytes: inout [UInt8]) {
        withUnsafeBytes(of: record) { bytes.append(contentsOf: $0) }
    }
}

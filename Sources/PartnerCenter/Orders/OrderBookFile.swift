/// The order book that tieout itself keeps: what the service lists, and what was just bought. A file with other columns
/// is somebody's own and is never written.
package struct OrderBookFile: Sendable {
    package let path: String

    /// An order book of a million rows takes about 250 MB.
    private static let largest = 1 << 30

    package init(_ path: String) { self.path = path }

    /// The rows of the file, by ``OrderBookRows/columns``; none when there is no file.
    package func rows() throws(FileFault) -> [[String]] {
        guard let bytes = try FileSystem.read(path, limit: OrderBookFile.largest), !bytes.isEmpty else { return [] }
        let records = OrderBookFile.records(bytes)
        guard let columns = records.first, OrderBookFile.known.contains(columns) else {
            throw FileFault(path, "not an order book that tieout wrote: its columns are others")
        }
        for (index, record) in records.enumerated() where record.count != columns.count {
            throw FileFault(path, "record \(index + 1) has \(record.count) fields")
        }
        let places = OrderBookRows.columns.map { columns.firstIndex(of: $0) }
        return records.dropFirst().map { record in places.map { $0.map { record[$0] } ?? "" } }
    }

    /// Columns of books that tieout wrote; earlier versions did not ask whether a subscription renews itself.
    private static let known = [OrderBookRows.columns, OrderBookRows.columns.filter { $0 != "auto_renew" }]

    /// Writes all rows, whole or not at all.
    package func write(_ rows: [[String]]) throws(FileFault) {
        let text = ([OrderBookRows.columns] + rows).map { record in
            record.map(OrderBookFile.field).joined(separator: ",") + "\r\n"
        }.joined()
        if let slash = path.lastIndex(of: "/"), slash > path.startIndex {
            try FileSystem.makeFolder(String(path[..<slash]))
        }
        try FileSystem.write(Array(text.utf8), to: path)
    }

    private static func field(_ text: String) -> String {
        let needsQuotes = text.utf8.contains { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }

    /// RFC 4180, as ``write(_:)`` writes it.
    private static func records(_ bytes: [UInt8]) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field: [UInt8] = []
        var isQuoted = false
        var index = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        func endField() {
            record.append(String(decoding: field, as: UTF8.self))
            field.removeAll(keepingCapacity: true)
        }
        while index < bytes.count {
            let byte = bytes[index]
            index += 1
            switch byte {
            case 0x22 where isQuoted && index < bytes.count && bytes[index] == 0x22:
                field.append(byte)
                index += 1
            case 0x22: isQuoted.toggle()
            case 0x2C where !isQuoted: endField()
            case 0x0A where !isQuoted:
                endField()
                if record != [""] { records.append(record) }
                record = []
            case 0x0D where !isQuoted: continue
            default: field.append(byte)
            }
        }
        if !field.isEmpty || !record.isEmpty {
            endField()
            records.append(record)
        }
        return records
    }
}

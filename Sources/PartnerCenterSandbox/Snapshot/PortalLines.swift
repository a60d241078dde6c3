import Foundation

/// A portal reconciliation file as the lines of an export: each row an object of its columns, all as text.
enum PortalLines {
    static func jsonLines(csv: [UInt8]) -> [UInt8] {
        let text = String(decoding: csv, as: UTF8.self)
        let records = records(text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text)
        guard let names = records.first else { return [] }
        var lines: [UInt8] = []
        // A record with too few or too many fields goes out as it is: what to make of it is the client's affair.
        for record in records.dropFirst() {
            let fields = zip(names, record).map { quoted($0) + ":" + quoted($1) }
            lines += Array(("{" + fields.joined(separator: ",") + "}\n").utf8)
        }
        return lines
    }

    /// The records of a CSV text (RFC 4180).
    static func records(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field = String.UnicodeScalarView()
        var isQuoted = false
        var scalars = text.unicodeScalars.makeIterator()
        var held: Unicode.Scalar?
        func endRecord() {
            record.append(String(field))
            field.removeAll()
            if record != [""] { records.append(record) }
            record = []
        }
        while let scalar = held ?? scalars.next() {
            held = nil
            if isQuoted {
                guard scalar == "\"" else {
                    field.append(scalar)
                    continue
                }
                held = scalars.next()
                if held == "\"" {
                    field.append("\"")
                    held = nil
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," {
                record.append(String(field))
                field.removeAll()
            } else if scalar == "\n" {
                endRecord()
            } else if scalar != "\r" {
                field.append(scalar)
            }
        }
        if !field.isEmpty || !record.isEmpty { endRecord() }
        return records
    }

    private static func quoted(_ text: String) -> String { JSONOut.text(text) }
}

/// Brings the text of an answer to UTF-8. JSON is UTF-8 by its standard; proxies in between do not all know that.
enum TextEncoding {
    /// The text in UTF-8, the bytes themselves when they are that already; `nil` when they are neither what they say nor
    /// UTF-8.
    ///
    /// - Parameter contentType: may name a `charset`. A byte order mark wins over it.
    static func utf8(_ bytes: [UInt8], contentType: String?) -> [UInt8]? {
        if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), isBigEndian: true) }
        if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), isBigEndian: false) }
        switch charset(contentType ?? "") {
        case "utf-16be": return utf16(bytes[...], isBigEndian: true)
        case "utf-16le": return utf16(bytes[...], isBigEndian: false)
        case "utf-16" where bytes.first == 0: return utf16(bytes[...], isBigEndian: true)
        case "utf-16" where bytes.count > 1 && bytes[1] == 0: return utf16(bytes[...], isBigEndian: false)
        case "iso-8859-1", "latin1", "windows-1252", "us-ascii":
            // Often said of what is UTF-8 all the same.
            if String(validating: bytes, as: UTF8.self) != nil { return bytes }
            var text = String.UnicodeScalarView()
            text.append(contentsOf: bytes.map { Unicode.Scalar($0) })
            return Array(String(text).utf8)
        default: return bytes
        }
    }

    /// `application/json; charset="UTF-8"` says `utf-8`.
    private static func charset(_ contentType: String) -> String {
        for part in contentType.lowercased().split(separator: ";").dropFirst() {
            let sides = part.split(separator: "=", maxSplits: 1).map { $0.filter { !$0.isWhitespace && $0 != "\"" } }
            if sides.count == 2, sides[0] == "charset" { return sides[1] }
        }
        return ""
    }

    private static func utf16(_ bytes: ArraySlice<UInt8>, isBigEndian: Bool) -> [UInt8]? {
        guard bytes.count % 2 == 0 else { return nil }
        let units = stride(from: bytes.startIndex, to: bytes.endIndex, by: 2).map { index in
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            return isBigEndian ? first << 8 | second : second << 8 | first
        }
        return String(validating: units, as: UTF16.self).map { Array($0.utf8) }
    }
}

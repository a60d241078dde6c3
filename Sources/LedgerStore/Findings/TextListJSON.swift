internal import Foundation

/// Lists of texts in one column: a JSON array, which `json_each` and people can read.
enum TextListJSON {
    static func write(_ texts: [String]) -> String {
        var json = "["
        for (index, text) in texts.enumerated() {
            json += index == 0 ? "\"" : ",\""
            for scalar in text.unicodeScalars {
                switch scalar {
                case "\"": json += "\\\""
                case "\\": json += "\\\\"
                case "\n": json += "\\n"
                case "\u{0}"..<" ":
                    let code = String(scalar.value, radix: 16)
                    json += "\\u" + String(repeating: "0", count: 4 - code.count) + code
                default: json.unicodeScalars.append(scalar)
                }
            }
            json += "\""
        }
        return json + "]"
    }

    static func read(_ json: String, column: String) throws(LedgerError) -> [String] {
        do {
            return try JSONDecoder().decode([String].self, from: Data(json.utf8))
        } catch {
            throw .unreadable(table: "discrepancies", reason: "\(column) holds no list of texts: \(error)")
        }
    }
}

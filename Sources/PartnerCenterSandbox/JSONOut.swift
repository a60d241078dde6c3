/// Writes JSON texts.
enum JSONOut {
    /// A string with its quotes.
    static func text(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let hex = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    /// A link of a v1 body: relative, without `/v1` (billing API 2).
    static func link(_ uri: String, token: String? = nil) -> String {
        let headers = token.map { "{\"key\":\"MS-ContinuationToken\",\"value\":\(text($0))}" } ?? ""
        return "{\"uri\":\(text(uri)),\"method\":\"GET\",\"headers\":[\(headers)]}"
    }
}

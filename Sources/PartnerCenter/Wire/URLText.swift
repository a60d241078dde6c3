/// Percent-encoding, by RFC 3986: everything but the unreserved characters.
package enum URLText {
    package static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            let letter = (byte | 0x20) &- 97 < 26
            if letter || byte &- 48 <= 9 || "-._~".utf8.contains(byte) {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let hex = String(byte, radix: 16, uppercase: true)
                result += byte < 16 ? "%0" + hex : "%" + hex
            }
        }
        return result
    }

    /// `a=1&b=2`, names and values encoded. Also the body of a form.
    package static func form(_ fields: [(name: String, value: String)]) -> String {
        fields.map { encoded($0.name) + "=" + encoded($0.value) }.joined(separator: "&")
    }
}

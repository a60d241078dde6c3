/// JSON inside `<script type="application/json">`. Nothing in it can end the element or begin a comment: `<`, `>` and
/// `&` are written as escapes, and so are U+2028 and U+2029, which some readers take for line ends.
extension [UInt8] {
    mutating func append(scriptText text: String) {
        var text = text
        append(UInt8(ascii: "\""))
        text.withUTF8 { appendScriptCharacters(UnsafeRawBufferPointer($0)) }
        append(UInt8(ascii: "\""))
    }

    /// Copies whole runs of characters that stand for themselves.
    private mutating func appendScriptCharacters(_ text: UnsafeRawBufferPointer) {
        var copied = 0
        for index in text.indices {
            let escape: UInt16
            var length = 1
            switch text[index] {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"),
                0..<32, 127:
                escape = UInt16(text[index])
            case 0xE2 where text[index...].starts(with: [0xE2, 0x80, 0xA8]): (escape, length) = (0x2028, 3)
            case 0xE2 where text[index...].starts(with: [0xE2, 0x80, 0xA9]): (escape, length) = (0x2029, 3)
            default: continue
            }
            append(contentsOf: text[copied..<index])
            appendEscape(escape)
            copied = index + length
        }
        append(contentsOf: text[copied...])
    }

    private mutating func appendEscape(_ character: UInt16) {
        let digits = String(character, radix: 16)
        append(contentsOf: "\\u".utf8)
        append(contentsOf: repeatElement(UInt8(ascii: "0"), count: 4 - digits.utf8.count))
        append(contentsOf: digits.utf8)
    }
}

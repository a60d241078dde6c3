/// A JSON document whose keys keep the order they were given in, so that equal runs write equal bytes.
///
/// There are no fractions: money is text with all its digits, durations are whole milliseconds.
indirect enum JSONValue {
    case object([(key: String, value: JSONValue)])
    case array([JSONValue])
    case text(String)
    case integer(Int)
    case flag(Bool)
    case null

    /// The document as UTF-8, two spaces a level, with a line feed at its end.
    var document: [UInt8] {
        var bytes: [UInt8] = []
        write(to: &bytes, level: 0)
        bytes.append(10)
        return bytes
    }

    private func write(to bytes: inout [UInt8], level: Int) {
        switch self {
        case .object(let members):
            JSONValue.writeList("{", members, "}", to: &bytes, level) { member, bytes in
                JSONValue.writeText(member.key, to: &bytes)
                bytes.append(contentsOf: ": ".utf8)
                member.value.write(to: &bytes, level: level + 1)
            }
        case .array(let elements):
            JSONValue.writeList("[", elements, "]", to: &bytes, level) { $0.write(to: &$1, level: level + 1) }
        case .text(let text): JSONValue.writeText(text, to: &bytes)
        case .integer(let number): bytes.append(integer: number)
        case .flag(let flag): bytes.append(contentsOf: (flag ? "true" : "false").utf8)
        case .null: bytes.append(contentsOf: "null".utf8)
        }
    }

    private static func writeList<Element>(
        _ open: String, _ elements: [Element], _ close: String, to bytes: inout [UInt8], _ level: Int,
        each: (Element, inout [UInt8]) -> Void
    ) {
        bytes.append(contentsOf: open.utf8)
        for (index, element) in elements.enumerated() {
            if index > 0 { bytes.append(UInt8(ascii: ",")) }
            startLine(&bytes, level + 1)
            each(element, &bytes)
        }
        if !elements.isEmpty { startLine(&bytes, level) }
        bytes.append(contentsOf: close.utf8)
    }

    private static func startLine(_ bytes: inout [UInt8], _ level: Int) {
        bytes.append(10)
        bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: 2 * level))
    }

    private static func writeText(_ text: String, to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 10: bytes.append(contentsOf: "\\n".utf8)
            case 0..<32:
                let digits = String(byte, radix: 16)
                bytes.append(contentsOf: ("\\u00" + (digits.count == 1 ? "0" : "") + digits).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }
}

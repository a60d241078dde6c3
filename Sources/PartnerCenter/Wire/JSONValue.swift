package import BillingModel

/// A JSON document whose numbers keep their digits: prices carry more of them than a binary number, or a decoder's
/// decimal, would hold.
package enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    /// The digits as they came.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object([JSONMember])

    package struct JSONMember: Equatable, Sendable {
        package let name: String
        package let value: JSONValue

        package init(_ name: String, _ value: JSONValue) {
            self.name = name
            self.value = value
        }
    }

    /// Reads a whole document.
    package init(_ bytes: [UInt8]) throws(JSONFault) {
        var result: Result<JSONValue, JSONFault> = .success(.null)
        bytes.withUnsafeBytes { raw in
            do throws(JSONFault) {
                var cursor = JSONCursor(raw)
                let value = try JSONValue(&cursor, depth: 0)
                try cursor.finish()
                result = .success(value)
            } catch {
                result = .failure(error)
            }
        }
        self = try result.get()
    }

    /// Reads the value that the cursor stands at.
    package init(_ cursor: inout JSONCursor, depth: Int = 0) throws(JSONFault) {
        guard depth <= 64 else { throw cursor.fault("nested too deep") }
        switch cursor.peek() {
        case nil: throw cursor.fault("the document breaks off")
        case UInt8(ascii: "{"):
            var members: [JSONMember] = []
            try cursor.members { name, cursor throws(JSONFault) in
                members.append(JSONMember(name, try JSONValue(&cursor, depth: depth + 1)))
            }
            self = .object(members)
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try cursor.elements { cursor throws(JSONFault) in
                elements.append(try JSONValue(&cursor, depth: depth + 1))
            }
            self = .array(elements)
        case UInt8(ascii: "\""): self = .string(try cursor.string())
        case UInt8(ascii: "t"):
            try cursor.word("true")
            self = .bool(true)
        case UInt8(ascii: "f"):
            try cursor.word("false")
            self = .bool(false)
        case UInt8(ascii: "n"):
            try cursor.word("null")
            self = .null
        default: self = .number(cursor.ascii(try cursor.number()))
        }
    }

    /// A member, its name matched without regard to case (contracts, section 2); `nil` when absent or null.
    package subscript(name: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        let found = members.first { $0.name == name } ?? members.first { $0.name.lowercased() == name.lowercased() }
        guard let found, found.value != .null else { return nil }
        return found.value
    }

    /// The text of a string, a number or a truth value.
    package var text: String? {
        switch self {
        case .string(let text), .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .array, .object: nil
        }
    }

    /// A number that may be quoted; `nil` for anything else, and beyond 36 digits.
    package var decimal: ExactDecimal? {
        guard let text else { return nil }
        guard let mark = text.firstIndex(where: { $0 == "e" || $0 == "E" }) else { return ExactDecimal(text) }
        // The service writes small rates as 1E-05: shift the point, exactly.
        let tail = text[text.index(after: mark)...]
        guard let mantissa = ExactDecimal(String(text[..<mark])), let exponent = Int(tail.drop { $0 == "+" }),
            (-30...30).contains(exponent)
        else { return nil }
        let scale = Int(mantissa.scale) - exponent
        guard scale < 0 else {
            return scale <= ExactDecimal.maximumDigits
                ? ExactDecimal(coefficient: mantissa.coefficient, scale: scale) : nil
        }
        return ExactDecimal(mantissa.coefficient.description + String(repeating: "0", count: -scale))
    }

    package var int: Int? { text.flatMap { Int($0) } }

    package var bool: Bool? {
        switch self {
        case .bool(let value): value
        case .string(let text): Bool(text.lowercased())
        case .null, .number, .array, .object: nil
        }
    }

    package var elements: [JSONValue] {
        if case .array(let elements) = self { return elements }
        return []
    }

    package var members: [JSONMember] {
        if case .object(let members) = self { return members }
        return []
    }
}

/// What is wrong with a JSON document, and where.
package struct JSONFault: Error, Equatable, Sendable, CustomStringConvertible {
    package let reason: String
    /// Offset in bytes.
    package let offset: Int

    package var description: String { "\(reason) at byte \(offset)" }
}

/// Walks JSON bytes without building anything: envelopes are read, the lines inside are passed over.
///
/// The grammar is checked on the way (strings for control characters only, not for UTF-8), nesting is limited.
package struct JSONCursor {
    private let bytes: UnsafeRawBufferPointer
    package private(set) var offset = 0

    /// The deepest nesting that is followed.
    private static let deepest = 64

    package init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { offset = 3 }
    }

    func fault(_ reason: String) -> JSONFault { JSONFault(reason: reason, offset: offset) }

    /// The next byte that is not white space, not yet consumed; `nil` at the end.
    package mutating func peek() -> UInt8? {
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte != 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 { return byte }
            offset += 1
        }
        return nil
    }

    mutating func consume(_ byte: UInt8) throws(JSONFault) {
        guard peek() == byte else { throw fault("expected '\(Character(Unicode.Scalar(byte)))'") }
        offset += 1
    }

    /// Nothing but white space may follow.
    package mutating func finish() throws(JSONFault) {
        if peek() != nil { throw fault("something follows the document") }
    }

    /// Calls `body` for each member with the cursor at the value; `body` must consume the value.
    package mutating func members(
        _ body: (String, inout JSONCursor) throws(JSONFault) -> Void
    ) throws(JSONFault) {
        try consume(UInt8(ascii: "{"))
        if peek() == UInt8(ascii: "}") {
            offset += 1
            return
        }
        while true {
            let name = try string()
            try consume(UInt8(ascii: ":"))
            try body(name, &self)
            if try ends(with: UInt8(ascii: "}")) { return }
        }
    }

    /// Calls `body` for each element with the cursor at it; `body` must consume it.
    package mutating func elements(_ body: (inout JSONCursor) throws(JSONFault) -> Void) throws(JSONFault) {
        try consume(UInt8(ascii: "["))
        if peek() == UInt8(ascii: "]") {
            offset += 1
            return
        }
        while true {
            try body(&self)
            if try ends(with: UInt8(ascii: "]")) { return }
        }
    }

    private mutating func ends(with close: UInt8) throws(JSONFault) -> Bool {
        guard let byte = peek(), byte == close || byte == UInt8(ascii: ",") else {
            throw fault("expected ',' or '\(Character(Unicode.Scalar(close)))'")
        }
        offset += 1
        return byte == close
    }

    /// Passes over the next value and returns where it lies.
    @discardableResult
    package mutating func skip(depth: Int = 0) throws(JSONFault) -> Range<Int> {
        guard depth <= JSONCursor.deepest else { throw fault("nested too deep") }
        guard let byte = peek() else { throw fault("the document breaks off") }
        let start = offset
        switch byte {
        case UInt8(ascii: "{"):
            try members { _, cursor throws(JSONFault) in try cursor.skip(depth: depth + 1) }
        case UInt8(ascii: "["):
            try elements { cursor throws(JSONFault) in try cursor.skip(depth: depth + 1) }
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        default: _ = try number()
        }
        return start..<offset
    }

    mutating func word(_ text: StaticString) throws(JSONFault) {
        let length = text.utf8CodeUnitCount
        let matches = text.withUTF8Buffer { word in
            offset + length <= bytes.count && word.elementsEqual(bytes[offset..<offset + length])
        }
        guard matches else { throw fault("not a JSON value") }
        offset += length
    }

    /// The digits of a number, as they stand.
    mutating func number() throws(JSONFault) -> Range<Int> {
        let start = offset
        if at(UInt8(ascii: "-")) { offset += 1 }
        try digits()
        if at(UInt8(ascii: ".")) {
            offset += 1
            try digits()
        }
        if at(UInt8(ascii: "e")) || at(UInt8(ascii: "E")) {
            offset += 1
            if at(UInt8(ascii: "+")) || at(UInt8(ascii: "-")) { offset += 1 }
            try digits()
        }
        return start..<offset
    }

    private func at(_ byte: UInt8) -> Bool { offset < bytes.count && bytes[offset] == byte }

    private mutating func digits() throws(JSONFault) {
        let start = offset
        while offset < bytes.count, bytes[offset] &- 48 <= 9 { offset += 1 }
        if offset == start { throw fault("not a JSON value") }
    }

    /// Consumes a string; returns the bytes between the quotes, and whether there are escapes in them.
    @discardableResult
    mutating func skipString() throws(JSONFault) -> (range: Range<Int>, isEscaped: Bool) {
        try consume(UInt8(ascii: "\""))
        let start = offset
        var isEscaped = false
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte == UInt8(ascii: "\"") {
                offset += 1
                return (start..<offset - 1, isEscaped)
            }
            if byte < 0x20 { throw fault("a control character in a string") }
            if byte == UInt8(ascii: "\\") {
                isEscaped = true
                offset += 1
            }
            offset += 1
        }
        throw fault("a string has no end")
    }

    /// Consumes a string and returns its text.
    package mutating func string() throws(JSONFault) -> String {
        let (range, isEscaped) = try skipString()
        let raw = UnsafeRawBufferPointer(rebasing: bytes[range])
        if isEscaped { return try JSONEscapes.resolved(raw, at: range.lowerBound) }
        guard let text = String(validating: raw, as: UTF8.self) else { throw fault("a string is not UTF-8") }
        return text
    }

    /// The bytes of a range, as text that is known to be ASCII.
    func ascii(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}

/// The escapes inside JSON strings.
enum JSONEscapes {
    static func resolved(_ raw: UnsafeRawBufferPointer, at offset: Int) throws(JSONFault) -> String {
        var units: [UInt16] = []
        var result: [UInt8] = []
        var index = 0
        func fault() -> JSONFault { JSONFault(reason: "a broken escape in a string", offset: offset + index) }
        func flush() {
            result.append(contentsOf: String(decoding: units, as: UTF16.self).utf8)
            units.removeAll(keepingCapacity: true)
        }
        while index < raw.count {
            let byte = raw[index]
            guard byte == UInt8(ascii: "\\") else {
                flush()
                result.append(byte)
                index += 1
                continue
            }
            guard index + 1 < raw.count else { throw fault() }
            let kind = raw[index + 1]
            if kind == UInt8(ascii: "u") {
                guard index + 6 <= raw.count,
                    let unit = UInt16(String(decoding: raw[index + 2..<index + 6], as: UTF8.self), radix: 16)
                else { throw fault() }
                units.append(unit)
                index += 6
                continue
            }
            flush()
            guard let plain = plain[kind] else { throw fault() }
            result.append(plain)
            index += 2
        }
        flush()
        guard let text = String(validating: result, as: UTF8.self) else { throw fault() }
        return text
    }

    private static let plain: [UInt8: UInt8] = [
        UInt8(ascii: "\""): UInt8(ascii: "\""), UInt8(ascii: "\\"): UInt8(ascii: "\\"),
        UInt8(ascii: "/"): UInt8(ascii: "/"),
        UInt8(ascii: "b"): 8, UInt8(ascii: "f"): 12, UInt8(ascii: "n"): 10, UInt8(ascii: "r"): 13, UInt8(ascii: "t"): 9,
    ]
}

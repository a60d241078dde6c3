internal import BillingModel
internal import Glibc

/// Values as XML documents write them.
enum XMLText {
    /// Drops XML's white space at both ends.
    static func trimmed(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        var range = bytes.startIndex..<bytes.endIndex
        while let first = range.first, isSpace(bytes[first]) { range.removeFirst() }
        while let last = range.last, isSpace(bytes[last]) { range.removeLast() }
        return UnsafeRawBufferPointer(rebasing: bytes[range])
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 || byte == 13 }

    /// A decimal number by XML Schema's grammar, `[+-]?(digits(.digits?)?|.digits)`, and nothing else: no exponent, no
    /// comma, no text behind it. `nil` for anything else and for more digits than an exact number holds.
    static func decimal(_ bytes: UnsafeRawBufferPointer) -> ExactDecimal? {
        if case .value(let value) = DecimalText.read(bytes) { return value }
        // The rarer spellings: +5, .50, 5.
        var digits = Array(bytes)
        var sign: [UInt8] = []
        if digits.first == UInt8(ascii: "+") {
            digits.removeFirst()
        } else if digits.first == UInt8(ascii: "-") {
            sign = [digits.removeFirst()]
        }
        if digits.first == UInt8(ascii: "."), digits.count > 1 { digits.insert(UInt8(ascii: "0"), at: 0) }
        if digits.last == UInt8(ascii: "."), digits.count > 1 { digits.removeLast() }
        guard let first = digits.first, first != UInt8(ascii: "-") else { return nil }
        return (sign + digits).withUnsafeBytes {
            if case .value(let value) = DecimalText.read($0) { value } else { nil }
        }
    }

    /// A day, `YYYY-MM-DD`; what may follow (a time, a zone) is taken to UTC when `zoned`, and dropped otherwise: an
    /// invoice's date is the day that stands on it, wherever it was written.
    static func day(_ bytes: UnsafeRawBufferPointer, zoned: Bool = false) -> CalendarDate? {
        let text = zoned ? bytes : UnsafeRawBufferPointer(rebasing: bytes.prefix(10))
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), case .date(let date) = DateText.read(text) else {
            return nil
        }
        return date
    }

    /// A day, `YYYYMMDD`: format 102 of UN/CEFACT.
    static func compactDay(_ bytes: UnsafeRawBufferPointer) -> CalendarDate? {
        guard bytes.count == 8, bytes.allSatisfy({ $0 &- 48 <= 9 }) else { return nil }
        func number(_ range: Range<Int>) -> Int { range.reduce(0) { $0 * 10 + Int(bytes[$1] - 48) } }
        return CalendarDate(year: number(0..<4), month: number(4..<6), day: number(6..<8))
    }

    /// `true`, `false`, `1`, `0`.
    static func boolean(_ bytes: UnsafeRawBufferPointer) -> Bool? {
        switch String(decoding: bytes, as: UTF8.self) {
        case "true", "1": true
        case "false", "0": false
        default: nil
        }
    }

    /// Text for a message: short, on one line.
    static func quoted(_ bytes: UnsafeRawBufferPointer) -> String {
        let text = String(decoding: bytes.prefix(60), as: UTF8.self).map { $0.isNewline ? " " : $0 }
        return "\"\(String(text))\""
    }
}

extension ElementReader {
    func text() throws(XMLFault) -> Stated<String> {
        try value { bytes, line in Stated(String(decoding: bytes, as: UTF8.self), line: line) }
    }

    func decimal(_ name: Element) throws(XMLFault) -> Stated<ExactDecimal> {
        try value { (bytes, line) throws(XMLFault) in
            guard let value = XMLText.decimal(bytes) else {
                throw XMLFault(line: line, "\(name.localName) is no decimal number: \(XMLText.quoted(bytes))")
            }
            return Stated(value, line: line)
        }
    }

    func day(_ name: Element, zoned: Bool = false) throws(XMLFault) -> Stated<CalendarDate> {
        try value { (bytes, line) throws(XMLFault) in
            guard let value = XMLText.day(bytes, zoned: zoned) else {
                throw XMLFault(line: line, "\(name.localName) is no date: \(XMLText.quoted(bytes))")
            }
            return Stated(value, line: line)
        }
    }

    func currency(_ name: Element) throws(XMLFault) -> Stated<CurrencyCode> {
        try value { (bytes, line) throws(XMLFault) in
            guard let value = CurrencyCode(bytes) else {
                throw XMLFault(line: line, "\(name.localName) is no ISO 4217 currency: \(XMLText.quoted(bytes))")
            }
            return Stated(value, line: line)
        }
    }

    func boolean(_ name: Element) throws(XMLFault) -> Bool {
        try value { (bytes, line) throws(XMLFault) in
            guard let value = XMLText.boolean(bytes) else {
                throw XMLFault(line: line, "\(name.localName) is neither true nor false: \(XMLText.quoted(bytes))")
            }
            return value
        }
    }
}

extension Vocabulary {
    /// The name without the prefix.
    var localName: Substring { rawValue.split(separator: ":").last ?? "" }
}

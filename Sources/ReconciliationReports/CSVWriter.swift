package import BillingModel

/// Writes a report as CSV: UTF-8 with BOM, CRLF, RFC 4180 quoting, one header row.
///
/// Cells are written one after the other, then ``endRow()``. Bytes gather in a buffer that goes to the output whenever
/// it is full, so a report of a million rows needs no more memory than one of ten.
///
/// A **text** cell that a spreadsheet would run as a formula (it begins with `=`, `+`, `-`, `@`, TAB or CR) gets a
/// leading apostrophe, unless it is a plain number; figures have cells of their own kind and are never touched
/// (CWE-1236).
package struct CSVWriter: ~Copyable {
    package typealias Output = (UnsafeRawBufferPointer) throws(ReportError) -> Void

    private var buffer: [UInt8] = [0xEF, 0xBB, 0xBF]
    private var isAtRowStart = true
    private let portion: Int
    private let output: Output

    /// Starts a report with its header row. `output` gets the bytes in portions of about `portion`.
    package init(columns: [String], portion: Int = 256 << 10, output: @escaping Output) {
        self.portion = portion
        self.output = output
        buffer.reserveCapacity(portion + 4096)
        for column in columns { text(column) }
        closeRow()
    }

    // MARK: Cells

    /// Words, ids, names and sentences.
    package mutating func text(_ cell: String) {
        separate()
        var cell = cell
        cell.withUTF8 { appendText(UnsafeRawBufferPointer($0)) }
    }

    /// A quantity or a price, every digit of it; empty when there is none.
    package mutating func number(_ cell: ExactDecimal?) {
        separate()
        if let cell { buffer.append(number: cell) }
    }

    /// Money with at least two decimals; empty when there is none.
    package mutating func amount(_ cell: Amount?) {
        separate()
        if let cell { buffer.append(amount: cell) }
    }

    package mutating func integer(_ cell: Int?) {
        separate()
        if let cell { buffer.append(integer: cell) }
    }

    /// ISO 8601; empty when there is none.
    package mutating func date(_ cell: CalendarDate?) {
        separate()
        if let cell { buffer.append(date: cell) }
    }

    /// `true` or `false`.
    package mutating func flag(_ cell: Bool) {
        separate()
        buffer.append(contentsOf: (cell ? "true" : "false").utf8)
    }

    // MARK: Rows

    package mutating func endRow() throws(ReportError) {
        closeRow()
        if buffer.count >= portion { try flush() }
    }

    /// Hands out what is left. Without it the report is cut.
    package consuming func finish() throws(ReportError) {
        try flush()
    }

    private mutating func closeRow() {
        buffer.append(13)
        buffer.append(10)
        isAtRowStart = true
    }

    private mutating func separate() {
        if !isAtRowStart { buffer.append(UInt8(ascii: ",")) }
        isAtRowStart = false
    }

    private mutating func flush() throws(ReportError) {
        try buffer.span.bytes.withUnsafeBytes { (bytes) throws(ReportError) in try output(bytes) }
        buffer.removeAll(keepingCapacity: true)
    }

    // MARK: Text

    private mutating func appendText(_ text: UnsafeRawBufferPointer) {
        let isGuarded = CSVWriter.runsAsFormula(text)
        let isQuoted = text.contains {
            $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 == 10 || $0 == 13
        }
        if isQuoted { buffer.append(UInt8(ascii: "\"")) }
        if isGuarded { buffer.append(UInt8(ascii: "'")) }
        if isQuoted {
            for byte in text {
                if byte == UInt8(ascii: "\"") { buffer.append(byte) }
                buffer.append(byte)
            }
            buffer.append(UInt8(ascii: "\""))
        } else {
            buffer.append(contentsOf: text)
        }
    }

    private static func runsAsFormula(_ text: UnsafeRawBufferPointer) -> Bool {
        guard let first = text.first else { return false }
        switch first {
        case UInt8(ascii: "="), UInt8(ascii: "@"), 9, 13: return true
        case UInt8(ascii: "+"), UInt8(ascii: "-"): return !isPlainNumber(UnsafeRawBufferPointer(rebasing: text[1...]))
        default: return false
        }
    }

    /// Digits with at most one point among them; what stands before is a sign.
    private static func isPlainNumber(_ unsigned: UnsafeRawBufferPointer) -> Bool {
        guard let first = unsigned.first, let last = unsigned.last, first &- 48 <= 9, last &- 48 <= 9 else {
            return false
        }
        var points = 0
        for byte in unsigned where byte &- 48 > 9 {
            if byte != UInt8(ascii: ".") { return false }
            points += 1
        }
        return points <= 1
    }
}

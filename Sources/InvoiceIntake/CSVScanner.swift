/// The buffer of a ``CSVRecordReader`` and the search for records in it: no input, no allocation but the buffer's.
///
/// The bytes from `cursor` to `filled` are unread. One line feed stands behind them as a sentinel, and eight more bytes
/// may be loaded beyond it, so the search for the end of a field looks at eight bytes at a time without a bound check.
struct CSVScanner: ~Copyable {
    enum Step {
        case record, end
        case malformed(CSVFault)
        /// The unread bytes hold no whole record.
        case needsBytes
    }

    /// A field: a range of the buffer or, when it holds doubled quotation marks, of the scratch beside it.
    private struct Field {
        var start: Int32
        var count: Int32
        var isInScratch: Bool
    }

    private let limits: CSVLimits
    private var buffer: UnsafeMutableRawPointer
    /// As large as the buffer; an unfolded field stands at the place it has in the buffer.
    private var scratch: UnsafeMutableRawPointer
    private var capacity: Int
    private let fields: UnsafeMutablePointer<Field>

    private var cursor = 0
    private var filled = 0
    /// Physical line at `cursor`.
    private var line = 1
    private var isAtStart = true
    /// The rest of the line at `cursor` belongs to a record that was given up.
    private var skipsLine = false

    private(set) var fieldCount = 0
    private(set) var recordLine = 1
    private(set) var recordLineCount = 1
    private var record = 0..<0

    private static let chunk = 512 << 10
    private static let slack = 16

    init(limits: CSVLimits) {
        self.limits = limits
        capacity = CSVScanner.chunk
        buffer = .allocate(byteCount: capacity + CSVScanner.slack, alignment: 64)
        scratch = .allocate(byteCount: capacity, alignment: 64)
        fields = .allocate(capacity: limits.fieldCount)
        buffer.initializeMemory(as: UInt8.self, repeating: 10, count: capacity + CSVScanner.slack)
    }

    deinit {
        buffer.deallocate()
        scratch.deallocate()
        fields.deallocate()
    }

    var rawRecord: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: buffer + record.lowerBound, count: record.count)
    }

    @inline(__always)
    func field(_ index: Int) -> UnsafeRawBufferPointer {
        precondition(index >= 0 && index < fieldCount)
        let field = fields[index]
        return UnsafeRawBufferPointer(
            start: (field.isInScratch ? scratch : buffer) + Int(field.start), count: Int(field.count))
    }

    // MARK: Bytes coming in

    /// Moves the unread bytes to the front, and doubles the buffer when a record fills it.
    mutating func makeRoom() {
        let unread = filled - cursor
        if cursor > 0 {
            buffer.copyMemory(from: buffer + cursor, byteCount: unread)
            (cursor, filled) = (0, unread)
        } else if unread == capacity {
            let larger = UnsafeMutableRawPointer.allocate(byteCount: 2 * capacity + CSVScanner.slack, alignment: 64)
            larger.initializeMemory(as: UInt8.self, repeating: 10, count: 2 * capacity + CSVScanner.slack)
            larger.copyMemory(from: buffer, byteCount: unread)
            buffer.deallocate()
            scratch.deallocate()
            capacity *= 2
            buffer = larger
            scratch = .allocate(byteCount: capacity, alignment: 64)
        }
        setSentinel()
        record = 0..<0
        fieldCount = 0
    }

    /// Where bytes may be put; `nil` when the buffer is full.
    var room: UnsafeMutableRawBufferPointer? {
        filled < capacity ? UnsafeMutableRawBufferPointer(start: buffer + filled, count: capacity - filled) : nil
    }

    mutating func accept(_ count: Int) {
        filled += count
        setSentinel()
    }

    private func setSentinel() { buffer.storeBytes(of: 10, toByteOffset: filled, as: UInt8.self) }

    // MARK: Records going out

    /// Looks for the next record among the unread bytes.
    mutating func scan(sourceEnded: Bool) -> Step {
        if isAtStart {
            if filled < 3, !sourceEnded { return .needsBytes }
            if filled >= 3, byte(0) == 0xEF, byte(1) == 0xBB, byte(2) == 0xBF { cursor = 3 }
            isAtStart = false
        }
        guard passLineBreaks(sourceEnded) else { return .needsBytes }
        if cursor == filled { return .end }
        recordLine = line
        recordLineCount = 1
        fieldCount = 0
        let step = scanFields(sourceEnded)
        switch step {
        case .malformed: giveUp()
        case .needsBytes where filled - cursor > limits.recordBytes:
            giveUp()
            return .malformed(.recordTooLong)
        default: break
        }
        return step
    }

    /// Passes over empty lines, and over the rest of a line that was given up. `false` when more bytes are needed.
    private mutating func passLineBreaks(_ sourceEnded: Bool) -> Bool {
        while true {
            if skipsLine { cursor = endOfLine(from: cursor) }
            if cursor == filled { return sourceEnded }
            guard byte(cursor) == 10 || byte(cursor) == 13 else { return true }
            guard let next = afterLineBreak(cursor, sourceEnded) else { return false }
            cursor = next
            line += 1
            skipsLine = false
        }
    }

    private mutating func scanFields(_ sourceEnded: Bool) -> Step {
        var at = cursor
        var seen: UInt64 = 0
        while true {
            if fieldCount == limits.fieldCount { return .malformed(.tooManyFields) }
            let end: Int
            if byte(at) == UInt8(ascii: "\""), at < filled {
                switch scanQuoted(at, sourceEnded) {
                case .closed(let after): end = after
                case .stopped(let step): return step
                }
                seen = ~0  // not looked at word by word: let the check at the end decide
            } else {
                end = unquotedEnd(from: at, &seen)
                if byte(end) == UInt8(ascii: "\""), end < filled { return .malformed(.quoteInsideField) }
                if end - at > limits.fieldBytes { return .malformed(.fieldTooLong) }
                fields[fieldCount] = Field(start: Int32(at), count: Int32(end - at), isInScratch: false)
            }
            fieldCount += 1
            if end == filled {
                if !sourceEnded { return .needsBytes }
                return close(end, next: end, seen)
            }
            if byte(end) == UInt8(ascii: ",") {
                at = end + 1
                continue
            }
            guard let next = afterLineBreak(end, sourceEnded) else { return .needsBytes }
            return close(end, next: next, seen)
        }
    }

    /// Takes the record that ends at `end` and puts the cursor behind it.
    @inline(__always)
    private mutating func close(_ end: Int, next: Int, _ seen: UInt64) -> Step {
        if end - cursor > limits.recordBytes { return .malformed(.recordTooLong) }
        let whole = cursor..<end
        if seen & 0x8080_8080_8080_8080 != 0, !isUTF8(whole) { return .malformed(.notUTF8) }
        record = whole
        line += recordLineCount
        cursor = next
        return .record
    }

    /// Where the unquoted field that starts at `start` ends: at a comma, a line break, a quotation mark, the sentinel.
    ///
    /// All four are below 0x2D, as few other bytes of an order book are, so one subtraction finds the candidates of
    /// eight bytes. A borrow may name a byte too many behind a true one; each is looked at, so that costs nothing.
    @inline(__always)
    private func unquotedEnd(from start: Int, _ seen: inout UInt64) -> Int {
        var at = start
        while true {
            let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            seen |= word
            var candidates = (word &- 0x2D2D_2D2D_2D2D_2D2D) & ~word & 0x8080_8080_8080_8080
            while candidates != 0 {
                let place = at + candidates.trailingZeroBitCount >> 3
                switch byte(place) {
                case UInt8(ascii: ","), 10, 13, UInt8(ascii: "\""): return place
                default: candidates &= candidates &- 1
                }
            }
            at += 8
        }
    }

    private enum Quoted {
        /// The place behind the closing quotation mark.
        case closed(Int)
        case stopped(Step)
    }

    /// Reads the field whose opening quotation mark stands at `open`.
    private mutating func scanQuoted(_ open: Int, _ sourceEnded: Bool) -> Quoted {
        let start = open + 1
        var at = start
        var isDoubled = false
        while true {
            while at < filled, byte(at) != UInt8(ascii: "\"") { at += 1 }
            if at - start > limits.fieldBytes { return .stopped(.malformed(.fieldTooLong)) }
            if at == filled { return .stopped(sourceEnded ? .malformed(.unclosedQuote) : .needsBytes) }
            if at + 1 == filled, !sourceEnded { return .stopped(.needsBytes) }
            if at + 1 == filled || byte(at + 1) != UInt8(ascii: "\"") { break }
            isDoubled = true
            at += 2
        }
        let after = at + 1
        if after < filled {
            switch byte(after) {
            case UInt8(ascii: ","), 10, 13: break
            default: return .stopped(.malformed(.textAfterQuote))
            }
        }
        recordLineCount += lineBreaks(in: start..<at)
        let count = isDoubled ? unfold(start..<at) : at - start
        fields[fieldCount] = Field(start: Int32(start), count: Int32(count), isInScratch: isDoubled)
        return .closed(after)
    }

    /// Copies a field to the scratch with `""` read as `"`, and returns its length.
    private func unfold(_ range: Range<Int>) -> Int {
        var from = range.lowerBound
        var to = range.lowerBound
        while from < range.upperBound {
            let value = byte(from)
            scratch.storeBytes(of: value, toByteOffset: to, as: UInt8.self)
            from += value == UInt8(ascii: "\"") ? 2 : 1
            to += 1
        }
        return to - range.lowerBound
    }

    // MARK: Giving up

    mutating func resumeAfterFirstLine() {
        cursor = record.lowerBound
        line = recordLine
        skipsLine = true
    }

    /// Ends a malformed record at the end of its first line; the rest of that line is passed over by the next scan.
    private mutating func giveUp() {
        record = cursor..<endOfLine(from: cursor)
        cursor = record.upperBound
        recordLineCount = 1
        fieldCount = 0
        skipsLine = true
    }

    // MARK: Bytes

    @inline(__always)
    private func byte(_ at: Int) -> UInt8 { buffer.load(fromByteOffset: at, as: UInt8.self) }

    /// The place behind the line break at `at`; `nil` when a line feed may still follow a carriage return.
    @inline(__always)
    private func afterLineBreak(_ at: Int, _ sourceEnded: Bool) -> Int? {
        if byte(at) == 10 { return at + 1 }
        if at + 1 == filled { return sourceEnded ? at + 1 : nil }
        return byte(at + 1) == 10 ? at + 2 : at + 1
    }

    private func endOfLine(from start: Int) -> Int {
        var at = start
        while at < filled, byte(at) != 10, byte(at) != 13 { at += 1 }
        return at
    }

    private func lineBreaks(in range: Range<Int>) -> Int {
        var count = 0
        for at in range where byte(at) == 10 || (byte(at) == 13 && byte(at + 1) != 10) { count += 1 }
        return count
    }

    private func isUTF8(_ range: Range<Int>) -> Bool {
        let bytes = UnsafeRawBufferPointer(start: buffer + range.lowerBound, count: range.count)
        return bytes.withMemoryRebound(to: UInt8.self) { text in
            do {
                _ = try UTF8Span(validating: text.span)
                return true
            } catch {
                return false
            }
        }
    }
}

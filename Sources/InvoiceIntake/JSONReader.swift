internal import BillingModel
internal import CSimdJSON

/// One JSON parser with its working memory: lines or a document at a time. Texts it hands out are valid until the next
/// call that reads.
struct JSONReader: ~Copyable {
    private let parser: OpaquePointer
    /// Reserved behind every buffer that is given to the parser.
    static let padding = CSJ_PADDING

    init(limits: IntakeLimits) {
        guard let parser = csj_create(UInt32(clamping: limits.nesting)) else { preconditionFailure("out of memory") }
        self.parser = parser
    }

    deinit { csj_destroy(parser) }

    /// A line that the parser came past.
    struct Line {
        var status = CSJ_OK
        /// Offset and length in the bytes given, without the line feed.
        var range = 0..<0
        /// Counted from 0 in the bytes given.
        var number = 0
        var hasUnknownFields = false
    }

    /// Takes whole lines, followed by ``padding`` readable bytes.
    func openLines(_ bytes: UnsafeRawBufferPointer) -> csj_status {
        guard let base = bytes.baseAddress else { return CSJ_OK }
        return csj_open_lines(parser, base.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    /// Decodes the next line that is not blank; `nil` after the last.
    @inline(__always)
    func nextLine(_ table: FieldTable, into slots: RecordSlots) -> Line? {
        var place = csj_line()
        let status = csj_next_line(parser, table.names, slots.base, &place)
        if status == CSJ_END { return nil }
        return Line(
            status: status, range: place.start..<(place.start + place.length), number: place.line_feeds_before,
            hasUnknownFields: place.unknown_fields)
    }

    /// Line feeds in the bytes given, once the last line has been passed.
    var lineFeeds: Int { csj_line_feeds(parser) }

    /// Takes one document, followed by ``padding`` readable bytes, and validates it whole.
    func openDocument(_ bytes: UnsafeRawBufferPointer) -> csj_status {
        guard let base = bytes.baseAddress else { return CSJ_SYNTAX }
        return csj_open_document(parser, base.assumingMemoryBound(to: UInt8.self), bytes.count)
    }

    /// The value at a position of the document; the root is at 0.
    func value(at position: UInt32) -> csj_slot {
        var slot = csj_slot()
        _ = csj_read_value(parser, position, &slot)
        return slot
    }

    /// Decodes the object at a position.
    func readObject(at position: UInt32, _ table: FieldTable, into slots: RecordSlots) -> csj_status {
        csj_read_object(parser, table.names, position, slots.base)
    }

    /// Calls `body` with the position of each element of an array.
    func forEachElement<Failure: Error>(
        of array: UInt32, _ body: (UInt32) throws(Failure) -> Void
    ) throws(Failure) {
        var element: UInt32 = 0
        var status = csj_first_element(parser, array, &element)
        while status == CSJ_OK {
            try body(element)
            status = csj_next_element(parser, &element)
        }
    }

    /// What a status says, for a person; `table` names the field of a conflict.
    func reason(_ status: csj_status, fields: (Int) -> String = { "number \($0)" }) -> String {
        switch status {
        case CSJ_OK: "nothing is wrong"
        case CSJ_SYNTAX: "not a JSON object"
        case CSJ_NO_OBJECT: "JSON, but not an object"
        case CSJ_NO_UTF8: "not UTF-8"
        case CSJ_OPEN_STRING: "a text without its closing quote"
        case CSJ_CONTROL_CHARACTER: "a raw control character inside a text"
        case CSJ_BAD_ESCAPE: "a malformed escape inside a text"
        case CSJ_TOO_DEEP: "nested too deeply"
        case CSJ_CONFLICT: "\(fields(Int(csj_conflict(parser)))) is given twice with different values"
        case CSJ_NO_MEMORY: "no memory left to read it"
        default: "unreadable"
        }
    }
}

/// The slots that a record is decoded into; they belong to whoever allocated them.
struct RecordSlots {
    let base: UnsafeMutablePointer<csj_slot>
    let count: Int

    init(_ table: FieldTable) {
        count = table.slotCount
        base = .allocate(capacity: count)
        base.initialize(repeating: csj_slot(), count: count)
    }

    func deallocate() { base.deallocate() }

    subscript(slot: Int) -> csj_slot {
        @inline(__always) get { base[slot] }
        nonmutating set { base[slot] = newValue }
    }

    func clear() { base.update(repeating: csj_slot(), count: count) }
}

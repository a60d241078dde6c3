import Glibc

/// Watches billed lines go by and notes which customers were charged for reservations: their entitlements are worth
/// asking for. A search of bytes and no reading, because every line of a night passes here.
package struct ReservationWatch: Sendable {
    /// In lower case, without the `org:` that some lines put before it.
    package private(set) var customers: Set<String> = []
    /// The beginning of a line whose end has not come yet.
    private var rest: [UInt8] = []

    /// What is kept of a line that does not end.
    private static let longestLine = 1 << 20
    /// Without the first letter, which is a capital one in exports only.
    private static let reservation = BytePattern("eservationOrderId\"")
    private static let customer = BytePattern("ustomerId\"")

    package init() {}

    /// Takes the next bytes of JSON Lines; a line may be spread over several pieces.
    package mutating func take(_ piece: UnsafeRawBufferPointer) {
        guard let end = ReservationWatch.newline(in: piece) else { return hold(piece) }
        var lines = piece
        if !rest.isEmpty {
            hold(UnsafeRawBufferPointer(rebasing: piece[...end]))
            finish()
            lines = UnsafeRawBufferPointer(rebasing: piece[(end + 1)...])
        }
        guard let last = lines.lastIndex(of: 0x0A) else { return hold(lines) }
        let whole = last + 1
        look(at: UnsafeRawBufferPointer(rebasing: lines[..<whole]))
        hold(UnsafeRawBufferPointer(rebasing: lines[whole...]))
    }

    /// The last line had no end of its own.
    package mutating func finish() {
        let held = rest
        rest.removeAll(keepingCapacity: true)
        held.withUnsafeBytes { look(at: $0) }
    }

    /// Takes a page of v1, which is no lines: it is read only when a reservation stands on it.
    package mutating func take(page: [UInt8]) throws(JSONFault) {
        guard page.withUnsafeBytes(ReservationWatch.hasReservation) else { return }
        for item in try JSONValue(page)["items"]?.elements ?? []
        where item["reservationOrderId"]?.text?.isEmpty == false {
            note(item["customerId"]?.text ?? "")
        }
    }

    private mutating func hold(_ bytes: UnsafeRawBufferPointer) {
        guard rest.count + bytes.count <= ReservationWatch.longestLine else { return }
        rest.append(contentsOf: bytes)
    }

    /// Whole lines.
    private mutating func look(at lines: UnsafeRawBufferPointer) {
        var from = 0
        while let hit = ReservationWatch.reservation.first(in: lines, from: from) {
            from = hit + ReservationWatch.reservation.count
            guard !ReservationWatch.text(in: lines, from: from).isEmpty else { continue }
            let start = lines[..<hit].lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
            let behind = UnsafeRawBufferPointer(rebasing: lines[from...])
            let end = ReservationWatch.newline(in: behind).map { from + $0 } ?? lines.count
            let line = UnsafeRawBufferPointer(rebasing: lines[start..<end])
            note(ReservationWatch.customer(of: line))
            from = end
        }
    }

    /// The first text under that name; the name may stand in other texts as well.
    private static func customer(of line: UnsafeRawBufferPointer) -> String {
        var from = 0
        while let hit = customer.first(in: line, from: from) {
            from = hit + customer.count
            let text = text(in: line, from: from)
            if !text.isEmpty { return String(decoding: text, as: UTF8.self) }
        }
        return ""
    }

    private mutating func note(_ customer: String) {
        let id = customer.lowercased().replacing(/^org:/, with: "")
        if !id.isEmpty, id.utf8.count <= 100 { customers.insert(id) }
    }

    private static func hasReservation(_ bytes: UnsafeRawBufferPointer) -> Bool {
        var from = 0
        while let hit = reservation.first(in: bytes, from: from) {
            from = hit + reservation.count
            if !text(in: bytes, from: from).isEmpty { return true }
        }
        return false
    }

    private static func newline(in bytes: UnsafeRawBufferPointer) -> Int? {
        guard let base = bytes.baseAddress, let hit = memchr(base, 0x0A, bytes.count) else { return nil }
        return UnsafeRawPointer(hit) - base
    }

    /// The text behind a field's name; empty when there is none.
    private static func text(in bytes: UnsafeRawBufferPointer, from start: Int) -> UnsafeRawBufferPointer.SubSequence {
        var index = start
        while index < bytes.count, bytes[index] <= 0x20 || bytes[index] == UInt8(ascii: ":") { index += 1 }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "\"") else { return bytes[bytes.count...] }
        let text = bytes[(index + 1)...]
        return text[..<(text.firstIndex(of: UInt8(ascii: "\"")) ?? text.endIndex)]
    }
}

/// A text that is looked for in many bytes (Horspool): most of them are never looked at.
struct BytePattern: Sendable {
    private let bytes: [UInt8]
    /// By the byte under the pattern's last: how far to move on.
    private let shifts: [Int]

    /// The pattern's length in bytes.
    var count: Int { bytes.count }

    init(_ text: String) {
        bytes = Array(text.utf8)
        var shifts = Array(repeating: bytes.count, count: 256)
        for (index, byte) in bytes.dropLast().enumerated() { shifts[Int(byte)] = bytes.count - 1 - index }
        self.shifts = shifts
    }

    /// Where it begins for the first time at or after `start`.
    func first(in text: UnsafeRawBufferPointer, from start: Int) -> Int? {
        bytes.withUnsafeBufferPointer { pattern in
            shifts.withUnsafeBufferPointer { shifts in
                let last = pattern.count - 1
                guard last >= 0 else { return nil }
                var index = start + last
                while index < text.count {
                    let byte = text[index]
                    if byte == pattern[last], fits(pattern, text, at: index - last) { return index - last }
                    index += shifts[Int(byte)]
                }
                return nil
            }
        }
    }

    @inline(__always)
    private func fits(_ pattern: UnsafeBufferPointer<UInt8>, _ text: UnsafeRawBufferPointer, at start: Int) -> Bool {
        for index in pattern.indices where pattern[index] != text[start + index] { return false }
        return true
    }
}

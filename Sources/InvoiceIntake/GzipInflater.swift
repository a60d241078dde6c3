internal import CZlib

/// zlib's `inflate` over the members of a gzip file, a buffer at a time.
struct GzipInflater: ~Copyable {
    struct Step {
        /// Stored bytes taken.
        var consumed: Int
        /// Bytes written.
        var produced: Int
        /// The last member is complete and no other has begun.
        var isBetweenMembers: Bool
    }

    private let path: String
    /// zlib keeps the address, so it must not move.
    private let stream: UnsafeMutablePointer<z_stream>
    private var isBetweenMembers = false

    init(path: String) throws(IntakeError) {
        self.path = path
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        let gzipOnly: Int32 = 15 + 16
        let code = inflateInit2_(stream, gzipOnly, zlibVersion(), Int32(MemoryLayout<z_stream>.size))
        if code != Z_OK { throw .corrupt(path: path, reason: "zlib refused to start (\(code))") }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Unfolds some of `input[range]` into `target`. Zero bytes behind the last member are padding; anything else
    /// there has to be another member.
    mutating func unfold(
        _ input: UnsafeMutableRawBufferPointer, _ range: Range<Int>, into target: UnsafeMutableRawBufferPointer
    ) throws(IntakeError) -> Step {
        var start = range.lowerBound
        if isBetweenMembers {
            while start < range.upperBound, input[start] == 0 { start += 1 }
            if start == range.upperBound {
                return Step(consumed: range.count, produced: 0, isBetweenMembers: true)
            }
            inflateReset(stream)
            isBetweenMembers = false
        }
        stream.pointee.next_in = input.baseAddress?.advanced(by: start).assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_in = UInt32(range.upperBound - start)
        stream.pointee.next_out = target.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let room = UInt32(min(target.count, 1 << 30))
        stream.pointee.avail_out = room
        let code = inflate(stream, Z_NO_FLUSH)
        switch code {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isBetweenMembers = true
        default:
            let reason = stream.pointee.msg.map { String(cString: $0) } ?? "error \(code)"
            throw .corrupt(path: path, reason: "damaged gzip stream: \(reason)")
        }
        return Step(
            consumed: range.upperBound - Int(stream.pointee.avail_in) - range.lowerBound,
            produced: Int(room - stream.pointee.avail_out), isBetweenMembers: isBetweenMembers)
    }
}

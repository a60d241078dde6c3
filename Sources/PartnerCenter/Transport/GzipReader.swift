import CZlib

/// Unpacks gzip in a stream, to prove that it is whole: checksum, length, nothing behind it but further members.
///
/// Bounded in memory (one window), in output and in the ratio of output to input, so that a small body cannot become
/// a large one.
struct GzipReader: Sendable {
    private let state: GzipState
    private let limit: Int
    private var input = 0
    private(set) var output = 0
    private var isInside = false
    private var members = 0

    /// Billing lines repeat themselves and shrink well, about twentyfold; deflate cannot exceed 1032.
    private static let largestRatio = 400

    init(limit: Int) throws(TransportFailure) {
        self.limit = limit
        state = try GzipState()
    }

    /// Takes packed bytes and hands the plain ones over.
    mutating func take(
        _ piece: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws(TransportFailure) {
        input += piece.count
        var rest = piece
        while !rest.isEmpty {
            if !isInside {
                // Between members, padding with zeros is allowed.
                if members > 0, rest[0] == 0 {
                    rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
                    continue
                }
                state.reset()
                isInside = true
            }
            let step = state.inflate(rest, body)
            output += step.produced
            guard output <= limit else {
                throw .unusable("the packed answer unpacks to more than \(limit) bytes", isPassing: false)
            }
            guard output <= 1 << 20 || output / max(input, 1) <= GzipReader.largestRatio else {
                throw .unusable("the packed answer unpacks beyond all measure", isPassing: false)
            }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(step.consumed))
            switch step.end {
            case .more: continue
            case .member:
                isInside = false
                members += 1
            case .damaged: throw .unusable("the packed answer is damaged", isPassing: true)
            }
        }
    }

    /// All is there.
    func finish() throws(TransportFailure) {
        if isInside || members == 0 { throw .unusable("the packed answer breaks off", isPassing: true) }
    }
}

/// zlib's own state, freed with its last owner. Used by one task at a time: the one that receives the answer.
final class GzipState: @unchecked Sendable {
    enum End {
        case more, member, damaged
    }

    private let stream: UnsafeMutablePointer<z_stream>
    private let window: UnsafeMutableRawBufferPointer

    init() throws(TransportFailure) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        window = .allocate(byteCount: 256 * 1024, alignment: 16)
        // 16: a gzip header and trailer.
        guard inflateInit2_(stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
            throw .unusable("zlib does not start", isPassing: false)
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
        window.deallocate()
    }

    func reset() { inflateReset(stream) }

    /// Unpacks until the input is used up or a member ends.
    func inflate(
        _ input: UnsafeRawBufferPointer, _ body: (UnsafeRawBufferPointer) -> Void
    ) -> (consumed: Int, produced: Int, end: End) {
        // zlib's interface is not const-correct: it does not write to the input.
        stream.pointee.next_in = UnsafeMutablePointer(
            mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(input.count)
        var produced = 0
        while true {
            stream.pointee.next_out = window.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(window.count)
            let status = CZlib.inflate(stream, Z_NO_FLUSH)
            let count = window.count - Int(stream.pointee.avail_out)
            if count > 0 { body(UnsafeRawBufferPointer(rebasing: window[..<count])) }
            produced += count
            let consumed = input.count - Int(stream.pointee.avail_in)
            if status == Z_STREAM_END { return (consumed, produced, .member) }
            guard status == Z_OK || status == Z_BUF_ERROR else { return (consumed, produced, .damaged) }
            if stream.pointee.avail_in == 0, stream.pointee.avail_out > 0 { return (consumed, produced, .more) }
        }
    }
}

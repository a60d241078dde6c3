/// Keeps a body in memory, up to a limit.
package struct MemorySink: BodySink {
    package private(set) var bytes: [UInt8] = []
    private let limit: Int
    /// Anything but a whole JSON document is no answer: a proxy's page of HTML, nothing at all, one that broke off
    /// where nobody noticed.
    private let expectsJSON: Bool
    private var isFailure = false
    private var isJSON = false

    /// What is kept of the body of a refusal.
    private static let failureLimit = 65_536

    package init(limit: Int, expectsJSON: Bool = false) {
        self.limit = limit
        self.expectsJSON = expectsJSON
    }

    package mutating func begin(_ head: HTTPHead) throws(TransportFailure) {
        bytes.removeAll(keepingCapacity: true)
        isFailure = !head.isSuccess
        isJSON = expectsJSON && (head.status == 200 || head.status == 201)
        if !isFailure, let stated = head["Content-Length"].flatMap({ Int($0) }) {
            guard stated <= limit else { throw tooLarge }
            bytes.reserveCapacity(stated)
        }
    }

    package mutating func take(_ piece: UnsafeRawBufferPointer) throws(TransportFailure) {
        if isFailure {
            bytes.append(contentsOf: piece.prefix(MemorySink.failureLimit - bytes.count))
            return
        }
        guard bytes.count + piece.count <= limit else { throw tooLarge }
        bytes.append(contentsOf: piece)
    }

    /// An answer that came packed although plain text was asked for is unpacked, within the same limit.
    package mutating func finish() throws(TransportFailure) {
        if !isFailure, bytes.count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B { try unpack() }
        guard isJSON else { return }
        let isSpace = { (byte: UInt8) in byte <= 0x20 || [0xEF, 0xBB, 0xBF].contains(byte) }
        guard let first = bytes.first(where: { !isSpace($0) }), let last = bytes.last(where: { !isSpace($0) }) else {
            throw .unusable("the answer is empty", isPassing: true)
        }
        switch (first, last) {
        case (UInt8(ascii: "{"), UInt8(ascii: "}")), (UInt8(ascii: "["), UInt8(ascii: "]")): return
        case (UInt8(ascii: "{"), _), (UInt8(ascii: "["), _): throw .unusable("the answer breaks off", isPassing: true)
        default: throw .unusable("the answer is not JSON", isPassing: true)
        }
    }

    private mutating func unpack() throws(TransportFailure) {
        var unpacked: [UInt8] = []
        var gzip = try GzipReader(limit: limit)
        let packed = bytes
        let failure: TransportFailure? = packed.withUnsafeBytes { raw in
            do throws(TransportFailure) {
                try gzip.take(raw) { unpacked.append(contentsOf: $0) }
                try gzip.finish()
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        bytes = unpacked
    }

    private var tooLarge: TransportFailure { .unusable("the answer is larger than \(limit) bytes", isPassing: false) }
}

/// Keeps a body in memory, up to a limit.
package struct MemorySink: BodySink {
    package private(set) var bytes: [UInt8] = []
    private let limit: Int
    private var isFailure = false

    /// What is kept of the body of a refusal.
    private static let failureLimit = 65_536

    package init(limit: Int) { self.limit = limit }

    package mutating func begin(_ head: HTTPHead) throws(TransportFailure) {
        bytes.removeAll(keepingCapacity: true)
        isFailure = !head.isSuccess
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
        guard !isFailure, bytes.count >= 2, bytes[0] == 0x1F, bytes[1] == 0x8B else { return }
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

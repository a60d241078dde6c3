/// Keeps a body in memory, up to a limit.
package struct MemorySink: BodySink {
    package private(set) var bytes: [UInt8] = []
    private let limit: Int
    private let expectation: Expectation
    private var isFailure = false
    /// What this answer must be.
    private var due: Expectation?
    private var contentType: String?

    /// What a body must be. Anything else is no answer: a proxy's page of HTML, a document that broke off where nobody
    /// noticed.
    package enum Expectation: Sendable {
        /// A whole JSON document.
        case json
        /// A whole JSON document, or nothing.
        case jsonOrNothing
        case anything
    }

    /// What is kept of the body of a refusal.
    private static let failureLimit = 65_536

    package init(limit: Int, expecting expectation: Expectation = .anything) {
        self.limit = limit
        self.expectation = expectation
    }

    package mutating func begin(_ head: HTTPHead) throws(TransportFailure) {
        bytes.removeAll(keepingCapacity: true)
        isFailure = !head.isSuccess
        due = head.status == 200 || head.status == 201 ? expectation : nil
        contentType = head["Content-Type"]
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
        switch due {
        case .json: try proveJSON()
        case .jsonOrNothing: if !isBlank { try proveJSON() }
        case .anything, nil: return
        }
    }

    private var isBlank: Bool { bytes.allSatisfy { $0 <= 0x20 || [0xEF, 0xBB, 0xBF].contains($0) } }

    /// Another try may bring a sound document.
    private mutating func proveJSON() throws(TransportFailure) {
        if isBlank { throw .unusable("the answer is empty", isPassing: true) }
        guard let text = TextEncoding.utf8(bytes, contentType: contentType) else {
            throw .unusable("the answer is not text of its own encoding", isPassing: true)
        }
        bytes = text
        let fault: JSONFault? = bytes.withUnsafeBytes { raw in
            do throws(JSONFault) {
                var cursor = JSONCursor(raw)
                try cursor.skip()
                try cursor.finish()
                return nil
            } catch {
                return error
            }
        }
        if let fault { throw .unusable("the answer is not JSON, or not all of it: \(fault)", isPassing: true) }
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

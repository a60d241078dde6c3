import Glibc

/// Streams a body to a file and proves it on the way: size, gzip checksum, number of lines.
///
/// The file grows under the name it was given and is not flushed into place here: the archive renames it when it is
/// whole.
package struct FileSink: BodySink {
    /// What the body turned out to be.
    package enum Content: Sendable, Equatable {
        case gzip, plain, empty
    }

    /// What the body must be.
    package enum Expectation: Sendable {
        /// JSON Lines, packed or plain.
        case lines
        /// A PDF document.
        case pdf
    }

    private let path: String
    private let expectation: Expectation
    private let limit: Int
    /// Bytes that a packed body may unpack to.
    private let plainLimit: Int
    private var file: OpenFile?
    private var gzip: GzipReader?
    private var failureBody: [UInt8] = []
    private var isFailure = false
    private var lastByte: UInt8 = 0x0A
    private var start: [UInt8] = []

    package private(set) var content = Content.empty
    package private(set) var byteCount = 0
    package private(set) var lineCount = 0
    /// Of the lines that came by.
    package private(set) var reservations = ReservationWatch()

    package init(path: String, expectation: Expectation, limit: Int, plainLimit: Int) {
        self.path = path
        self.expectation = expectation
        self.limit = limit
        self.plainLimit = plainLimit
    }

    /// The body of a refusal.
    var refusal: [UInt8] { failureBody }

    package mutating func begin(_ head: HTTPHead) throws(TransportFailure) {
        self = FileSink(path: path, expectation: expectation, limit: limit, plainLimit: plainLimit)
        isFailure = !head.isSuccess
        if isFailure { return }
        if let stated = head["Content-Length"].flatMap({ Int($0) }), stated > limit { throw tooLarge }
        do {
            file = try OpenFile(path)
        } catch {
            throw .unusable(error.description, isPassing: false)
        }
    }

    package mutating func take(_ piece: UnsafeRawBufferPointer) throws(TransportFailure) {
        if isFailure {
            failureBody.append(contentsOf: piece.prefix(65_536 - failureBody.count))
            return
        }
        guard byteCount + piece.count <= limit else { throw tooLarge }
        byteCount += piece.count
        do {
            try file?.append(piece)
        } catch {
            throw .unusable(error.description, isPassing: false)
        }
        if content == .empty {
            // Two bytes tell what it is; a first piece of one byte waits for the second.
            let held = start
            start.append(contentsOf: piece.prefix(2 - start.count))
            guard start.count == 2 else { return }
            try recognise()
            try held[...].withRaw { raw throws(TransportFailure) in try count(raw) }
        }
        try count(piece)
    }

    package mutating func finish() throws(TransportFailure) {
        if isFailure { return }
        if start.count == 1 { throw unexpected }
        if expectation == .pdf, content == .empty { throw .unusable("the document is empty", isPassing: true) }
        if content == .gzip { try gzip?.finish() }
        if lastByte != 0x0A { lineCount += 1 }
        reservations.finish()
        file = nil
    }

    private mutating func recognise() throws(TransportFailure) {
        if expectation == .pdf {
            guard "%P".utf8.elementsEqual(start) else { throw unexpected }
            content = .plain
        } else if start[0] == 0x1F, start[1] == 0x8B {
            content = .gzip
            gzip = try GzipReader(limit: plainLimit)
        } else if start[0] == UInt8(ascii: "{") || start[0] == 0xEF || start[0] == 0x0A || start[0] == 0x0D {
            content = .plain
        } else {
            throw unexpected
        }
    }

    private mutating func count(_ piece: UnsafeRawBufferPointer) throws(TransportFailure) {
        guard expectation == .lines else { return }
        guard content == .gzip else {
            FileSink.countLines(piece, &lineCount, &lastByte)
            reservations.take(piece)
            return
        }
        var lines = lineCount
        var last = lastByte
        var watch = ReservationWatch()
        // Taken out and put back, or every piece would copy what it holds.
        swap(&watch, &reservations)
        defer {
            swap(&watch, &reservations)
            lineCount = lines
            lastByte = last
        }
        try gzip?.take(piece) {
            FileSink.countLines($0, &lines, &last)
            watch.take($0)
        }
    }

    private static func countLines(_ bytes: UnsafeRawBufferPointer, _ lines: inout Int, _ last: inout UInt8) {
        guard let base = bytes.baseAddress, let end = bytes.last else { return }
        var from = 0
        while let hit = memchr(base + from, 0x0A, bytes.count - from) {
            lines += 1
            from = UnsafeRawPointer(hit) - base + 1
            if from >= bytes.count { break }
        }
        last = end
    }

    private var tooLarge: TransportFailure { .unusable("the answer is larger than \(limit) bytes", isPassing: false) }

    private var unexpected: TransportFailure {
        .unusable(
            expectation == .pdf ? "the answer is no PDF" : "the blob is neither gzip nor JSON Lines", isPassing: true)
    }
}

extension ArraySlice<UInt8> {
    fileprivate func withRaw(_ body: (UnsafeRawBufferPointer) throws(TransportFailure) -> Void) throws(TransportFailure)
    {
        let failure: TransportFailure? = withUnsafeBytes { raw in
            do throws(TransportFailure) {
                try body(raw)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
    }
}

/// A file that is being written, closed with its last owner.
final class OpenFile: Sendable {
    private let file: Int32
    private let path: String

    /// Makes the file new.
    init(_ path: String) throws(FileFault) {
        self.path = path
        file = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .system(path, "cannot be written") }
    }

    deinit { close(file) }

    func append(_ bytes: UnsafeRawBufferPointer) throws(FileFault) { try FileSystem.append(bytes, to: file, path) }
}

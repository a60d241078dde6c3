internal import Crypto
internal import Glibc

/// A file read once, front to back, and digested on the way.
///
/// gzip is recognised by its first two bytes, not by the file's name, and may have several members. Only regular files
/// are opened; links are followed, so whoever walks a foreign folder decides first which paths it trusts.
package struct SourceFile: ~Copyable {
    private enum Form {
        case plain
        case gzip
    }

    private let path: String
    private let limits: IntakeLimits
    private let descriptor: Int32
    private let input: UnsafeMutableRawBufferPointer
    /// The stored bytes in `input` that nobody has taken yet.
    private var pending = 0..<0
    private var form = Form.plain
    private var inflater: GzipInflater?
    private var hasher = SHA256()
    private var storedBytes = 0
    private var deliveredBytes = 0
    private var storedEnd = false

    /// One read of the operating system and one update of the digest.
    private static let chunk = 512 << 10

    /// Opens the file and looks at its first bytes.
    package init(path: String, limits: IntakeLimits = .standard) throws(IntakeError) {
        self.path = path
        self.limits = limits
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        input = .allocate(byteCount: SourceFile.chunk, alignment: 64)
        if descriptor < 0 { throw .unreadable(path: path, reason: SourceFile.systemError()) }
        var status = stat()
        if fstat(descriptor, &status) != 0 { throw .unreadable(path: path, reason: SourceFile.systemError()) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(path: path, reason: "not a regular file")
        }
        try refill()
        if pending.count >= 2, input[0] == 0x1F, input[1] == 0x8B {
            form = .gzip
            inflater = try GzipInflater(path: path)
        }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
        input.deallocate()
    }

    /// Fills `target` with the next bytes, unfolded when the file is gzip, and returns how many there are: less than
    /// `target.count` at will, 0 at the end. Give it 256 KiB and more: a plain file is digested in those portions.
    package mutating func read(into target: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
        if target.isEmpty { return 0 }
        return form == .gzip ? try readUnfolded(into: target) : try readPlain(into: target)
    }

    /// SHA-256 in lower-case hexadecimal and size of the file **as stored**; reads what is left first.
    package consuming func finish() throws(IntakeError) -> (digest: String, byteCount: Int) {
        while !storedEnd { try refill() }
        return (SourceFile.hexadecimal(hasher.finalize()), storedBytes)
    }

    private mutating func readPlain(into target: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
        if !pending.isEmpty {
            let count = min(pending.count, target.count)
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: input[pending.prefix(count)]))
            pending = (pending.lowerBound + count)..<pending.upperBound
            return count
        }
        return try readStored(into: target)
    }

    private mutating func readUnfolded(into target: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
        while true {
            if pending.isEmpty, !storedEnd { try refill() }
            guard let step = try inflater?.unfold(input, pending, into: target) else { return 0 }
            pending = (pending.lowerBound + step.consumed)..<pending.upperBound
            deliveredBytes += step.produced
            try checkExpansion()
            if step.produced > 0 { return step.produced }
            if pending.isEmpty, storedEnd {
                if step.isBetweenMembers { return 0 }
                throw .truncated(path: path)
            }
        }
    }

    private func checkExpansion() throws(IntakeError) {
        if deliveredBytes > limits.decompressedBytes {
            throw .tooLarge(path: path, reason: "unfolds to more than \(limits.decompressedBytes) bytes")
        }
        let consumed = max(1, storedBytes - pending.count)
        if deliveredBytes > 1 << 20, deliveredBytes / limits.decompressionRatio > consumed {
            throw .tooLarge(path: path, reason: "unfolds to more than \(limits.decompressionRatio) times its size")
        }
    }

    private mutating func refill() throws(IntakeError) {
        let count = try readStored(into: input)
        pending = 0..<count
    }

    /// Reads stored bytes and digests them: the only place that does either.
    private mutating func readStored(into target: UnsafeMutableRawBufferPointer) throws(IntakeError) -> Int {
        while true {
            let count = Glibc.read(descriptor, target.baseAddress, target.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(path: path, reason: SourceFile.systemError())
            }
            if count == 0 {
                storedEnd = true
                return 0
            }
            hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: target[..<count]))
            storedBytes += count
            limits.meter?.add(count)
            return count
        }
    }

    private static func systemError() -> String { String(cString: strerror(errno)) }

    private static func hexadecimal(_ digest: SHA256.Digest) -> String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}

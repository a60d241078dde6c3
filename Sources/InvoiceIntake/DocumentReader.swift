internal import CSimdJSON

/// Reads JSON documents that have to be held whole: pages, headers, manifests, balances. Keeps its buffer from one
/// document to the next; texts and positions are valid until then.
struct DocumentReader: ~Copyable {
    /// What loading a file came to. The digest is there also when the content is broken.
    struct Load {
        var digest = ""
        var byteCount = 0
        var failure: IntakeError?
    }

    let parser: JSONReader
    private let limits: IntakeLimits
    private var buffer: UnsafeMutableRawBufferPointer
    private var count = 0

    private static let chunk = 512 << 10

    init(limits: IntakeLimits) {
        self.limits = limits
        parser = JSONReader(limits: limits)
        buffer = .allocate(byteCount: 2 * DocumentReader.chunk, alignment: 64)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit { buffer.deallocate() }

    /// Reads a file and parses it as one JSON document.
    mutating func load(path: String) -> Load {
        var load = Load()
        do {
            var source = try SourceFile(path: path, limits: limits)
            do {
                try readWhole(&source, path: path)
            } catch {
                load.failure = error
            }
            (load.digest, load.byteCount) = try source.finish()
        } catch {
            load.failure = load.failure ?? error
        }
        if load.failure == nil { load.failure = parse(path: path) }
        return load
    }

    private mutating func readWhole(_ source: inout SourceFile, path: String) throws(IntakeError) {
        count = 0
        while true {
            if buffer.count - count < DocumentReader.chunk + JSONReader.padding { grow() }
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[count..<(count + DocumentReader.chunk)])
            let read = try source.read(into: room)
            if read == 0 { return }
            count += read
            if count > limits.documentBytes {
                throw .tooLarge(path: path, reason: "a JSON document of more than \(limits.documentBytes) bytes")
            }
        }
    }

    private mutating func grow() {
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: buffer.count * 2, alignment: 64)
        larger.initializeMemory(as: UInt8.self, repeating: 0)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        buffer.deallocate()
        buffer = larger
    }

    /// Parses what is held. A byte order mark and non-breaking spaces between tokens are white space here, as people
    /// paste documents from web pages (billing API 13.14).
    private func parse(path: String) -> IntakeError? {
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        var status = parser.openDocument(bytes)
        if status != CSJ_OK, blankForeignSpaces() { status = parser.openDocument(bytes) }
        if status == CSJ_OK { return nil }
        let isCutOrBroken = status == CSJ_SYNTAX || status == CSJ_OPEN_STRING
        let reason = isCutOrBroken ? "not a whole JSON document" : parser.reason(status)
        return .corrupt(path: path, reason: reason)
    }

    /// Overwrites U+FEFF at the start and U+00A0 outside strings with spaces; whether there were any.
    private func blankForeignSpaces() -> Bool {
        var found = false
        var index = 0
        if count >= 3, buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
            for mark in 0..<3 { buffer[mark] = UInt8(ascii: " ") }
            (found, index) = (true, 3)
        }
        var isInString = false
        while index < count {
            switch buffer[index] {
            case UInt8(ascii: "\""): isInString.toggle()
            case UInt8(ascii: "\\") where isInString: index += 1
            case 0xC2 where !isInString && index + 1 < count && buffer[index + 1] == 0xA0:
                buffer[index] = UInt8(ascii: " ")
                buffer[index + 1] = UInt8(ascii: " ")
                found = true
            default: break
            }
            index += 1
        }
        return found
    }
}

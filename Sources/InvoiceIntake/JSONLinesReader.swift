internal import BillingModel
internal import CSimdJSON
internal import Glibc

/// Reads JSON Lines, one object a line, in chunks that stay in the processor's cache.
///
/// A line that is broken is rejected alone. Keeps its buffers from file to file.
struct JSONLinesReader: ~Copyable {
    private let limits: IntakeLimits
    private let parser: JSONReader
    private let slots = RecordSlots(.lines)
    private var buffer: UnsafeMutableRawBufferPointer
    /// Bytes of the buffer that hold the beginning of lines still incomplete.
    private var filled = 0
    /// Physical number of the line at the buffer's start.
    private var lineNumber = 1
    /// Inside a line that is longer than the limit.
    private var isSkipping = false

    private static let chunk = 256 << 10

    init(limits: IntakeLimits) {
        self.limits = limits
        parser = JSONReader(limits: limits)
        buffer = .allocate(byteCount: 2 * JSONLinesReader.chunk + JSONReader.padding, alignment: 64)
        buffer.initializeMemory(as: UInt8.self, repeating: 0)
    }

    deinit {
        buffer.deallocate()
        slots.deallocate()
    }

    /// Reads one file. `flush` gets the batcher whenever it is full; what it throws goes through.
    mutating func read(
        path: String, with normaliser: inout LineNormaliser, into batcher: inout LineBatcher,
        flush: (inout LineBatcher) throws -> Void
    ) throws -> FileReading {
        var reading = FileReading(path: path, limits: limits)
        var source: SourceFile
        do {
            source = try SourceFile(path: path, limits: limits)
        } catch {
            reading.failure = error
            return reading
        }
        filled = 0
        lineNumber = 1
        isSkipping = false
        var isFirst = true
        while true {
            makeRoom()
            let count: Int
            do {
                count = try source.read(into: room)
            } catch {
                reading.failure = error
                break
            }
            if isFirst { blankByteOrderMark() }
            isFirst = false
            let lines = count == 0 ? lastLine() : wholeLines(adding: count, &reading, normaliser)
            try decode(lines, &normaliser, &batcher, &reading, flush: flush)
            if count == 0 { break }
            keepRest(from: lines.upperBound)
        }
        do {
            (reading.digest, reading.byteCount) = try source.finish()
        } catch {
            reading.failure = reading.failure ?? error
        }
        return reading
    }

    private var room: UnsafeMutableRawBufferPointer {
        UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<(filled + JSONLinesReader.chunk)])
    }

    /// Makes sure that a chunk and the padding fit behind what is held.
    private mutating func makeRoom() {
        let needed = filled + JSONLinesReader.chunk + JSONReader.padding
        if needed <= buffer.count { return }
        let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: max(needed, buffer.count * 2), alignment: 64)
        larger.initializeMemory(as: UInt8.self, repeating: 0)
        larger.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[..<filled]))
        buffer.deallocate()
        buffer = larger
    }

    /// A byte order mark at the start of a file is white space.
    private func blankByteOrderMark() {
        if buffer[0] == 0xEF, buffer[1] == 0xBB, buffer[2] == 0xBF {
            for index in 0..<3 { buffer[index] = UInt8(ascii: " ") }
        }
    }

    private mutating func lastLine() -> Range<Int> {
        let line = 0..<(isSkipping ? 0 : filled)
        filled = 0
        return line
    }

    /// The bytes up to the last line feed, after `count` new ones.
    private mutating func wholeLines(
        adding count: Int, _ reading: inout FileReading, _ normaliser: LineNormaliser
    ) -> Range<Int> {
        let new = filled..<(filled + count)
        filled += count
        guard let last = lastLineFeed(in: new) else {
            if isSkipping {
                filled = 0
            } else if filled > limits.lineBytes {
                reject(0..<filled, "longer than \(limits.lineBytes) bytes", 0, &reading, normaliser)
                isSkipping = true
                filled = 0
            }
            return 0..<0
        }
        var start = 0
        if isSkipping, let first = buffer[new].firstIndex(of: UInt8(ascii: "\n")) {
            isSkipping = false
            start = first + 1
            lineNumber += 1
        }
        return start..<(last + 1)
    }

    private func lastLineFeed(in range: Range<Int>) -> Int? {
        var index = range.upperBound
        while index > range.lowerBound {
            index -= 1
            if buffer[index] == UInt8(ascii: "\n") { return index }
        }
        return nil
    }

    private mutating func keepRest(from start: Int) {
        if start == 0 { return }
        let rest = filled - start
        if rest > 0, let base = buffer.baseAddress { memmove(base, base + start, rest) }
        filled = rest
    }

    private mutating func decode(
        _ range: Range<Int>, _ normaliser: inout LineNormaliser, _ batcher: inout LineBatcher,
        _ reading: inout FileReading, flush: (inout LineBatcher) throws -> Void
    ) throws {
        if range.isEmpty { return }
        let bytes = UnsafeRawBufferPointer(rebasing: buffer[range])
        let status = parser.openLines(bytes)
        if status != CSJ_OK {
            reading.failure = .tooLarge(path: reading.path, reason: parser.reason(status))
            return
        }
        while let line = parser.nextLine(.lines, into: slots) {
            let place = (range.lowerBound + line.range.lowerBound)..<(range.lowerBound + line.range.upperBound)
            if line.status != CSJ_OK {
                let reason = parser.reason(line.status) { LineField(rawValue: $0)?.label ?? "a field" }
                reject(place, reason, line.number, &reading, normaliser)
                continue
            }
            if line.range.count > limits.lineBytes {
                reject(place, "longer than \(limits.lineBytes) bytes", line.number, &reading, normaliser)
                continue
            }
            do {
                try normaliser.read(slots, line: lineNumber + line.number, into: &batcher.batch)
                reading.lines += 1
            } catch {
                reject(place, error.reason, line.number, &reading, normaliser)
            }
            if batcher.isFull { try flush(&batcher) }
        }
        lineNumber += parser.lineFeeds
    }

    private func reject(
        _ range: Range<Int>, _ reason: String, _ number: Int, _ reading: inout FileReading,
        _ normaliser: LineNormaliser
    ) {
        reading.lines += 1
        reading.rejected.add(
            UnsafeRawBufferPointer(rebasing: buffer[range]), line: lineNumber + number, reason: reason,
            invoice: normaliser.context.invoice, document: normaliser.context.document)
    }
}

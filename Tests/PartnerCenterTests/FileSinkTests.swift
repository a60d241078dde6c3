import Foundation
import PartnerCenter
import Testing

@Suite("A blob on its way to the disk")
struct FileSinkTests {
    /// `{"a":1}\n{"a":2}\n`, packed.
    private static let packed = Array(
        Data(base64Encoded: "H4sIAAAAAAACA6tWSlSyMqzlqgbRRrVcAGbAWhkQAAAA") ?? Data())
    private static let plain = Array("{\"a\":1}\n{\"a\":2}".utf8)

    /// What comes of a body in pieces of this size.
    private func outcome(
        _ body: [UInt8], pieces size: Int, _ expectation: FileSink.Expectation = .lines, limit: Int = 1000,
        plainLimit: Int = 1000
    ) throws -> (said: String, kept: Bool) {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("sink-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }  // a test's own file: nothing depends on it
        var sink = FileSink(path: path, expectation: expectation, limit: limit, plainLimit: plainLimit)
        do {
            try sink.begin(HTTPHead(status: 200))
            for start in stride(from: 0, to: body.count, by: size) {
                try Array(body[start..<min(start + size, body.count)]).withUnsafeBytes { try sink.take($0) }
            }
            try sink.finish()
            let kept = FileManager.default.contents(atPath: path) == Data(body)
            return ("\(sink.content), \(sink.lineCount) lines, \(sink.byteCount) bytes", kept)
        } catch let failure as TransportFailure {
            return (failure.reason, false)
        }
    }

    @Test("is the same in pieces of any size", arguments: [1, 2, 3, 5, 7, 1000])
    func pieces(_ size: Int) throws {
        let packed = try outcome(Self.packed, pieces: size)
        #expect(packed == ("gzip, 2 lines, \(Self.packed.count) bytes", true))
        let plain = try outcome(Self.plain, pieces: size)
        #expect(plain == ("plain, 2 lines, 15 bytes", true))
        let twice = try outcome(Self.packed + Self.packed + [0, 0], pieces: size)
        #expect(twice.said == "gzip, 4 lines, \(Self.packed.count * 2 + 2) bytes")
    }

    @Test("may be empty: no rows")
    func empty() throws {
        #expect(try outcome([], pieces: 1).said == "empty, 0 lines, 0 bytes")
    }

    @Test("is refused when it is cut, damaged, larger than allowed, or something else")
    func refused() throws {
        #expect(try outcome(Self.packed.dropLast(3), pieces: 4).said == "the packed answer breaks off")
        var damaged = Self.packed
        damaged[15] ^= 0xFF
        #expect(try outcome(damaged, pieces: 4).said == "the packed answer is damaged")
        var checksum = Self.packed
        checksum[checksum.count - 6] ^= 1
        #expect(try outcome(checksum, pieces: 4).said == "the packed answer is damaged")
        #expect(try outcome(Self.packed + Array("rest".utf8), pieces: 100).said == "the packed answer is damaged")
        #expect(try outcome(Self.plain, pieces: 4, limit: 10).said == "the answer is larger than 10 bytes")
        #expect(
            try outcome(Self.packed, pieces: 4, plainLimit: 10).said
                == "the packed answer unpacks to more than 10 bytes")
        #expect(try outcome(Array("<html>".utf8), pieces: 4).said == "the blob is neither gzip nor JSON Lines")
        #expect(try outcome(Array("{".utf8), pieces: 4).said == "the blob is neither gzip nor JSON Lines")
        #expect(try outcome(Array("<html>".utf8), pieces: 4, .pdf).said == "the answer is no PDF")
    }

    @Test("that unpacks beyond all measure is refused long before it fills the disk")
    func bomb() throws {
        // 64 KiB of zeros, packed into about a hundred bytes, and that a hundred times over.
        let member = Array(
            Data(
                base64Encoded:
                    "H4sIAAAAAAACA+3BAQEAAACCIH93viPAAgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAgDqPfuH2AAABAA=="
            ) ?? Data())
        let bomb = Array(repeatElement(member, count: 100).joined())
        #expect(
            try outcome(bomb, pieces: 100, limit: 1 << 20, plainLimit: 1 << 30).said
                == "the packed answer unpacks beyond all measure")
    }
}

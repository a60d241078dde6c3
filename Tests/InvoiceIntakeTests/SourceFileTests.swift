import Testing

@testable import InvoiceIntake

@Suite struct SourceFileTests {
    private func read(
        _ bytes: [UInt8], limits: IntakeLimits = .standard, buffer size: Int = 1_000
    ) throws -> (text: String, digest: String, byteCount: Int) {
        let disk = try SnapshotOnDisk().write(bytes, to: "file")
        var source = try SourceFile(path: disk.path + "/file", limits: limits)
        var text: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: size, alignment: 8)
        defer { buffer.deallocate() }
        while true {
            let count = try source.read(into: buffer)
            if count == 0 { break }
            text += buffer[..<count]
        }
        let (digest, byteCount) = try source.finish()
        return (String(decoding: text, as: UTF8.self), digest, byteCount)
    }

    @Test func `A plain file comes as it is, with the digest of its bytes`() throws {
        let (text, digest, byteCount) = try read(Array("abc".utf8))
        #expect(text == "abc")
        #expect(digest == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        #expect(byteCount == 3)
        #expect(try read([]).text.isEmpty)
    }

    @Test func `The digest covers what nobody asked for`() throws {
        let disk = try SnapshotOnDisk().write("abc", to: "file")
        let source = try SourceFile(path: disk.path + "/file")
        #expect(try source.finish().digest.hasPrefix("ba7816bf"))
    }

    @Test func `gzip is known by its bytes, several members are one text, zeros behind are padding`() throws {
        let long = String(repeating: "0123456789", count: 20_000)
        let members = StoredGzip.member("one ") + StoredGzip.member("") + StoredGzip.member(long) + [0, 0, 0]
        for size in [1, 7, 100_000] where size > 1 || members.count < 1_000_000 {
            let (text, _, byteCount) = try read(members, buffer: size)
            #expect(text == "one " + long)
            #expect(byteCount == members.count)
        }
    }

    @Test func `A gzip stream that ends early is truncated, wherever it was cut`() throws {
        let whole = StoredGzip.member("one line\n") + StoredGzip.member("another line\n")
        let firstMember = StoredGzip.member("one line\n").count
        for length in 2..<whole.count where length != firstMember {
            do {
                _ = try read(Array(whole[..<length]))
                Issue.record("read without an error, cut after \(length) bytes")
            } catch IntakeError.truncated {
                continue
            }
        }
        #expect(try read(Array(whole[..<firstMember])).text == "one line\n")
    }

    @Test func `Damage and bytes behind a gzip stream are told`() throws {
        var damaged = StoredGzip.member("some text that is checked")
        damaged[20] ^= 1
        for bytes in [damaged, StoredGzip.member("text") + Array("junk".utf8)] {
            do {
                _ = try read(bytes)
                Issue.record("read without an error")
            } catch IntakeError.corrupt(_, let reason) {
                #expect(reason.hasPrefix("damaged gzip stream: "))
            }
        }
    }

    @Test func `What unfolds to too much is refused: by size, and by ratio after the first MiB`() throws {
        let zeros = try SnapshotOnDisk.fixture("zeros.gz")
        #expect(try read(zeros, buffer: 1 << 20).text.utf8.count == 8_000_000)
        var small = IntakeLimits()
        small.decompressedBytes = 7_999_999
        #expect(throws: IntakeError.self) { try read(zeros, limits: small, buffer: 1 << 20) }
        var shallow = IntakeLimits()
        shallow.decompressionRatio = 500
        #expect(throws: IntakeError.self) { try read(zeros, limits: shallow, buffer: 1 << 16) }
    }

    @Test func `What is no regular file is refused with the system's reason`() throws {
        let disk = try SnapshotOnDisk()
        for (path, reason) in [
            (disk.path + "/absent", "cannot be read: No such file or directory"),
            (disk.path, "cannot be read: not a regular file"),
        ] {
            do {
                _ = try SourceFile(path: path)
                Issue.record("opened \(path)")
            } catch {
                #expect(error.reason == reason)
                #expect(error.path == path)
            }
        }
    }
}

import Foundation
import InvoiceIntake

/// A snapshot folder for one test, gone with it.
final class SnapshotOnDisk {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "intake-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            print("left behind: \(path): \(error)")
        }
    }

    @discardableResult
    func write(_ text: String, to name: String) throws -> SnapshotOnDisk { try write(Array(text.utf8), to: name) }

    @discardableResult
    func write(_ bytes: [UInt8], to name: String) throws -> SnapshotOnDisk {
        let target = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: target)
        return self
    }

    func link(_ name: String, to destination: String) throws {
        let target = URL(fileURLWithPath: path).appendingPathComponent(name)
        try FileManager.default.createDirectory(
            at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: target.path, withDestinationPath: destination)
    }

    /// A document that Microsoft publishes, or another file of the folder beside this one.
    static func fixture(_ name: String) throws -> [UInt8] {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        return Array(try Data(contentsOf: folder.appendingPathComponent("Fixtures/" + name)))
    }
}

/// gzip of stored blocks: enough to test the reading of members, and small enough to read.
enum StoredGzip {
    static func member(_ text: String) -> [UInt8] { member(Array(text.utf8)) }

    static func member(_ bytes: [UInt8]) -> [UInt8] {
        var out: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        var start = 0
        repeat {
            let block = bytes[start..<min(start + 65_535, bytes.count)]
            start += block.count
            let count = UInt16(block.count)
            out.append(start == bytes.count ? 1 : 0)
            for part in [count, ~count] { out += [UInt8(part & 0xFF), UInt8(part >> 8)] }
            out += block
        } while start < bytes.count
        for word in [checksum(bytes), UInt32(bytes.count)] {
            for shift in [0, 8, 16, 24] { out.append(UInt8(truncatingIfNeeded: word >> UInt32(shift))) }
        }
        return out
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value: UInt32 = ~0
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value >> 1 ^ (value & 1 == 1 ? 0xEDB8_8320 : 0) }
        }
        return ~value
    }
}

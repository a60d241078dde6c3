import Crypto

/// SHA-256, as lower-case hexadecimal.
package enum Digest {
    package static func text(of bytes: [UInt8]) -> String {
        bytes.withUnsafeBytes { hex(SHA256.hash(data: $0)) }
    }

    static func hex(_ digest: SHA256Digest) -> String {
        var text = ""
        text.reserveCapacity(64)
        for byte in digest {
            text += String(byte >> 4, radix: 16)
            text += String(byte & 15, radix: 16)
        }
        return text
    }
}

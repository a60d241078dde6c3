/// Names of invoice folders: plain ids, so that no name from outside can lead anywhere.
enum InvoiceFolderName {
    /// Letters, digits, `-` and `_`, a letter or a digit first, 64 bytes at most.
    static func isPlain(_ name: String) -> Bool {
        guard let first = name.utf8.first, isAlphanumeric(first), name.utf8.count <= 64 else { return false }
        return name.utf8.allSatisfy { isAlphanumeric($0) || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool { byte &- 48 <= 9 || (byte | 0x20) &- 97 < 26 }
}

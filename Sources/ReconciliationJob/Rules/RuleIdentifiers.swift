/// Ids as rule files name them, in the form in which records carry them: GUIDs in lower case, no `org:`.
enum RuleIdentifiers {
    static let productShape = "ProductId or ProductId:SkuId"
    static let productSKUShape = "ProductId:SkuId"

    static func customer(_ text: String) -> String {
        identifier(text.lowercased().hasPrefix("org:") ? String(text.dropFirst(4)) : text)
    }

    /// `ProductId` or `ProductId:SkuId`; `nil` for anything else.
    static func product(_ text: String) -> String? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map { identifier(String($0)) }
        guard parts.count <= 2, parts.allSatisfy({ !$0.isEmpty && !$0.contains(" ") }) else { return nil }
        return parts.joined(separator: ":")
    }

    /// `ProductId:SkuId`; `nil` for anything else.
    static func productSKU(_ text: String) -> String? {
        product(text).flatMap { $0.contains(":") ? $0 : nil }
    }

    private static func identifier(_ text: String) -> String {
        let isGUID =
            text.utf8.count == 36
            && text.utf8.enumerated().allSatisfy { index, byte in
                [8, 13, 18, 23].contains(index)
                    ? byte == UInt8(ascii: "-") : byte &- 48 <= 9 || (byte | 0x20) &- 97 <= 5
            }
        return isGUID ? text.lowercased() : text
    }
}

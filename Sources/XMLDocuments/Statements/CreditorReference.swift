/// The creditor's structured reference of ISO 11649: `RF`, two check digits, up to 21 letters and digits.
enum CreditorReference {
    /// It begins like one, and its check digits are wrong: the whole, its first four characters put last and letters
    /// read as numbers from 10 on, leaves 1 when divided by 97.
    static func isMistyped(_ text: String) -> Bool {
        let signs = text.uppercased().filter { !$0.isWhitespace }
        guard signs.hasPrefix("RF"), signs.count > 4, signs.count <= 25,
            signs.dropFirst(2).prefix(2).allSatisfy({ $0.isASCII && $0.isNumber })
        else { return false }
        var rest = 0
        for sign in signs.dropFirst(4) + signs.prefix(4) {
            guard let value = sign.isASCII ? Int(String(sign), radix: 36) : nil else { return true }
            rest = (rest * (value < 10 ? 10 : 100) + value) % 97
        }
        return rest != 1
    }
}

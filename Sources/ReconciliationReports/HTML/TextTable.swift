/// Texts that recur in the findings, each kept once: rows carry positions in this list. Names, days and words repeat from
/// row to row, and 50 000 rows stay a page that a browser opens at once.
struct TextTable {
    private(set) var texts: [String] = []
    private var positions: [String: Int] = [:]

    /// The empty text is at 0.
    init() { _ = position(of: "") }

    mutating func position(of text: String) -> Int {
        if let known = positions[text] { return known }
        let position = texts.count
        texts.append(text)
        positions[text] = position
        return position
    }
}

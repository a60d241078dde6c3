internal import BillingModel

/// What one order book file gives cause to say, with a bound on how much is said.
struct OrderBookFindings {
    /// Bad rows told one by one; the rest is counted.
    static let limit = 1_000

    private let file: String
    private var findings: [Finding] = []
    private var badRows = 0

    /// Rows that equal an earlier one byte for byte.
    var repeats = OrderBookPlaces()
    /// `cancel` rows that name another quantity than 0.
    var overruledQuantities = OrderBookPlaces()

    init(file: String) {
        self.file = file
    }

    mutating func note(line: Int, _ message: String) {
        findings.append(Finding(.note, at: "\(file):\(line)", message))
    }

    mutating func warn(_ message: String) {
        findings.append(Finding(.warning, at: file, message))
    }

    /// A row that is kept out.
    mutating func reject(line: Int, _ message: String) {
        badRows += 1
        if badRows <= OrderBookFindings.limit {
            findings.append(Finding(.warning, at: "\(file):\(line)", "row kept out: \(message)"))
        }
    }

    /// Everything that was found, in reading order, with the summaries behind it.
    consuming func all() -> [Finding] {
        if badRows > OrderBookFindings.limit {
            warn("and \(badRows - OrderBookFindings.limit) more rows kept out")
        }
        if let first = repeats.first {
            note(
                line: first,
                "\(repeats.count) row(s) repeat an earlier one byte for byte and were read once: lines \(repeats.text)")
        }
        if let first = overruledQuantities.first {
            note(
                line: first,
                "\(overruledQuantities.count) cancel row(s) name a quantity other than 0, read as 0: "
                    + "lines \(overruledQuantities.text)")
        }
        return findings
    }
}

/// Lines where the same thing was seen: how many, and the first few of them.
struct OrderBookPlaces {
    private(set) var count = 0
    private var lines: [Int] = []

    var first: Int? { lines.first }

    mutating func add(_ line: Int) {
        count += 1
        if lines.count < 10 { lines.append(line) }
    }

    /// `3, 17, 40, …`.
    var text: String {
        lines.map(String.init).joined(separator: ", ") + (count > lines.count ? ", …" : "")
    }
}

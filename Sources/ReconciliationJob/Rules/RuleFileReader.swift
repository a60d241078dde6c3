internal import BillingModel
internal import Yams

/// A mapping of a rule file with its known keys.
struct RuleEntry {
    let line: Int
    fileprivate let values: [String: Node]

    func has(_ key: String) -> Bool { values[key] != nil }
}

/// Takes values out of a rule file and gathers what is wrong with it, so that all of it is told at once.
///
/// Nothing is guessed: an unknown key, a value of another kind, a number with an exponent, a word that the field does
/// not have is a problem with its line.
struct RuleFileReader {
    let file: String
    private(set) var problems: [RuleProblem] = []

    init(file: String) {
        self.file = file
    }

    mutating func report(_ line: Int, _ message: String) {
        problems.append(RuleProblem(file: file, line: line, message))
    }

    // MARK: Shapes

    /// A mapping with no other keys than these.
    mutating func entry(_ node: Node, keys: [String]) -> RuleEntry? {
        guard case .mapping(let mapping) = node else {
            report(RuleFileReader.line(node), "keys with values are needed here: \(keys.joined(separator: ", "))")
            return nil
        }
        var values: [String: Node] = [:]
        for (key, value) in mapping {
            guard case .scalar(let name) = key, keys.contains(name.string) else {
                let name = key.scalar?.string ?? "?"
                report(RuleFileReader.line(key), "unknown key '\(name)'; known are \(keys.joined(separator: ", "))")
                continue
            }
            values[name.string] = value
        }
        return RuleEntry(line: RuleFileReader.line(node), values: values)
    }

    /// The mapping under a key; `nil` when the key is not there.
    mutating func entry(_ key: String, of parent: RuleEntry, keys: [String]) -> RuleEntry? {
        parent.values[key].flatMap { entry($0, keys: keys) }
    }

    /// The elements of the list under a key; none when the key is not there.
    mutating func list(_ key: String, of entry: RuleEntry) -> [Node] {
        guard let node = entry.values[key] else { return [] }
        guard case .sequence(let list) = node else {
            report(RuleFileReader.line(node), "'\(key)' must be a list")
            return []
        }
        return Array(list)
    }

    /// Names with texts, whatever the names, under no key: the fields of an example.
    mutating func fields(_ node: Node) -> [String: String] {
        guard case .mapping(let mapping) = node else {
            report(RuleFileReader.line(node), "fields with their values are needed here")
            return [:]
        }
        var fields: [String: String] = [:]
        for (key, value) in mapping {
            guard let name = key.scalar?.string, let text = value.scalar else {
                report(RuleFileReader.line(key), "a field has one plain value")
                continue
            }
            fields[name] = RuleFileReader.isNull(text) ? "" : text.string
        }
        return fields
    }

    /// Keys of any name with their nodes: for classes and their severities.
    mutating func pairs(_ key: String, of entry: RuleEntry) -> [(name: String, line: Int, value: Node)] {
        guard let node = entry.values[key] else { return [] }
        guard case .mapping(let mapping) = node else {
            report(RuleFileReader.line(node), "'\(key)' must be keys with values")
            return []
        }
        return mapping.compactMap { key, value in
            key.scalar.map { ($0.string, RuleFileReader.line(key), value) }
        }
    }

    // MARK: Values

    /// The text under a key; `nil` when the key is not there.
    mutating func text(_ key: String, of entry: RuleEntry) -> String? {
        entry.values[key].flatMap { text($0, "'\(key)'") }
    }

    /// The text under a key that must be there.
    mutating func requiredText(_ key: String, of entry: RuleEntry) -> String? {
        if !entry.has(key) { report(entry.line, "'\(key)' is missing") }
        return text(key, of: entry)
    }

    mutating func text(_ node: Node, _ what: String) -> String? {
        guard case .scalar(let scalar) = node else {
            report(RuleFileReader.line(node), "\(what) must be one plain value")
            return nil
        }
        let text = scalar.string.trimmingWhiteSpace
        if RuleFileReader.isNull(scalar) || text.isEmpty {
            report(RuleFileReader.line(node), "\(what) has no value")
            return nil
        }
        return text
    }

    /// A plain decimal number that is not negative.
    mutating func number(_ key: String, of entry: RuleEntry) -> ExactDecimal? {
        guard let (text, line) = textAndLine(key, of: entry) else { return nil }
        guard let number = ExactDecimal(text) else {
            report(line, "'\(key)' must be a plain number such as 0.05, not '\(text)'")
            return nil
        }
        if number.isNegative { report(line, "'\(key)' must not be negative") }
        return number
    }

    /// Money that is not negative, unless `signed`.
    mutating func amount(_ key: String, of entry: RuleEntry, signed: Bool = false) -> Amount? {
        guard let (text, line) = textAndLine(key, of: entry) else { return nil }
        guard let number = ExactDecimal(text) else {
            report(line, "'\(key)' must be an amount such as 0.05, not '\(text)'")
            return nil
        }
        if number.isNegative, !signed { report(line, "'\(key)' must not be negative") }
        do throws(ArithmeticOverflow) {
            return try Amount(number)
        } catch {
            report(line, "'\(key)' is out of range")
            return nil
        }
    }

    /// A word of a closed list, such as a class or a severity.
    mutating func word<Value>(
        _ key: String, of entry: RuleEntry, _ kind: String, _ understand: (String) -> Value?
    ) -> Value? {
        guard let (text, line) = textAndLine(key, of: entry) else { return nil }
        return word(text, line, kind, understand)
    }

    mutating func word<Value>(_ text: String, _ line: Int, _ kind: String, _ understand: (String) -> Value?) -> Value? {
        guard let value = understand(text) else {
            report(line, "'\(text)' is no \(kind)")
            return nil
        }
        return value
    }

    private mutating func textAndLine(_ key: String, of entry: RuleEntry) -> (String, Int)? {
        guard let node = entry.values[key], let text = text(node, "'\(key)'") else { return nil }
        return (text, RuleFileReader.line(node))
    }

    // MARK: Nodes

    static func line(_ node: Node) -> Int { node.mark?.line ?? 1 }

    /// Nothing, `~` or `null`, without quotation marks.
    private static func isNull(_ scalar: Node.Scalar) -> Bool {
        scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
    }
}

extension String {
    /// Without white space at both ends.
    fileprivate var trimmingWhiteSpace: String {
        var text = self[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

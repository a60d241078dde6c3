internal import Yams

/// From the text of a rule file to its YAML tree.
enum RuleSyntax {
    /// Reads one document; `nil` when there is nothing but comments. `problems` says what is wrong instead.
    ///
    /// Anchors, aliases and tags are refused before the parser sees them: a few lines of aliases can stand for
    /// billions of values, and what a tag makes of a value no reader of the file can tell.
    static func tree(_ text: String, file: String, problems: inout [RuleProblem]) -> Node? {
        let refused = properties(in: text)
        if !refused.isEmpty {
            problems += refused.map {
                RuleProblem(
                    file: file, line: $0,
                    "anchors (&), aliases (*) and tags (!) are not taken; put quotation marks around a text")
            }
            return nil
        }
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            problems.append(problem(error, file: file))
        } catch {
            problems.append(RuleProblem(file: file, line: nil, "\(error)"))
        }
        return nil
    }

    private static func problem(_ error: YamlError, file: String) -> RuleProblem {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            let reason = context.map { "\(problem) \($0.text) (line \($0.mark.line))" } ?? problem
            return RuleProblem(file: file, line: mark.line, "no YAML: \(reason)")
        case .duplicatedKeysInMapping(let duplicates, let context):
            let names = duplicates.map { "'\($0)'" }.joined(separator: ", ")
            return RuleProblem(file: file, line: context.mark.line, "the key \(names) is there more than once")
        case .reader(let problem, _, _, _):
            return RuleProblem(file: file, line: nil, "no YAML: \(problem)")
        default:
            return RuleProblem(file: file, line: nil, "no YAML: \(error)")
        }
    }

    /// Lines on which a value begins with an anchor, an alias or a tag, outside quotation marks and comments.
    private static func properties(in text: String) -> [Int] {
        var found: [Int] = []
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
        where hasProperty(Array(line.utf8)) {
            found.append(index + 1)
        }
        return found
    }

    private static func hasProperty(_ line: [UInt8]) -> Bool {
        /// The last byte before this one that is no space: what may come is decided by it.
        var before: UInt8?
        var quote: UInt8?
        var at = 0
        while at < line.count {
            let byte = line[at]
            if let open = quote {
                if byte == UInt8(ascii: "\\"), open == UInt8(ascii: "\"") { at += 1 }
                if byte == open { quote = nil }
            } else {
                let startsValue = before.map { "-:,[{?".utf8.contains($0) } ?? true
                switch byte {
                case UInt8(ascii: "#") where at == 0 || line[at - 1] == 32: return false
                case UInt8(ascii: "\""), UInt8(ascii: "'"): if startsValue { quote = byte }
                case UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"):
                    if startsValue, at + 1 < line.count, line[at + 1] > 32 { return true }
                default: break
                }
            }
            if byte > 32 { before = byte }
            at += 1
        }
        return false
    }
}

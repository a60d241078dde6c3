/// Something in a rule file that cannot be taken: `tolerances.yaml:12: unknown key 'absolut'`.
package struct RuleProblem: Sendable, Equatable, Comparable, CustomStringConvertible {
    package let file: String
    /// Counted from 1; `nil` when the file as a whole is meant.
    package let line: Int?
    package let message: String

    package init(file: String, line: Int?, _ message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    package var description: String {
        if let line { "\(file):\(line): \(message)" } else { "\(file): \(message)" }
    }

    package static func < (a: RuleProblem, b: RuleProblem) -> Bool {
        (a.file, a.line ?? 0, a.message) < (b.file, b.line ?? 0, b.message)
    }
}

/// The rules are refused: everything that is wrong with them, in order of file and line.
package struct RulesError: Error, Sendable, Equatable, CustomStringConvertible {
    package let problems: [RuleProblem]

    package init(_ problems: [RuleProblem]) {
        self.problems = problems.sorted()
    }

    package var description: String { problems.map(\.description).joined(separator: "\n") }
}

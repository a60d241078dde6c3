package import BillingModel

/// An example that ships with a rule: lines and orders, and the findings they must yield.
package struct RuleExample: Sendable, Equatable {
    /// A finding that the example must yield. An amount that is not stated is not checked.
    package struct Expectation: Sendable, Equatable {
        package let kind: DiscrepancyClass
        package let expected: Amount?
        package let billed: Amount?

        package init(kind: DiscrepancyClass, expected: Amount?, billed: Amount?) {
            self.kind = kind
            self.expected = expected
            self.billed = billed
        }
    }

    package let file: String
    package let line: Int
    /// Name of the entry the example stands with; empty for one of the whole file.
    package let rule: String
    package let name: String
    /// Fields of each billed line, by their names on the wire.
    package var lines: [[String: String]] = []
    /// Columns of each order row.
    package var orders: [[String: String]] = []
    /// No expectation means: no finding.
    package var expect: [Expectation] = []

    package init(file: String, line: Int, rule: String, name: String) {
        self.file = file
        self.line = line
        self.rule = rule
        self.name = name
    }
}

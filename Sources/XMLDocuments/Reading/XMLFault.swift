/// What is wrong with an XML document. One fault refuses the whole file: nothing of it is used.
package struct XMLFault: Error, Sendable, Equatable {
    /// Counted from 1; 0 where no line can be named, as for a file that cannot be opened.
    package let line: Int
    /// For a person: `LineExtensionAmount is no decimal number: "12,50"`.
    package let reason: String

    package init(line: Int, _ reason: String) {
        self.line = line
        self.reason = reason
    }
}

extension XMLFault: CustomStringConvertible {
    package var description: String { line > 0 ? "line \(line): \(reason)" : reason }
}

/// A value and the line of the document that states it.
///
/// Two are equal when they state the same: the line is evidence, not content.
package struct Stated<Value: Sendable & Hashable>: Sendable, Hashable {
    package let value: Value
    package let line: Int32

    package init(_ value: Value, line: Int) {
        self.value = value
        self.line = Int32(clamping: line)
    }

    package static func == (a: Stated, b: Stated) -> Bool { a.value == b.value }
    package func hash(into hasher: inout Hasher) { hasher.combine(value) }
}

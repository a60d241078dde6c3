/// Which source document: a position in the run's list of documents.
package struct DocumentIndex: Hashable, Comparable, Sendable {
    package let index: Int32

    @inlinable
    package init(_ index: Int) { self.index = Int32(index) }

    @inlinable package static func < (a: DocumentIndex, b: DocumentIndex) -> Bool { a.index < b.index }
}

/// Where a record came from. `line` counts from 1: physical lines of JSON Lines and CSV (the header is line 1), items
/// of a v1 page.
package struct SourceLocation: Hashable, Comparable, Sendable {
    package let document: DocumentIndex
    package let line: Int32

    @inlinable
    package init(document: DocumentIndex, line: Int) {
        self.document = document
        self.line = Int32(clamping: line)
    }

    package static func < (a: SourceLocation, b: SourceLocation) -> Bool {
        a.document == b.document ? a.line < b.line : a.document < b.document
    }
}

/// A file that was read: its name as evidence shows it, and what identifies its content.
package struct SourceDocument: Sendable, Equatable {
    /// Path relative to the snapshot folder, or the file name of an order book.
    package let name: String
    /// SHA-256 of the bytes as received, in lower-case hexadecimal.
    package var digest: String
    package var byteCount: Int

    package init(name: String, digest: String, byteCount: Int) {
        self.name = name
        self.digest = digest
        self.byteCount = byteCount
    }
}

/// Trouble in the data that is no discrepancy of its own: a bad order row, a dropped repeat, an unknown file.
///
/// Printed, and listed in `run.json`. `location` reads `orders.csv:17`.
package struct Finding: Sendable, Equatable, Comparable {
    package enum Weight: String, Sendable {
        /// Something was kept out.
        case warning
        /// Worth knowing, nothing lost.
        case note
    }

    package let weight: Weight
    package let location: String
    package let message: String

    package init(_ weight: Weight, at location: String, _ message: String) {
        self.weight = weight
        self.location = location
        self.message = message
    }

    package static func < (a: Finding, b: Finding) -> Bool {
        (a.location, a.message) < (b.location, b.message)
    }
}

/// How much one XML document may ask for before it is called hostile or broken.
package struct XMLLimits: Sendable, Equatable {
    /// Bytes of the file.
    package var fileBytes = 256 << 20
    /// Elements inside each other.
    package var depth = 64
    /// Attributes and namespace declarations of one element.
    package var attributes = 64
    /// Bytes of one value that is read; what is skipped may be longer (attachments), up to the parser's own 10 MB.
    package var textBytes = 64 << 10
    /// Lines, entries, payments, rates and whatever else is kept of a document, all together: a short element may stand
    /// for a long record.
    package var records = 1_000_000
    /// Nodes of the document: elements, texts, ends.
    package var nodes = 100_000_000

    package init() {}

    package static let standard = XMLLimits()
}

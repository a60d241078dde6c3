/// How much the intake takes from outside before it calls a file hostile or broken. Every external byte counts
/// against one of these.
package struct IntakeLimits: Sendable, Equatable {
    /// Bytes of one line of JSON Lines or one CSV record; a longer one is rejected, the next line is read on.
    package var lineBytes = 8 << 20
    /// Bytes of one JSON document that has to be held whole: a v1 page, the headers, a manifest.
    package var documentBytes = 256 << 20
    /// Bytes of a PDF statement.
    package var statementBytes = 64 << 20
    /// Bytes that one gzip file may unfold to.
    package var decompressedBytes = 64 << 30
    /// Unfolded bytes per stored byte, judged after the first MiB.
    package var decompressionRatio = 1_100
    /// Objects and arrays inside each other.
    package var nesting = 64
    /// Rejected lines kept with their text, per file; the rest is counted.
    package var rejectedLinesPerFile = 10_000
    /// Raw text kept of one rejected line, in bytes.
    package var rejectedTextBytes = 4 << 10
    /// Files that one folder of a snapshot may hold.
    package var filesPerFolder = 100_000

    /// Told how many bytes are read; no limit, but it has to go wherever they go.
    package var meter: ReadingMeter?

    package init() {}

    package static let standard = IntakeLimits()
}

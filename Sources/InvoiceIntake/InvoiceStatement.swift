internal import BillingModel

/// The PDF statement of an invoice, for people: kept and linked, never read for figures.
package struct InvoiceStatement: Sendable, Equatable {
    /// Relative to the snapshot.
    package let path: String
    /// Where to open it.
    package let location: String
}

extension FormReader {
    /// Records a statement like every other file. `nil`, with a finding, when it is none.
    mutating func statement(_ file: SnapshotFile, limits: IntakeLimits) -> InvoiceStatement? {
        if file.byteCount > limits.statementBytes {
            return refuse(file, "not linked: a statement of more than \(limits.statementBytes) bytes")
        }
        do {
            var source = try SourceFile(path: file.location, limits: limits)
            let start = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 64)
            defer { start.deallocate() }
            let count = try source.read(into: start)
            let isPDF = start.prefix(count).starts(with: "%PDF".utf8)
            let (digest, byteCount) = try source.finish()
            record(SourceDocument(name: file.path, digest: digest, byteCount: byteCount))
            if !isPDF { return refuse(file, "not linked: no PDF") }
            return InvoiceStatement(path: file.path, location: file.location)
        } catch {
            return refuse(file, "not linked: \(error.reason)")
        }
    }

    private mutating func refuse(_ file: SnapshotFile, _ reason: String) -> InvoiceStatement? {
        note(Finding(.note, at: file.path, reason))
        return nil
    }
}

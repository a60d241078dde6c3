import Synchronization

/// Counts the bytes that are read, for whoever watches from another thread.
package final class ReadingMeter: Sendable, Equatable {
    private let bytes = Atomic<Int>(0)

    package init() {}

    /// Bytes read so far, as stored on the disk.
    package var byteCount: Int { bytes.load(ordering: .relaxed) }

    func add(_ count: Int) { bytes.add(count, ordering: .relaxed) }

    package static func == (a: ReadingMeter, b: ReadingMeter) -> Bool { a === b }
}

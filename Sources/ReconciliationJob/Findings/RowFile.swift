import BillingModel
import Synchronization

/// A row that can wait on the disk: written and read by one process, never kept.
protocol FileRow: Sendable {
    /// No fewer bytes than ``write(to:)`` takes.
    var byteBound: Int { get }
    func write(to writer: inout RecordWriter)
    init(from reader: inout RecordReader)
    /// What stands in for a row that cannot be read back, until ``RowFile/check()`` says so.
    static var unread: Self { get }
}

/// Rows that may be more than memory should hold: findings and matches of a night. In memory is only where they stand.
final class RowFile<Row: FileRow>: Sendable {
    /// Where a row stands.
    struct Place: Sendable {
        fileprivate let offset: Int
        fileprivate let byteCount: Int32
    }

    private let file: NamelessFile
    private let failure = Mutex<JobError?>(nil)

    /// - Parameter folder: Where the file may lie.
    init(folder: String) { file = NamelessFile(folder: folder) }

    /// Takes rows, in one write.
    func append(_ rows: [Row]) throws(JobError) -> [Place] {
        if rows.isEmpty { return [] }
        var bytes = [UInt8](repeating: 0, count: rows.reduce(0) { $0 + $1.byteBound })
        let ends = bytes.withUnsafeMutableBytes { memory in
            guard let start = memory.baseAddress else { return [Int]() }
            var writer = RecordWriter(start)
            return rows.map { row in
                row.write(to: &writer)
                return writer.count
            }
        }
        let offset = try file.append(bytes, count: ends.last ?? 0)
        var start = 0
        return ends.map { end in
            defer { start = end }
            return Place(offset: offset + start, byteCount: Int32(end - start))
        }
    }

    /// A row that was taken. Does not throw, so that reports can go over rows as over any collection: who publishes what
    /// was made of them asks ``check()`` first.
    func row(at place: Place) -> Row {
        withUnsafeTemporaryAllocation(byteCount: Int(place.byteCount), alignment: 16) { buffer in
            do throws(JobError) {
                try file.read(buffer, at: place.offset)
            } catch {
                failure.withLock { $0 = $0 ?? error }
                return Row.unread
            }
            var reader = RecordReader(UnsafeRawBufferPointer(buffer), at: 0)
            return Row(from: &reader)
        }
    }

    /// Throws when some row could not be read back.
    func check() throws(JobError) {
        if let failure = failure.withLock({ $0 }) { throw failure }
    }
}

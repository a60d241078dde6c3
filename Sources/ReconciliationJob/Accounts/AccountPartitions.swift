import BillingModel

/// Lines and order rows, set apart by customer so that no more than a fraction of them is in memory at a time.
///
/// Records gather in a small buffer per partition; full buffers go to one nameless file beside the ledger, which the
/// kernel removes with the process. A small job never touches the disk.
struct AccountPartitions: ~Copyable {
    static let count = 256
    private static let bufferSize = 32 * 1024

    private var buffers: [[UInt8]]
    private var chunks: [[PartitionContents.Chunk]]
    private let file: NamelessFile
    /// Texts that stand in the records as symbols.
    private(set) var common = CommonTexts()

    /// - Parameter folder: where the overflow may lie; it must exist.
    init(folder: String) {
        buffers = Array(repeating: [], count: AccountPartitions.count)
        chunks = Array(repeating: [], count: AccountPartitions.count)
        file = NamelessFile(folder: folder)
    }

    /// Sets lines apart; those without a home are left out.
    ///
    /// - Parameter isHistory: They are of invoices that only the ledger still has.
    mutating func add(
        _ batch: LineBatch, homes: [AccountDirectory.CustomerNumber?], isHistory: Bool = false
    ) throws(JobError) {
        common.begin(batch.texts)
        try batch.texts.withContents { texts throws(JobError) in
            for index in batch.lines.indices {
                guard let home = homes[index] else { continue }
                let partition = AccountPartitions.partition(of: home)
                let kind: AccountRecord.Kind =
                    isHistory ? .history : (batch.lines[index].form == .ratedUsage ? .ratedUsage : .line)
                AccountRecord.append(batch.lines[index], as: kind, texts, &common, home, to: &buffers[partition])
                if buffers[partition].count >= AccountPartitions.bufferSize { try flush(partition) }
            }
        }
    }

    /// Sets order rows apart.
    mutating func add(_ batch: OrderBatch, homes: [AccountDirectory.CustomerNumber]) throws(JobError) {
        common.begin(batch.texts)
        try batch.texts.withContents { texts throws(JobError) in
            for index in batch.rows.indices {
                let partition = AccountPartitions.partition(of: homes[index])
                AccountRecord.append(batch.rows[index], texts, &common, homes[index], to: &buffers[partition])
                if buffers[partition].count >= AccountPartitions.bufferSize { try flush(partition) }
            }
        }
    }

    static func partition(of customer: AccountDirectory.CustomerNumber) -> Int {
        Int(truncatingIfNeeded: UInt64(customer) &* 0x9E37_79B9_7F4A_7C15 >> 40) & (count - 1)
    }

    /// What has been set apart, for reading from several threads. Valid while the partitions live.
    var contents: PartitionContents {
        PartitionContents(file: file, chunks: chunks, tails: buffers)
    }

    private mutating func flush(_ partition: Int) throws(JobError) {
        let offset = try file.append(buffers[partition], count: buffers[partition].count)
        chunks[partition].append(PartitionContents.Chunk(offset: offset, byteCount: buffers[partition].count))
        buffers[partition].removeAll(keepingCapacity: true)
    }
}

/// The records of all partitions, to be read back a partition at a time.
struct PartitionContents: Sendable {
    struct Chunk: Sendable {
        let offset: Int
        let byteCount: Int
    }

    fileprivate let file: NamelessFile
    /// By partition: what went to the disk.
    fileprivate let chunks: [[Chunk]]
    /// By partition: what is still in memory.
    fileprivate let tails: [[UInt8]]

    /// All records of a partition, one after the other.
    func records(of partition: Int) throws(JobError) -> [UInt8] {
        let stored = chunks[partition].reduce(0) { $0 + $1.byteCount }
        if stored == 0 { return tails[partition] }
        var bytes = [UInt8](repeating: 0, count: stored)
        var position = 0
        for chunk in chunks[partition] {
            try file.read(chunk.byteCount, at: chunk.offset, into: &bytes, from: position)
            position += chunk.byteCount
        }
        bytes.append(contentsOf: tails[partition])
        return bytes
    }
}

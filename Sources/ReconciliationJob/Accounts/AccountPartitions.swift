import BillingModel
import Foundation

/// Lines and order rows, set apart by customer so that no more than a fraction of them is in memory at a time.
///
/// Records gather in a small buffer per partition; full buffers go to one nameless file beside the ledger, which the
/// kernel removes with the process. A small job never touches the disk.
struct AccountPartitions: ~Copyable {
    static let count = 256
    private static let bufferSize = 32 * 1024

    private var buffers: [[UInt8]]
    private var chunks: [[PartitionContents.Chunk]]
    private var file: Int32 = -1
    private var fileSize = 0
    private let folder: String
    /// Texts that stand in the records as symbols.
    private(set) var common = CommonTexts()

    /// - Parameter folder: where the overflow may lie; it must exist.
    init(folder: String) {
        buffers = Array(repeating: [], count: AccountPartitions.count)
        chunks = Array(repeating: [], count: AccountPartitions.count)
        self.folder = folder
    }

    deinit {
        if file >= 0 { close(file) }
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
        PartitionContents(file: file, folder: folder, chunks: chunks, tails: buffers)
    }

    private mutating func flush(_ partition: Int) throws(JobError) {
        if file < 0 { file = try AccountPartitions.openNameless(in: folder) }
        let bytes = buffers[partition]
        var written = 0
        while written < bytes.count {
            let start = written
            let result = bytes.withUnsafeBytes { buffer in
                pwrite(file, buffer.baseAddress?.advanced(by: start), bytes.count - start, fileSize + start)
            }
            if result < 0, errno == EINTR { continue }
            guard result > 0 else {
                throw JobError.temporaryFile(folder: folder, reason: String(cString: strerror(errno)))
            }
            written += result
        }
        chunks[partition].append(PartitionContents.Chunk(offset: fileSize, byteCount: bytes.count))
        fileSize += bytes.count
        buffers[partition].removeAll(keepingCapacity: true)
    }

    /// `O_TMPFILE` of `<fcntl.h>`, which Swift's view of the C library hides.
    private static let noName: Int32 = 0o20_000_000 | O_DIRECTORY

    /// A file without a name: nobody else can open it and a crash leaves nothing behind.
    private static func openNameless(in folder: String) throws(JobError) -> Int32 {
        let nameless = open(folder, AccountPartitions.noName | O_RDWR | O_CLOEXEC, 0o600)
        if nameless >= 0 { return nameless }
        // A file system without nameless files, such as NFS: for a moment it has a name.
        var template = Array((folder + "/.tieout-XXXXXX").utf8CString)
        let file = mkstemp(&template)
        guard file >= 0 else {
            throw JobError.temporaryFile(folder: folder, reason: String(cString: strerror(errno)))
        }
        unlink(template)
        return file
    }
}

/// The records of all partitions, to be read back a partition at a time.
struct PartitionContents: Sendable {
    struct Chunk: Sendable {
        let offset: Int
        let byteCount: Int
    }

    fileprivate let file: Int32
    fileprivate let folder: String
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
            let start = position
            let isRead = bytes.withUnsafeMutableBytes { buffer in
                readFully(
                    file, UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + chunk.byteCount]), chunk.offset
                )
            }
            if !isRead { throw JobError.temporaryFile(folder: folder, reason: String(cString: strerror(errno))) }
            position += chunk.byteCount
        }
        bytes.append(contentsOf: tails[partition])
        return bytes
    }
}

private func readFully(_ file: Int32, _ buffer: UnsafeMutableRawBufferPointer, _ offset: Int) -> Bool {
    var done = 0
    while done < buffer.count {
        let result = pread(file, buffer.baseAddress?.advanced(by: done), buffer.count - done, offset + done)
        if result < 0, errno == EINTR { continue }
        if result <= 0 { return false }
        done += result
    }
    return true
}

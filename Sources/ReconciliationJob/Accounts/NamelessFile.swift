import Foundation
import Synchronization

/// A file that only this process sees, for what does not fit into memory; the kernel removes it with the process.
///
/// Made at the first write: a small job never touches the disk. Several threads may write and read.
final class NamelessFile: Sendable {
    private struct State {
        var file: Int32 = -1
        var size = 0
    }

    private let state = Mutex(State())
    private let folder: String

    /// - Parameter folder: Where it may lie; it must exist by the first write.
    init(folder: String) { self.folder = folder }

    deinit {
        state.withLock { if $0.file >= 0 { close($0.file) } }
    }

    /// Writes the first so many bytes at the end, and says where they stand.
    func append(_ bytes: [UInt8], count: Int) throws(JobError) -> Int {
        try bytes.span.bytes.extracting(first: count).withUnsafeBytes { (bytes) throws(JobError) in try append(bytes) }
    }

    private func append(_ bytes: UnsafeRawBufferPointer) throws(JobError) -> Int {
        let (file, start) = try state.withLock { state throws(JobError) in
            if state.file < 0 { state.file = try NamelessFile.open(in: folder) }
            defer { state.size += bytes.count }
            return (state.file, state.size)
        }
        var written = 0
        while written < bytes.count {
            let result = pwrite(
                file, bytes.baseAddress?.advanced(by: written), bytes.count - written, start + written)
            if result < 0, errno == EINTR { continue }
            guard result > 0 else { throw failure() }
            written += result
        }
        return start
    }

    /// Reads back as many bytes as the buffer takes.
    func read(_ buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(JobError) {
        let file = state.withLock { $0.file }
        var done = 0
        while done < buffer.count {
            let result = pread(file, buffer.baseAddress?.advanced(by: done), buffer.count - done, offset + done)
            if result < 0, errno == EINTR { continue }
            guard result > 0 else { throw failure() }
            done += result
        }
    }

    /// Reads bytes back into a part of an array.
    func read(_ count: Int, at offset: Int, into bytes: inout [UInt8], from start: Int) throws(JobError) {
        let result: Result<Void, JobError> = bytes.withUnsafeMutableBytes { buffer in
            Result { () throws(JobError) in
                try read(UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + count]), at: offset)
            }
        }
        try result.get()
    }

    private func failure() -> JobError {
        .temporaryFile(folder: folder, reason: String(cString: strerror(errno)))
    }

    /// `O_TMPFILE` of `<fcntl.h>`, which Swift's view of the C library hides.
    private static let noName: Int32 = 0o20_000_000 | O_DIRECTORY

    /// Nobody else can open it and a crash leaves nothing behind.
    private static func open(in folder: String) throws(JobError) -> Int32 {
        let nameless = Foundation.open(folder, noName | O_RDWR | O_CLOEXEC, 0o600)
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

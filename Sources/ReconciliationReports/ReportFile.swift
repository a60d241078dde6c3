internal import Glibc

/// A file of a report folder that is being written; nobody else sees it before the folder is published.
package final class ReportFile {
    private let path: String
    private var descriptor: Int32

    /// Creates the file, readable by its owner alone; it must not be there yet.
    init(path: String) throws(ReportError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor < 0 { throw ReportError(path: path, reason: SystemError.text()) }
    }

    deinit {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
    }

    /// Brings the bytes that another has written to the disk.
    static func sync(_ path: String) throws(ReportError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if descriptor < 0 { throw ReportError(path: path, reason: SystemError.text()) }
        defer { _ = Glibc.close(descriptor) }
        if fsync(descriptor) != 0 { throw ReportError(path: path, reason: SystemError.text()) }
    }

    package func write(_ bytes: UnsafeRawBufferPointer) throws(ReportError) {
        var rest = bytes
        while !rest.isEmpty {
            let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw ReportError(path: path, reason: SystemError.text())
            }
            rest = UnsafeRawBufferPointer(rebasing: rest[count...])
        }
    }

    package func write(_ bytes: [UInt8]) throws(ReportError) {
        try bytes.span.bytes.withUnsafeBytes { (bytes) throws(ReportError) in try write(bytes) }
    }

    /// Appends the bytes of another file.
    func write(contentsOf source: String) throws(ReportError) {
        let input = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        if input < 0 { throw ReportError(path: source, reason: SystemError.text()) }
        defer { _ = Glibc.close(input) }
        var portion = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = read(input, &portion, portion.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw ReportError(path: source, reason: SystemError.text()) }
            if count == 0 { return }
            try write(Array(portion[..<count]))
        }
    }

    /// Lets everyone on this machine read the file.
    func share() throws(ReportError) {
        if fchmod(descriptor, 0o644) != 0 { throw ReportError(path: path, reason: SystemError.text()) }
    }

    /// Brings the bytes to the disk and closes the file. Without it the folder may be published with a file whose
    /// bytes a power failure takes.
    package func close() throws(ReportError) {
        if fsync(descriptor) != 0 { throw ReportError(path: path, reason: SystemError.text()) }
        let result = Glibc.close(descriptor)
        descriptor = -1
        if result != 0 { throw ReportError(path: path, reason: SystemError.text()) }
    }
}

/// What the operating system says about its last refusal.
enum SystemError {
    static func text() -> String { String(cString: strerror(errno)) }
}

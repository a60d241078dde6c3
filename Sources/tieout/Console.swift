import Foundation

/// Standard error, for people.
enum Console {
    /// Writes a line to standard error.
    static func error(_ text: String) {
        FileHandle.standardError.write(Data((text + "\n").utf8))
    }

    /// A person is watching: progress makes sense.
    static var isInteractive: Bool { isatty(STDERR_FILENO) == 1 }
}

/// What stops the reading of one file, or of the whole source. Trouble with a single line is no error: it becomes a
/// rejected line or a finding.
package enum IntakeError: Error, Sendable, Equatable {
    /// The operating system refused; `reason` is its text.
    case unreadable(path: String, reason: String)
    /// A gzip stream ends before its trailer.
    case truncated(path: String)
    /// The bytes are not what the form demands: a damaged gzip stream, a document that is no JSON.
    case corrupt(path: String, reason: String)
    /// One of ``IntakeLimits`` is exceeded.
    case tooLarge(path: String, reason: String)
    /// The folder holds neither `invoices.json` nor a folder of invoices.
    case notASnapshot(path: String)

    /// The path of the file or folder, as it was opened.
    package var path: String {
        switch self {
        case .unreadable(let path, _), .truncated(let path), .corrupt(let path, _), .tooLarge(let path, _),
            .notASnapshot(let path):
            path
        }
    }

    /// What is wrong, without the path.
    package var reason: String {
        switch self {
        case .unreadable(_, let reason): "cannot be read: \(reason)"
        case .truncated: "the gzip stream ends early"
        case .corrupt(_, let reason), .tooLarge(_, let reason): reason
        case .notASnapshot: "holds neither invoices.json nor an invoices folder"
        }
    }
}

extension IntakeError: CustomStringConvertible {
    package var description: String { "\(path): \(reason)" }
}

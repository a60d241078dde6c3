import Synchronization

/// Takes secrets out of every text that leaves the client: tokens, client secrets, storage signatures.
///
/// Knows the secrets that it was told, and the shapes in which secrets that nobody told it appear.
package final class Redaction: Sendable {
    private let known = Mutex<Set<String>>([])

    /// What stands where a secret was.
    package static let mark = "REDACTED"

    package init(secrets: [String] = []) {
        secrets.forEach(remember)
    }

    /// From now on this text is taken out wherever it appears. Texts under eight characters are too common to be told
    /// from ordinary words and are left to the shapes.
    package func remember(_ secret: String) {
        guard secret.utf8.count >= 8 else { return }
        known.withLock { _ = $0.insert(secret) }
    }

    /// The text without secrets.
    package func clean(_ text: String) -> String {
        // The longest first, or a secret that contains another would leave its rest behind.
        let secrets = known.withLock { $0.sorted { ($0.utf8.count, $0) > ($1.utf8.count, $1) } }
        var result = text
        for secret in secrets {
            result = result.replacing(secret, with: Redaction.mark)
            result = result.replacing(URLText.encoded(secret), with: Redaction.mark)
        }
        return Redaction.withoutShapes(result)
    }

    private static func withoutShapes(_ text: String) -> String {
        var result = text.replacing(
            /(?i)\b(access_token|refresh_token|id_token|client_secret|client_assertion|assertion|sasToken|password|sig|code)=[^&\s"'<>]+/
        ) { "\($0.1)=\(mark)" }
        result = result.replacing(
            /(?i)"(access_token|refresh_token|id_token|client_secret|client_assertion|assertion|sasToken|password)"\s*:\s*"[^"]*"/
        ) { "\"\($0.1)\":\"\(mark)\"" }
        if result.lowercased().contains("bearer") {
            result = result.replacing(/(?i:bearer)\s+[A-Za-z0-9._~+\/=-]+/, with: "Bearer \(mark)")
        }
        if result.contains("eyJ") {
            result = result.replacing(/eyJ[A-Za-z0-9_-]{8,}(\.[A-Za-z0-9_-]*){0,4}/, with: mark)
        }
        return result
    }
}

/// A text that never shows itself: not when printed, not when dumped. ``reveal`` is for the wire alone.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package let reveal: String

    package init(_ text: String) { reveal = text }

    package var description: String { Redaction.mark }
    package var debugDescription: String { Redaction.mark }
    package var customMirror: Mirror { Mirror(self, children: []) }
}

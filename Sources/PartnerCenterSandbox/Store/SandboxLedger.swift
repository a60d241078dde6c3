import Synchronization

/// Who was let in, which exports run, and what was asked: the sandbox's memory of its visitors.
final class SandboxLedger: Sendable {
    private struct Token {
        var audience: String
        var hasUser: Bool
        var expires: ContinuousClock.Instant
    }

    /// An export on its way.
    struct Operation: Sendable {
        let invoice: String
        let kind: String
        var runningAnswers: Int
        var fails = false
    }

    private struct Memory {
        var tokens: [String: Token] = [:]
        /// Entra lets the older ones live on after a rotation, so that a lost answer locks nobody out.
        var refreshTokens: [String]
        var issued = 0
        var operations: [String: Operation] = [:]
        var begun = 0
        var signatures = 0
        var requests: [String] = []
        var violations: [String] = []
    }

    private let memory: Mutex<Memory>

    init(refreshToken: String) { memory = Mutex(Memory(refreshTokens: [refreshToken])) }

    /// A new token, and a new refresh token for a user.
    func issue(audience: String, hasUser: Bool, lifetime: Int) -> (token: String, refreshToken: String?) {
        memory.withLock { memory in
            memory.issued += 1
            let token = "sandbox-token-\(memory.issued)-\(hasUser ? "user" : "app")"
            memory.tokens[token] = Token(audience: audience, hasUser: hasUser, expires: .now + .seconds(lifetime))
            guard hasUser else { return (token, nil) }
            let refreshToken = "sandbox-refresh-\(memory.issued)"
            memory.refreshTokens.append(refreshToken)
            return (token, refreshToken)
        }
    }

    /// The newest.
    var refreshToken: String { memory.withLock { $0.refreshTokens.last ?? "" } }

    /// One of the last few.
    func accepts(refreshToken: String) -> Bool { memory.withLock { $0.refreshTokens.suffix(8).contains(refreshToken) } }

    /// Whether a token opens a part of the service, and whether a user stands behind it; `nil` when it does not open it.
    func visitor(_ token: String, audience: String) -> (hasUser: Bool, Void)? {
        memory.withLock { memory in
            guard let known = memory.tokens[token], known.audience == audience, known.expires > .now else { return nil }
            return (known.hasUser, ())
        }
    }

    func expire(_ token: String) { memory.withLock { $0.tokens[token] = nil } }

    /// Begins an export and returns its id.
    func begin(_ operation: Operation) -> String {
        memory.withLock { memory in
            memory.begun += 1
            let id = "operation-\(memory.begun)"
            memory.operations[id] = operation
            return id
        }
    }

    /// Looks at an export; each look brings it nearer to its end.
    func look(_ id: String) -> Operation? {
        memory.withLock { memory in
            guard let operation = memory.operations[id] else { return nil }
            memory.operations[id]?.runningAnswers -= 1
            return operation
        }
    }

    func forget(_ id: String) { memory.withLock { $0.operations[id] = nil } }

    func newSignature() -> String {
        memory.withLock { memory in
            memory.signatures += 1
            return "sandboxsignature\(memory.signatures)"
        }
    }

    func record(_ request: String) { memory.withLock { $0.requests.append(request) } }

    /// Something that no client should do.
    func violation(_ text: String) { memory.withLock { $0.violations.append(text) } }

    /// Everything that was asked, in the order of arrival: method and path.
    var requests: [String] { memory.withLock { $0.requests } }
    var violations: [String] { memory.withLock { $0.violations } }
    /// Tokens that were given.
    var issuedTokens: Int { memory.withLock { $0.issued } }
}

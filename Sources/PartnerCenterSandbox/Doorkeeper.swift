import HTTPTypes
import Hummingbird
import NIOCore

/// Stands before every role: records the request, checks the token, and misbehaves as told.
struct Doorkeeper: RouterMiddleware {
    typealias Context = SandboxContext

    let sandbox: SandboxParts

    func handle(
        _ request: Request, context: SandboxContext, next: (Request, SandboxContext) async throws -> Response
    ) async throws -> Response {
        let path = request.uri.path
        if path.hasPrefix(ControlRole.base) { return try await next(request, context) }
        sandbox.ledger.record("\(request.method.rawValue) \(path)")
        let key = FaultKey.of(request)
        if sandbox.settings.latency > 0 { try await Task.sleep(for: .milliseconds(sandbox.settings.latency)) }
        if let early = refusal(request, path, key) { return early }
        if !path.hasPrefix("/authority/") {
            if sandbox.faults.strikes(.throttling, key) {
                return Answer.json(
                    "{\"statusCode\":429,\"message\":\"Rate limit is exceeded. Try again in \(sandbox.settings.retryAfter) seconds.\"}",
                    .tooManyRequests, headers: [("Retry-After", String(sandbox.settings.retryAfter))])
            }
            if sandbox.faults.strikes(.serverErrors, key) {
                return Answer.refusal(.internalServerError, "800003", "unexpected")
            }
            if sandbox.faults.strikes(.foreignRedirects, key) {
                return Answer.json("", .found, headers: [("Location", "https://example.org/elsewhere")])
            }
        }
        var response = try await next(request, context)
        if sandbox.faults.strikes(.lostReplies, key) {
            try await context.channel.close()
            return response
        }
        if response.status.kind == .successful, sandbox.faults.strikes(.cutConnections, key) {
            response.body = Doorkeeper.cut(length: response.body.contentLength ?? 1000, context.channel)
        }
        for name in ["MS-RequestId", "MS-CorrelationId"] {
            if let name = HTTPField.Name(name), let value = request.headers[name] { response.headers[name] = value }
        }
        return response
    }

    /// Who may not come in.
    private func refusal(_ request: Request, _ path: String, _ key: String) -> Response? {
        let bearer = request.headers[.authorization]
        let audience: String
        if path.hasPrefix("/api/") {
            audience = "https://api.partnercenter.microsoft.com"
            for name in ["MS-RequestId", "MS-CorrelationId"] {
                if HTTPField.Name(name).flatMap({ request.headers[$0] }) == nil {
                    sandbox.ledger.violation("\(name) is missing on \(path)")
                }
            }
        } else if path.hasPrefix("/graph/") {
            audience = "https://graph.microsoft.com"
        } else {
            if bearer != nil { sandbox.ledger.violation("a bearer token came to \(path)") }
            return nil
        }
        let token = bearer.map { String($0.dropFirst("Bearer ".count)) } ?? ""
        if sandbox.faults.strikes(.expiredTokens, key) { sandbox.ledger.expire(token) }
        guard let visitor = sandbox.ledger.visitor(token, audience: audience) else {
            return path.hasPrefix("/api/")
                ? Answer.refusal(.unauthorized, "800001", "the token is missing, expired or for another audience")
                : Answer.graphRefusal(.unauthorized, "InvalidAuthenticationToken", "the token is not valid")
        }
        if !visitor.hasUser, UserOnly.covers(path) {
            return Answer.refusal(.forbidden, "900329", "this resource is not for an application alone")
        }
        return nil
    }

    /// A body that breaks off in the middle.
    private static func cut(length: Int, _ channel: any Channel) -> ResponseBody {
        ResponseBody(contentLength: max(length, 2)) { writer in
            try await writer.write(ByteBuffer(repeating: UInt8(ascii: " "), count: max(length, 2) / 2))
            try await channel.close()
        }
    }
}

/// What the service gives to users only (billing API 12).
enum UserOnly {
    static func covers(_ path: String) -> Bool {
        if path == "/api/v1/invoices/summaries" || path.hasSuffix("/documents/statement") { return true }
        let parts = path.split(separator: "/")
        return parts.count == 4 && parts[2] == "invoices" && parts[3] != "summary"
    }
}

/// What a request asks for, for the choice of faults: address and page, without ids that change from run to run.
enum FaultKey {
    static func of(_ request: Request) -> String {
        var query = request.uri.queryParameters.filter { $0.key != "sig" && $0.key != "se" }
            .map { "\($0.key)=\($0.value)" }
        if let name = HTTPField.Name("MS-ContinuationToken"), let token = request.headers[name] { query.append(token) }
        return "\(request.method.rawValue) \(request.uri.path) \(query.sorted())"
    }
}

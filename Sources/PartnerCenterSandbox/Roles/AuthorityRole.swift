import Foundation
import Hummingbird
import NIOCore

/// Gives tokens: `/authority/{tenant}/oauth2/token` and `/authority/{tenant}/oauth2/v2.0/token` (billing API 12).
struct AuthorityRole: Sendable {
    private let sandbox: SandboxParts

    init(_ sandbox: SandboxParts) { self.sandbox = sandbox }

    func add(to router: Router<SandboxContext>) {
        router.post("/authority/:tenant/oauth2/token") { request, context in
            try await grant(request, context, isV2: false)
        }
        router.post("/authority/:tenant/oauth2/v2.0/token") { request, context in
            try await grant(request, context, isV2: true)
        }
    }

    private func grant(_ request: Request, _ context: SandboxContext, isV2: Bool) async throws -> Response {
        var request = request
        let body = try await request.collectBody(upTo: 65_536)
        let form = AuthorityRole.fields(String(buffer: body))
        let settings = sandbox.settings
        guard context.parameters.get("tenant") == settings.tenant, form["client_id"] == settings.clientID,
            form["client_secret"] == settings.clientSecret
        else { return AuthorityRole.refusal("invalid_client", 7_000_215) }
        let audience = isV2 ? form["scope"]?.replacing("/.default", with: "") : form["resource"]
        guard let audience, !audience.isEmpty else { return AuthorityRole.refusal("invalid_resource", 500_011) }
        let hasUser = form["grant_type"] == "refresh_token"
        if hasUser, !sandbox.ledger.accepts(refreshToken: form["refresh_token"] ?? "") {
            return AuthorityRole.refusal("invalid_grant", 700_082)
        }
        let (token, refreshToken) = sandbox.ledger.issue(
            audience: audience, hasUser: hasUser, lifetime: settings.tokenLifetime)
        // A number on v2.0, a text on v1.
        let life = isV2 ? String(settings.tokenLifetime) : "\"\(settings.tokenLifetime)\""
        let refresh = refreshToken.map { ",\"refresh_token\":\"\($0)\"" } ?? ""
        return Answer.json("{\"token_type\":\"Bearer\",\"expires_in\":\(life),\"access_token\":\"\(token)\"\(refresh)}")
    }

    private static func refusal(_ error: String, _ code: Int) -> Response {
        Answer.json(
            "{\"error\":\"\(error)\",\"error_description\":\"AADSTS\(code): refused by the sandbox.\","
                + "\"error_codes\":[\(code)]}", .badRequest)
    }

    /// The fields of a form.
    private static func fields(_ text: String) -> [String: String] {
        var fields: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let sides = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            fields[String(sides[0])] = sides.count > 1 ? String(sides[1]).removingPercentEncoding : ""
        }
        return fields
    }
}

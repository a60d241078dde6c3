/// The authority's answer to a request for a token.
package struct TokenGrant: Equatable, Sendable {
    package let accessToken: Secret
    package let lifetime: Duration
    /// A new refresh token, when the authority rotates it.
    package let refreshToken: Secret?

    /// Why an answer holds no token. Never quotes the answer.
    package struct Flaw: Error, Equatable, Sendable {
        package let reason: String
    }

    /// Reads the answer; `expires_in` is a string on the v1 endpoint and a number on v2.0 (billing API 12).
    package init(body: [UInt8]) throws(Flaw) {
        let value: JSONValue
        do {
            value = try JSONValue(body)
        } catch {
            throw Flaw(reason: "the authority's answer is not JSON")
        }
        guard let token = value["access_token"]?.text, !token.isEmpty else {
            throw Flaw(reason: "the authority's answer holds no token")
        }
        guard token.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), token.utf8.count <= 65_536 else {
            throw Flaw(reason: "the authority's token does not fit into a header")
        }
        accessToken = Secret(token)
        let seconds = value["expires_in"]?.int ?? 300
        lifetime = .seconds(min(max(seconds, 1), 86_400))
        refreshToken = value["refresh_token"]?.text.flatMap { $0.isEmpty ? nil : Secret($0) }
    }
}

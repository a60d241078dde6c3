/// Who tieout is to the authority, and which tokens it asks for.
package struct Credentials: Sendable {
    package enum Endpoint: String, Sendable {
        /// `/oauth2/token`, with a `resource`.
        case v1
        /// `/oauth2/v2.0/token`, with a `scope`.
        case v2
    }

    /// What a token is for.
    package struct Audience: Sendable, Equatable {
        /// Canonical, whatever host is asked (contracts, section 1).
        package var resource: String
        package var endpoint: Endpoint
    }

    package var tenant: String
    package var clientID: String
    package var clientSecret: Secret
    /// Where the rotating refresh token of App+User lies; without one, app-only.
    package var refreshTokenFile: String?
    package var api = Audience(resource: "https://api.partnercenter.microsoft.com", endpoint: .v1)
    package var graph = Audience(resource: "https://graph.microsoft.com", endpoint: .v2)

    package init(tenant: String, clientID: String, clientSecret: Secret, refreshTokenFile: String? = nil) {
        self.tenant = tenant
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.refreshTokenFile = refreshTokenFile
    }

    /// A user stands behind the calls.
    package var hasUser: Bool { refreshTokenFile != nil }

    /// The audience of a part of the service; `nil` for parts that take no token.
    func audience(of role: ServiceRole) -> Audience? {
        switch role {
        case .api: api
        case .graph: graph
        case .authority, .blobs: nil
        }
    }

    /// Path and form of the request for a token (billing API 12).
    func grant(for audience: Audience, refreshToken: Secret?) -> (path: String, form: String) {
        var fields: [(name: String, value: String)] = [
            (name: "grant_type", value: refreshToken == nil ? "client_credentials" : "refresh_token"),
            (name: "client_id", value: clientID), (name: "client_secret", value: clientSecret.reveal),
        ]
        if let refreshToken { fields.append((name: "refresh_token", value: refreshToken.reveal)) }
        switch audience.endpoint {
        case .v1: fields.append((name: "resource", value: audience.resource))
        case .v2: fields.append((name: "scope", value: audience.resource + "/.default"))
        }
        let folder = "/" + URLText.encoded(tenant)
        return (folder + (audience.endpoint == .v1 ? "/oauth2/token" : "/oauth2/v2.0/token"), URLText.form(fields))
    }
}

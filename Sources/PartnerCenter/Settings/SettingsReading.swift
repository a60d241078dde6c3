/// Why settings are refused. Never holds a secret.
package struct SettingsError: Error, Equatable, Sendable, CustomStringConvertible {
    package let setting: String
    package let reason: String

    package var description: String { "\(setting): \(reason)" }
}

/// The settings by their names in the environment.
package enum ServiceSetting: String, CaseIterable, Sendable {
    case authorityURL = "TIEOUT_AUTHORITY_URL"
    case apiURL = "TIEOUT_API_URL"
    case graphURL = "TIEOUT_GRAPH_URL"
    case apiAudience = "TIEOUT_API_AUDIENCE"
    case graphAudience = "TIEOUT_GRAPH_AUDIENCE"
    case apiTokenEndpoint = "TIEOUT_API_TOKEN_ENDPOINT"
    case graphTokenEndpoint = "TIEOUT_GRAPH_TOKEN_ENDPOINT"
    case tenantID = "TIEOUT_TENANT_ID"
    case clientID = "TIEOUT_CLIENT_ID"
    case clientSecret = "TIEOUT_CLIENT_SECRET"
    case clientSecretFile = "TIEOUT_CLIENT_SECRET_FILE"
    case refreshTokenFile = "TIEOUT_REFRESH_TOKEN_FILE"
    case blobHosts = "TIEOUT_BLOB_HOSTS"
    case concurrency = "TIEOUT_CONCURRENCY"
    case requestTimeout = "TIEOUT_REQUEST_TIMEOUT"
    case exportDeadline = "TIEOUT_EXPORT_DEADLINE"
    case retries = "TIEOUT_RETRIES"
    case billingRoutes = "TIEOUT_BILLING_ROUTES"

    /// The key under `partner_center:` in `tieout.yaml`.
    package var key: String { String(rawValue.dropFirst("TIEOUT_".count)).lowercased() }
}

extension ServiceSettings {
    /// Settles the settings from their texts; an empty text counts as absent.
    ///
    /// - Throws: the first setting that is missing or makes no sense.
    package init(_ values: [ServiceSetting: String]) throws(SettingsError) {
        func text(_ setting: ServiceSetting) -> String? { values[setting].flatMap { $0.isEmpty ? nil : $0 } }
        func required(_ setting: ServiceSetting) throws(SettingsError) -> String {
            guard let value = text(setting) else {
                throw SettingsError(
                    setting: setting.rawValue,
                    reason: "is required: set it, or write \(setting.key) under partner_center: in a file for --config")
            }
            return value
        }
        func address(_ setting: ServiceSetting, _ standard: String) throws(SettingsError) -> WebAddress {
            do {
                // The version belongs to each path; people copy it along.
                return try WebAddress((text(setting) ?? standard).replacing(/\/(v1|v1\.0)?\/*$/, with: ""))
            } catch {
                throw SettingsError(setting: setting.rawValue, reason: error.reason)
            }
        }
        func number(_ setting: ServiceSetting, _ standard: Int, _ range: ClosedRange<Int>) throws(SettingsError) -> Int
        {
            guard let value = text(setting) else { return standard }
            guard let number = Int(value), range.contains(number) else {
                throw SettingsError(
                    setting: setting.rawValue,
                    reason: "'\(value)' is no number from \(range.lowerBound) to \(range.upperBound)")
            }
            return number
        }
        var credentials = Credentials(
            tenant: try required(.tenantID), clientID: try required(.clientID),
            clientSecret: try ServiceSettings.clientSecret(text(.clientSecret), file: text(.clientSecretFile)),
            refreshTokenFile: text(.refreshTokenFile))
        credentials.api = try ServiceSettings.audience(
            credentials.api, text(.apiAudience), text(.apiTokenEndpoint), .apiTokenEndpoint)
        credentials.graph = try ServiceSettings.audience(
            credentials.graph, text(.graphAudience), text(.graphTokenEndpoint), .graphTokenEndpoint)
        // National clouds have no Graph exports (billing API 12): `none` says so.
        let graph =
            text(.graphURL)?.lowercased() == "none" ? nil : try address(.graphURL, "https://graph.microsoft.com")
        self.init(
            authority: try address(.authorityURL, "https://login.microsoftonline.com"),
            api: try address(.apiURL, "https://api.partnercenter.microsoft.com"), graph: graph,
            blobHosts: try ServiceSettings.hosts(text(.blobHosts) ?? "blob.core.windows.net"), credentials: credentials)
        concurrency = try number(.concurrency, concurrency, 1...256)
        requestTimeout = try number(.requestTimeout, requestTimeout, 1...3600)
        exportDeadline = .seconds(try number(.exportDeadline, 3600, 1...86_400))
        attempts = try number(.retries, attempts, 1...100)
        if let table = text(.billingRoutes) { routes = try RouteTable.standard.overridden(by: table) }
    }

    private static func hosts(_ text: String) throws(SettingsError) -> [String] {
        let hosts = text.split(separator: ",").map { $0.filter { !$0.isWhitespace }.lowercased() }.filter {
            !$0.isEmpty
        }
        for host in hosts {
            let plain = host.utf8.allSatisfy { ($0 | 0x20) &- 97 < 26 || $0 &- 48 <= 9 || ".-".utf8.contains($0) }
            // A single label would let a whole top-level domain in; this machine's own name is fine.
            guard plain || host == "[::1]", !host.hasPrefix("."),
                host.contains(".") || host == "localhost" || host == "[::1]"
            else {
                throw SettingsError(setting: ServiceSetting.blobHosts.rawValue, reason: "'\(host)' is no host name")
            }
        }
        return hosts
    }

    private static func audience(
        _ standard: Credentials.Audience, _ resource: String?, _ endpoint: String?, _ setting: ServiceSetting
    ) throws(SettingsError) -> Credentials.Audience {
        var audience = standard
        if let resource { audience.resource = resource.hasSuffix("/") ? String(resource.dropLast()) : resource }
        if let endpoint {
            guard let known = Credentials.Endpoint(rawValue: endpoint.lowercased()) else {
                throw SettingsError(setting: setting.rawValue, reason: "takes v1 or v2")
            }
            audience.endpoint = known
        }
        return audience
    }

    private static func clientSecret(_ given: String?, file: String?) throws(SettingsError) -> Secret {
        if let given { return Secret(given) }
        let name = ServiceSetting.clientSecretFile.rawValue
        guard let file else {
            throw SettingsError(setting: ServiceSetting.clientSecret.rawValue, reason: "is required, or \(name)")
        }
        do {
            let bytes = try FileSystem.read(file, limit: 65_536) ?? []
            let text = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
            guard !text.isEmpty else { throw SettingsError(setting: name, reason: "\(file) is missing or empty") }
            return Secret(String(text))
        } catch let error as SettingsError {
            throw error
        } catch {
            throw SettingsError(setting: name, reason: String(describing: error))
        }
    }
}

extension ServiceSettings {
    /// Settles the settings from the environment; `values` are those of a configuration file, which it overrides.
    package init(
        environment: [String: String], over values: [ServiceSetting: String] = [:]
    ) throws(SettingsError) {
        var values = values
        func isGiven(_ setting: ServiceSetting) -> Bool { environment[setting.rawValue].map { !$0.isEmpty } ?? false }
        // Two ways to say one thing: either of them in the environment wins over both in the file.
        if isGiven(.clientSecret) || isGiven(.clientSecretFile) {
            values[.clientSecret] = nil
            values[.clientSecretFile] = nil
        }
        for setting in ServiceSetting.allCases {
            if let value = environment[setting.rawValue], !value.isEmpty { values[setting] = value }
        }
        try self.init(values)
    }
}

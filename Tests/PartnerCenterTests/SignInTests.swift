import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Testing

@Suite("Signing in")
struct SignInTests {
    @Test("the rotated refresh token is written back, for its owner alone, and the next night uses it")
    func rotation() async throws {
        try await SandboxVisit.with { visit in
            _ = try await visit.night(asUser: true)
            let file = visit.folder + "/refresh-token"
            let token = try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(
                in: .whitespacesAndNewlines)
            #expect(token == visit.server.refreshToken)
            #expect(token != "sandbox-refresh-0")
            let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
            #expect(mode == 0o600)
            #expect(try await visit.night("2026-11-25", asUser: true).isComplete)
        }
    }

    @Test("many calls at once share one token per audience")
    func oneToken() async throws {
        try await SandboxVisit.with { visit in
            _ = try await visit.night { $0.concurrency = 16 }
            #expect(visit.server.issuedTokens == 2)
        }
    }

    @Test("a token is renewed before it runs out")
    func renewal() async throws {
        try await SandboxVisit.with {
            $0.tokenLifetime = 100
        } body: { visit in
            let client = try visit.client()
            for _ in 0..<3 { _ = try await client.json(client.v1("/invoices/summary", purpose: "balance")) }
            #expect(visit.server.issuedTokens == 1)
            try await visit.time.sleep(for: .seconds(79))
            _ = try await client.json(client.v1("/invoices/summary", purpose: "balance"))
            #expect(visit.server.issuedTokens == 1)
            try await visit.time.sleep(for: .seconds(2))
            _ = try await client.json(client.v1("/invoices/summary", purpose: "balance"))
            #expect(visit.server.issuedTokens == 2)
        }
    }

    @Test("either token endpoint serves either audience", arguments: ["v1", "v2"])
    func endpoints(_ endpoint: String) async throws {
        try await SandboxVisit.with { visit in
            let kind = try #require(Credentials.Endpoint(rawValue: endpoint))
            let client = try visit.client { $0.credentials.api.endpoint = kind }
            _ = try await client.json(client.v1("/invoices/summary", purpose: "balance"))
            let path = endpoint == "v1" ? "/oauth2/token" : "/oauth2/v2.0/token"
            #expect(visit.server.requests.first == "POST /authority/sandbox-tenant\(path)")
        }
    }

    @Test("an empty refresh token file says so")
    func emptyFile() async throws {
        try await SandboxVisit.with { visit in
            await #expect {
                _ = try await visit.night { $0.credentials.refreshTokenFile = visit.folder + "/nothing" }
            } throws: { "\($0)".contains("missing or empty") }
        }
    }
}

import BillingModel
import Foundation
import PartnerCenter
import PartnerCenterSandbox
import Synchronization
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

    @Test("a token that is refused in mid-run: the rotated refresh token is on the disk before the new token is used")
    func rotatedInMidRun() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("token-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }  // a test's own file: nothing depends on it
        try "refresh-0\n".write(toFile: file, atomically: true, encoding: .utf8)
        let wire = RotatingAuthority(tokenFile: file)
        var settings = try ServiceSettings([.tenantID: "t", .clientID: "c", .clientSecret: "a client secret"])
        settings.credentials.refreshTokenFile = file
        let client = ServiceClient(settings, transport: wire, time: HurriedTime(), seed: 1)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    do {
                        _ = try await client.json(client.v1("/invoices/summary", purpose: "balance"))
                    } catch {
                        Issue.record("\(error)")
                    }
                }
            }
        }
        #expect(wire.faults == [])
        #expect(wire.newest > 1)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "refresh-\(wire.newest)\n")
    }
}

/// An authority that takes each refresh token once, and a service that takes each token until two of them are refused.
private final class RotatingAuthority: HTTPTransport {
    private struct Memory {
        var newest = 0
        var calls = 0
        var faults: [String] = []
    }

    private let memory = Mutex(Memory())
    private let tokenFile: String

    init(tokenFile: String) { self.tokenFile = tokenFile }

    var newest: Int { memory.withLock { $0.newest } }
    var faults: [String] { memory.withLock { $0.faults } }

    func exchange<Sink: BodySink>(
        _ request: HTTPRequest, into sink: inout Sink
    ) async throws(TransportFailure) -> HTTPHead {
        let kept = FileManager.default.contents(atPath: tokenFile).map { String(decoding: $0, as: UTF8.self) } ?? ""
        let (status, body) = memory.withLock { memory -> (Int, String) in
            if request.address.path.hasSuffix("/token") {
                guard String(decoding: request.body, as: UTF8.self).contains("refresh_token=refresh-\(memory.newest)&")
                else {
                    memory.faults.append("an old refresh token was used")
                    return (400, "{}")
                }
                memory.newest += 1
                let answer =
                    "{\"access_token\":\"token-\(memory.newest)\",\"expires_in\":3600,"
                    + "\"refresh_token\":\"refresh-\(memory.newest)\"}"
                return (200, answer)
            }
            // Others may have brought newer ones meanwhile.
            let used = Int(request.header("Authorization").dropFirst("Bearer token-".count)) ?? 0
            let saved = Int(kept.dropFirst("refresh-".count).dropLast()) ?? 0
            if saved < used { memory.faults.append("token \(used) is used, refresh token \(saved) is kept") }
            memory.calls += 1
            let isGood = used == memory.newest && memory.calls != 3 && memory.calls != 9
            return isGood ? (200, "{}") : (401, "")
        }
        let head = HTTPHead(status: status)
        try sink.begin(head)
        let failure: TransportFailure? = Array(body.utf8).withUnsafeBytes { raw in
            do throws(TransportFailure) {
                try sink.take(raw)
                return nil
            } catch {
                return error
            }
        }
        if let failure { throw failure }
        try sink.finish()
        return head
    }
}

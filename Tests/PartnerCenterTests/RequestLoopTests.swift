import PartnerCenter
import Synchronization
import Testing

@Suite("Sending one call")
struct RequestLoopTests {
    @Test("the request id stays while no answer comes, and is new after any answer; the correlation id is one")
    func ids() async throws {
        let wire = ScriptedTransport([.none, .none, .status(500), .none, .ok("{}")])
        _ = try await client(wire).json(call(wire))
        let asked = wire.asked.filter { $0.address.path.hasPrefix("/v1/") }
        let ids = asked.map { $0.header("MS-RequestId") }
        #expect(ids.count == 5)
        #expect(ids[0] == ids[1] && ids[1] == ids[2])
        #expect(ids[3] != ids[2] && ids[3] == ids[4])
        #expect(Set(wire.asked.map { $0.header("MS-CorrelationId") }).count == 1)
    }

    @Test("an error says which request it was, and what the service said")
    func errors() async throws {
        let wire = ScriptedTransport([.answer(403, #"{"code":"2032","description":"Access denied"}"#)])
        await #expect {
            _ = try await client(wire).json(call(wire))
        } throws: { error in
            guard let error = error as? ServiceError, let last = wire.asked.last else { return false }
            return error.kind == .refused(status: 403, code: "2032")
                && "\(error)".contains("Access denied")
                && "\(error)".contains("MS-RequestId \(last.header("MS-RequestId"))")
                && "\(error)".contains("MS-CorrelationId \(last.header("MS-CorrelationId"))")
        }
    }

    @Test("a redirect to a blob host leaves the token behind")
    func redirectToBlobs() async throws {
        let wire = ScriptedTransport([.redirect("https://x.blob.core.windows.net/a?sig=s"), .ok("{}")])
        _ = try await client(wire).json(call(wire))
        let last = try #require(wire.asked.last)
        #expect(last.address.host == "x.blob.core.windows.net")
        #expect(last.header("Authorization") == "")
        #expect(wire.asked.dropLast().last?.header("Authorization") == "Bearer token-1")
    }

    @Test(
        "what may not be asked is not asked, at first or after a redirect",
        arguments: [
            "https://evil.org/a", "http://x.blob.core.windows.net/a", "https://x.blob.core.windows.net.evil.org/",
            "//evil.org/a", "https://api.partnercenter.microsoft.com@evil.org/", "http://169.254.169.254/metadata",
        ])
    func foreignRedirect(_ location: String) async throws {
        let wire = ScriptedTransport([.redirect(location), .ok("{}")])
        await #expect {
            _ = try await client(wire).json(call(wire))
        } throws: { ($0 as? ServiceError)?.kind == .forbiddenAddress }
        #expect(
            wire.asked.allSatisfy {
                $0.address.host.hasSuffix("microsoft.com") || $0.address.host.hasSuffix("microsoftonline.com")
            })
    }

    @Test("a redirect of what writes is not followed")
    func redirectedPost() async throws {
        let wire = ScriptedTransport([.redirect("https://api.partnercenter.microsoft.com/v1/other")])
        await #expect {
            var call = try call(wire)
            call.method = .post
            _ = try await client(wire).json(call)
        } throws: { ($0 as? ServiceError)?.kind == .forbiddenAddress }
    }

    @Test("an endless redirect ends")
    func endless() async throws {
        let here = "https://api.partnercenter.microsoft.com/v1/x"
        let wire = ScriptedTransport(Array(repeating: .redirect(here), count: 50))
        await #expect {
            _ = try await client(wire).json(call(wire))
        } throws: { ($0 as? ServiceError)?.kind == .forbiddenAddress }
        #expect(wire.asked.count < 10)
    }

    @Test("a 401 renews the token, and the new one goes along")
    func renewal() async throws {
        let wire = ScriptedTransport([.status(401), .ok("{}")])
        _ = try await client(wire).json(call(wire))
        #expect(wire.asked.last?.header("Authorization") == "Bearer token-2")
    }

    @Test("an answer larger than allowed is not read")
    func tooLarge() async throws {
        let wire = ScriptedTransport([.ok(String(repeating: "x", count: 100))])
        await #expect {
            _ = try await client(wire).send(call(wire), limit: 50)
        } throws: { "\($0)".contains("larger than 50 bytes") }
    }

    private func client(_ wire: ScriptedTransport) throws -> ServiceClient {
        let settings = try ServiceSettings([.tenantID: "t", .clientID: "c", .clientSecret: "a client secret"])
        return ServiceClient(settings, transport: wire, time: HurriedTime(), seed: 1)
    }

    private func call(_ wire: ScriptedTransport) throws -> ServiceCall {
        ServiceCall(.api, try WebAddress("https://api.partnercenter.microsoft.com/v1/x"), purpose: "test")
    }
}

/// A network that answers from a list; tokens it gives by itself.
final class ScriptedTransport: HTTPTransport {
    enum Answer: Sendable {
        /// The connection ends without one.
        case none
        case answer(Int, String)
        case redirect(String)
        /// 202 with a place to ask.
        case accepted

        static func ok(_ body: String) -> Answer { .answer(200, body) }
        static func status(_ status: Int) -> Answer { .answer(status, "") }
    }

    private struct Script {
        var answers: [Answer]
        var asked: [HTTPRequest] = []
        var tokens = 0
    }

    private let script: Mutex<Script>

    /// The only token that is ever handed out; `nil` for a new one each time.
    private let token: String?

    init(_ answers: [Answer], token: String? = nil) {
        script = Mutex(Script(answers: answers))
        self.token = token
    }

    var asked: [HTTPRequest] { script.withLock { $0.asked } }

    func exchange<Sink: BodySink>(
        _ request: HTTPRequest, into sink: inout Sink
    ) async throws(TransportFailure) -> HTTPHead {
        let answer = script.withLock { script -> Answer in
            script.asked.append(request)
            if request.address.path.hasSuffix("/token") {
                script.tokens += 1
                let token = token ?? "token-\(script.tokens)"
                return .ok("{\"access_token\":\"\(token)\",\"expires_in\":\"3600\"}")
            }
            return script.answers.isEmpty ? .status(404) : script.answers.removeFirst()
        }
        let head: HTTPHead
        var body = ""
        switch answer {
        case .none: throw .noAnswer("the connection was reset")
        case .redirect(let location): head = HTTPHead(status: 302, headers: [(name: "location", value: location)])
        case .accepted:
            let place = "https://graph.microsoft.com/v1.0/reports/partners/billing/operations/1"
            head = HTTPHead(status: 202, headers: [(name: "Location", value: place)])
        case .answer(let status, let text):
            head = HTTPHead(status: status)
            body = text
        }
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

extension HTTPRequest {
    /// Empty when it is not there.
    func header(_ name: String) -> String { headers.first { $0.name == name }?.value ?? "" }
}

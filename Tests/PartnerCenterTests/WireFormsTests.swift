import BillingModel
import Foundation
import PartnerCenter
import Testing

/// Forms in which answers come that a well-behaved service need not send, and that real ones and their gateways do.
@Suite("Forms of answers")
struct WireFormsTests {
    private static let address = "https://api.partnercenter.microsoft.com/v1/x"

    private func client(_ wire: ScriptedTransport, _ time: HurriedTime = HurriedTime()) throws -> ServiceClient {
        let settings = try ServiceSettings([.tenantID: "t", .clientID: "c", .clientSecret: "a client secret"])
        return ServiceClient(settings, transport: wire, time: time, seed: 1)
    }

    private func call() throws -> ServiceCall {
        ServiceCall(.api, try WebAddress(WireFormsTests.address), purpose: "test")
    }

    @Test(
        "what is no whole JSON document is asked for again",
        arguments: ["", "  ", "<html><body>Sign in</body></html>", #"{"items":["#, "service unavailable"])
    func notJSON(_ body: String) async throws {
        let wire = ScriptedTransport([.ok(body), .ok(body), .ok(#"{"a":1}"#)])
        let value = try await client(wire).json(call())
        #expect(value["a"]?.int == 1)
        let ids = wire.asked.filter { $0.address.path == "/v1/x" }.map { $0.header("MS-RequestId") }
        #expect(Set(ids).count == 3)
    }

    @Test("a purchase that was answered with nonsense is not repeated by itself")
    func purchase() async throws {
        let wire = ScriptedTransport([.answer(201, "<html>"), .answer(201, #"{"orders":[]}"#)])
        guard case .unknown = try await CartCalls(client(wire), customer: "c").checkOut("k") else {
            Issue.record("the outcome is not known")
            return
        }
        #expect(wire.asked.filter { $0.address.path.hasSuffix("/checkout") }.count == 1)
    }

    @Test("a refusal that comes as a success is a refusal")
    func refusalAsSuccess() async throws {
        let wire = ScriptedTransport([.ok(#"{"code":400072,"description":"item isn't available"}"#)])
        await #expect {
            _ = try await client(wire).json(call())
        } throws: { ($0 as? ServiceError)?.kind == .refused(status: 200, code: "400072") }
    }

    @Test("a page of HTML is quoted on one line, and not whole")
    func errorPage() async throws {
        let page = "<html>\r\n<h1>Bad\tGateway</h1>\n" + String(repeating: "x", count: 5000)
        let wire = ScriptedTransport([.answer(400, page)])
        await #expect {
            _ = try await client(wire).json(call())
        } throws: { error in
            "\(error)".contains("<html> <h1>Bad Gateway</h1>") && !"\(error)".contains("\n") && "\(error)".count < 600
        }
    }

    @Test("a token that is handed out again after a refusal is used again, and not for ever")
    func sameToken() async throws {
        let wire = ScriptedTransport([.status(401), .ok("{}")], token: "the-same")
        _ = try await client(wire).json(call())
        let refused = ScriptedTransport(Array(repeating: .status(401), count: 50), token: "the-same")
        await #expect {
            _ = try await client(refused).json(call())
        } throws: { ($0 as? ServiceError)?.status == 401 }
        #expect(refused.asked.count < 12)
    }

    @Test(
        "Retry-After is seconds or a date",
        arguments: [
            ("57", 57), (" 5 ", 5), ("0", 0), ("Tue, 24 Nov 2026 10:00:30 GMT", 30),
            ("Tue, 24 Nov 2026 09:00:00 GMT", 0), ("soon", nil), ("-1", nil), ("", nil),
            ("Tue, 24 Nov 2066 10:00:30 GMT", nil),
        ] as [(String, Int?)])
    func retryAfter(_ text: String, _ seconds: Int?) {
        let head = HTTPHead(
            status: 429,
            headers: [(name: "retry-after", value: text), (name: "date", value: "Tue, 24 Nov 2026 10:00:00 GMT")])
        #expect(head.retryAfter == seconds.map { .seconds($0) })
    }

    @Test(
        "a Location is absolute, from the root, or beside what was asked",
        arguments: [
            ("https://graph.microsoft.com/z", "https://graph.microsoft.com/z"),
            ("/z?a=1", "https://h.example.com/z?a=1"),
            ("operations/7", "https://h.example.com/a/operations/7"),
        ])
    func locations(_ location: String, _ expected: String) throws {
        #expect(try WebAddress("https://h.example.com/a/b?q=1").resolving(location: location).text == expected)
    }

    @Test(
        "a Location that leads up, elsewhere or nowhere is none",
        arguments: ["..", "//evil.org/z", "javascript:x", ""])
    func badLocations(_ location: String) throws {
        let here = try WebAddress("https://h.example.com/a/b")
        #expect(throws: WebAddress.Refusal.self) { try here.resolving(location: location) }
    }

    @Test(
        "a version that was copied along with an address is not doubled",
        arguments: ["https://api.example.com", "https://api.example.com/", "https://api.example.com/v1/"])
    func versions(_ address: String) throws {
        let settings = try ServiceSettings([
            .tenantID: "t", .clientID: "c", .clientSecret: "a client secret", .apiURL: address,
            .graphURL: "https://graph.example.com/v1.0",
        ])
        #expect(settings.api.text == "https://api.example.com")
        #expect(settings.graph?.text == "https://graph.example.com")
    }

    @Test("every header of a next link goes along, but for those that are not the service's")
    func linkHeaders() async throws {
        let first =
            #"{"items":[{"id":"1"}],"links":{"next":{"uri":"/customers?size=1&seekOperation=Next","headers":"#
            + #"[{"key":"MS-ContinuationToken","value":"T"},{"key":"MS-Other","value":"o"},{"key":"Authorization","value":"x"}]}}}"#
        let wire = ScriptedTransport([.ok(first), .ok(#"{"items":[{"id":"2"}],"links":{"self":{"uri":"/x"}}}"#)])
        let items = try await CollectionRead(client(wire)).items("/customers", purpose: "customers")
        #expect(items.count == 2)
        let last = try #require(wire.asked.last)
        #expect(last.header("MS-ContinuationToken") == "T")
        #expect(last.header("MS-Other") == "o")
        #expect(last.header("Authorization").hasPrefix("Bearer "))
    }

    @Test("a collection with a token and without links goes on; with links they decide")
    func tokenWithoutLinks() async throws {
        let wire = ScriptedTransport([
            .ok(#"{"items":[{"id":"1"}],"continuationToken":"T"}"#),
            .ok(#"{"items":[{"id":"2"}],"continuationToken":"U","links":{"self":{"uri":"/x"}}}"#),
        ])
        #expect(try await CollectionRead(client(wire)).items("/customers", purpose: "customers").count == 2)
    }
}

/// The service, as the rest of the module sees it: calls in, whole answers out.
package final class ServiceClient: Sendable {
    package let settings: ServiceSettings
    package let loop: RequestLoop
    private let tokens: TokenSource

    /// `seed` makes the jitter of retries repeatable.
    package init(
        _ settings: ServiceSettings, transport: any HTTPTransport, time: any TimeKeeper = SystemTime(), seed: UInt64
    ) {
        self.settings = settings
        var policy = RetryPolicy()
        policy.attempts = settings.attempts
        loop = RequestLoop(
            transport: transport, hosts: settings.hosts, gate: RequestGate(width: settings.concurrency), time: time,
            redaction: Redaction(secrets: [settings.credentials.clientSecret.reveal]), policy: policy, seed: seed,
            correlationID: RequestLoop.newID())
        tokens = TokenSource(credentials: settings.credentials, authority: settings.authority, loop: loop)
    }

    package var time: any TimeKeeper { loop.time }

    /// Sends a call and keeps the answer in memory.
    package func send(
        _ call: ServiceCall, limit: Int = ServiceCall.largestAnswer
    ) async throws(ServiceError) -> ServiceReply {
        var call = call
        call.wholeWithin = settings.requestTimeout
        var sink = MemorySink(limit: limit, expecting: call.expectation)
        let (head, requestID) = try await loop.send(call, into: &sink, refusal: { $0.bytes }, token: giver)
        return ServiceReply(head: head, body: sink.bytes, requestID: requestID)
    }

    /// Sends a call and streams the answer into a file.
    package func download(_ call: ServiceCall, into sink: inout FileSink) async throws(ServiceError) {
        _ = try await loop.send(call, into: &sink, refusal: { $0.refusal }, token: giver)
    }

    /// A call to the v1 API. `path` begins behind `/v1`, its parts encoded.
    package func v1(
        _ path: String, _ query: [(name: String, value: String)] = [], purpose: String
    ) -> ServiceCall {
        let text = query.isEmpty ? nil : URLText.form(query)
        return ServiceCall(.api, settings.api.appending(path: "/v1" + path, query: text), purpose: purpose)
    }

    /// An error that was found on this side of the wire.
    package func error(
        _ kind: ServiceError.Kind, _ purpose: String, _ reason: String, requestID: String = ""
    ) -> ServiceError {
        ServiceError(
            kind, purpose: purpose, reason: loop.redaction.clean(reason), requestID: requestID,
            correlationID: loop.correlationID)
    }

    /// Reads the answer to a call as JSON.
    package func json(_ call: ServiceCall) async throws(ServiceError) -> JSONValue {
        let reply = try await send(call)
        let value: JSONValue
        do {
            value = try JSONValue(reply.body)
        } catch {
            throw self.error(.senseless, call.purpose, "the answer is not JSON: \(error)", requestID: reply.requestID)
        }
        // One refusal comes as a success (commerce API 1.5: 400072).
        if let code = value["code"]?.text, let words = value["description"]?.text, value["id"] == nil {
            throw self.error(
                .refused(status: reply.head.status, code: code), call.purpose, "code \(code): \(words)",
                requestID: reply.requestID)
        }
        return value
    }

    private var giver: RequestLoop.TokenGiver {
        { [tokens] role, refused async throws(ServiceError) in try await tokens.token(for: role, refused: refused) }
    }
}

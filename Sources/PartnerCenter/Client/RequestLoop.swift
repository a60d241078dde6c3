import FoundationEssentials

/// Sends one call until its machine is content: allow-list, redirects, token, retries, ids. Decides nothing itself.
package struct RequestLoop: Sendable {
    package let transport: any HTTPTransport
    package let hosts: AllowedHosts
    package let gate: RequestGate
    package let time: any TimeKeeper
    package let redaction: Redaction
    package let policy: RetryPolicy
    package let seed: UInt64
    /// `MS-CorrelationId` of the whole run.
    package let correlationID: String

    /// Gives a token for a part of the service; the argument is the one that was just refused.
    typealias TokenGiver = @Sendable (ServiceRole, Secret?) async throws(ServiceError) -> Secret?

    private static let mostRedirects = 5

    /// One call between its attempts.
    private struct Progress {
        var address: WebAddress
        var role: ServiceRole
        var requestID = RequestLoop.newID()
        var redirects = 0
        var attempts = 0
        var token: Secret?
        var refused: Secret?
    }

    /// Sends a call and brings its answer, or throws what stands in the way.
    ///
    /// `refusal` takes the body of a refusal out of the sink.
    func send<Sink: BodySink>(
        _ call: ServiceCall, into sink: inout Sink, refusal: (Sink) -> [UInt8], token: TokenGiver
    ) async throws(ServiceError) -> (head: HTTPHead, requestID: String) {
        var policy = policy
        policy.repeatsAnswered = call.repeatsAnswered
        var progress = Progress(address: call.address, role: call.role)
        var machine = RetryMachine(policy, start: time.now, seed: seed ^ RequestLoop.stableHash(call.address.shown))
        while true {
            let result = try await attempt(call, &progress, into: &sink, token)
            if case .success(let head) = result, try redirect(head, call, &progress) { continue }
            let outcome = await outcome(result, progress.role)
            let action = machine.next(outcome, now: time.now)
            progress.attempts = machine.attempts
            switch (action, result) {
            case (.deliver, .success(let head)):
                if head.isSuccess { return (head, progress.requestID) }
                throw refused(head, refusal(sink), call, progress)
            case (.renewToken, .success(let head)):
                guard progress.token != nil else { throw refused(head, refusal(sink), call, progress) }
                progress.refused = progress.token
                progress.requestID = RequestLoop.newID()
            case (.wait(let pause, let sameRequestID), _):
                if !sameRequestID { progress.requestID = RequestLoop.newID() }
                try await rest(pause, call, progress)
            case (.giveUp(let failure), _), (.deliver, .failure(let failure)), (.renewToken, .failure(let failure)):
                throw error(failure == .cancelled ? .cancelled : .unreachable, failure.reason, call, progress)
            }
        }
    }

    /// Sends the call once.
    private func attempt<Sink: BodySink>(
        _ call: ServiceCall, _ progress: inout Progress, into sink: inout Sink, _ giver: TokenGiver
    ) async throws(ServiceError) -> Result<HTTPHead, TransportFailure> {
        guard hosts.allows(progress.address, as: progress.role) else {
            throw error(
                .forbiddenAddress, "\(progress.address.shown) is not among the hosts that may be asked", call, progress)
        }
        progress.token = try await giver(progress.role, progress.refused)
        let request = self.request(call, progress)
        while true {
            let pause = await gate.quiet(progress.role, now: time.now)
            if pause == .zero { break }
            try await rest(pause, call, progress)
        }
        await gate.enter()
        let result: Result<HTTPHead, TransportFailure>
        do throws(TransportFailure) {
            result = .success(try await transport.exchange(request, into: &sink))
        } catch {
            result = .failure(error)
        }
        await gate.leave()
        return result
    }

    private func request(_ call: ServiceCall, _ progress: Progress) -> HTTPRequest {
        var headers = call.headers
        headers.append((name: "Accept", value: call.accept))
        headers.append((name: "Accept-Encoding", value: "identity"))
        headers.append((name: "User-Agent", value: "tieout"))
        if !call.body.isEmpty { headers.append((name: "Content-Type", value: call.contentType)) }
        switch progress.role {
        case .api, .authority:
            headers.append((name: "MS-RequestId", value: progress.requestID))
            headers.append((name: "MS-CorrelationId", value: correlationID))
        case .graph:
            headers.append((name: "client-request-id", value: progress.requestID))
            headers.append((name: "MS-RequestId", value: progress.requestID))
            headers.append((name: "MS-CorrelationId", value: correlationID))
        case .blobs: headers.append((name: "x-ms-client-request-id", value: progress.requestID))
        }
        if let token = progress.token { headers.append((name: "Authorization", value: "Bearer " + token.reveal)) }
        return HTTPRequest(
            method: call.method, address: progress.address, headers: headers, body: call.body,
            wholeWithin: call.wholeWithin)
    }

    /// Follows a redirect, if the answer is one and it may be followed.
    private func redirect(
        _ head: HTTPHead, _ call: ServiceCall, _ progress: inout Progress
    ) throws(ServiceError) -> Bool {
        guard [301, 302, 303, 307, 308].contains(head.status), let location = head["Location"] else { return false }
        progress.redirects += 1
        guard call.method == .get, progress.redirects <= RequestLoop.mostRedirects else {
            throw error(.forbiddenAddress, "a redirect (\(head.status)) that is not followed", call, progress)
        }
        let target: WebAddress
        do {
            target = try progress.address.resolving(location: location)
        } catch {
            throw self.error(.forbiddenAddress, "a redirect to an unusable address: \(error.reason)", call, progress)
        }
        guard let role = hosts.role(of: target) else {
            throw error(.forbiddenAddress, "a redirect to \(target.shown), which may not be asked", call, progress)
        }
        progress.address = target
        progress.role = role
        progress.requestID = RequestLoop.newID()
        return true
    }

    /// What an attempt came to; a request for patience is passed on to the pool.
    private func outcome(
        _ result: Result<HTTPHead, TransportFailure>, _ role: ServiceRole
    ) async -> RetryMachine.Outcome {
        switch result {
        case .failure(let failure): return .failure(failure)
        case .success(let head):
            if head.status == 429, let pause = head.retryAfter, pause <= policy.longestRetryAfter {
                await gate.hold(role, until: time.now + pause)
            }
            return .answer(status: head.status, retryAfter: head.retryAfter)
        }
    }

    private func rest(_ pause: Duration, _ call: ServiceCall, _ progress: Progress) async throws(ServiceError) {
        do {
            try await time.sleep(for: pause)
        } catch {
            throw self.error(.cancelled, "cancelled", call, progress)
        }
    }

    private func refused(_ head: HTTPHead, _ body: [UInt8], _ call: ServiceCall, _ progress: Progress) -> ServiceError {
        let fault = ServiceFault(body: body)
        let code = fault.code.isEmpty ? "" : ", code \(fault.code)"
        let words = fault.message.isEmpty ? "" : ": \(fault.message)"
        return error(
            .refused(status: head.status, code: fault.code), "HTTP \(head.status)\(code)\(words)", call, progress)
    }

    private func error(
        _ kind: ServiceError.Kind, _ reason: String, _ call: ServiceCall, _ progress: Progress
    ) -> ServiceError {
        ServiceError(
            kind, purpose: redaction.clean(call.purpose), reason: redaction.clean(reason),
            requestID: progress.requestID,
            correlationID: correlationID, attempts: progress.attempts)
    }

    /// A new GUID.
    package static func newID() -> String { UUID().uuidString.lowercased() }

    /// FNV-1a: the same in every process, unlike `Hasher`.
    private static func stableHash(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }
}

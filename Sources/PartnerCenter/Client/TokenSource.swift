/// Keeps a token per audience and renews it: before it runs out, and when it was refused in mid-run.
///
/// One renewal at a time, because a refresh token that rotates must not be used twice.
package actor TokenSource {
    private let credentials: Credentials
    private let authority: WebAddress
    private let loop: RequestLoop
    private var held: [ServiceRole: TokenLife] = [:]
    private var renewal: Renewal?
    private var renewals = 0

    private struct Renewal: Sendable {
        let number: Int
        let role: ServiceRole
        let task: Task<Result<TokenLife, ServiceError>, Never>
    }

    init(credentials: Credentials, authority: WebAddress, loop: RequestLoop) {
        self.credentials = credentials
        self.authority = authority
        self.loop = loop
    }

    /// A token for a part of the service, other than the one that was refused; `nil` where none goes along.
    func token(for role: ServiceRole, refused: Secret?) async throws(ServiceError) -> Secret? {
        guard let audience = credentials.audience(of: role) else { return nil }
        while true {
            if let life = held[role], life.isUsable(now: loop.time.now, refused: refused) { return life.token }
            let isOwn = renewal == nil
            let running = renewal ?? begin(role, audience)
            renewal = running
            let result = await running.task.value
            settle(running, result)
            switch result {
            // An authority may hand out the refused token again while it lives; the request's own patience ends that.
            case .success(let life) where isOwn: return life.token
            // Another's failure is ours when it was for the same audience; a storm of further tries would help nobody.
            case .failure(let error) where isOwn || running.role == role: throw error
            case .success, .failure: continue
            }
        }
    }

    private func begin(_ role: ServiceRole, _ audience: Credentials.Audience) -> Renewal {
        renewals += 1
        return Renewal(number: renewals, role: role, task: Task { await self.renew(audience) })
    }

    /// Whoever comes back first from waiting notes the result: the one who began may be the last to run on.
    private func settle(_ done: Renewal, _ result: Result<TokenLife, ServiceError>) {
        guard renewal?.number == done.number else { return }
        renewal = nil
        if case .success(let life) = result { held[done.role] = life }
    }

    private func renew(_ audience: Credentials.Audience) async -> Result<TokenLife, ServiceError> {
        do throws(ServiceError) {
            let refreshToken = try readRefreshToken()
            let (path, form) = credentials.grant(for: audience, refreshToken: refreshToken)
            var call = ServiceCall(
                .authority, authority.appending(path: path), purpose: "token for \(audience.resource)")
            call.method = .post
            call.body = Array(form.utf8)
            call.contentType = "application/x-www-form-urlencoded"
            var sink = MemorySink(limit: 1 << 20, expecting: .json)
            let asked = loop.time.now
            _ = try await loop.send(call, into: &sink, refusal: { $0.bytes }) { _, _ throws(ServiceError) in nil }
            let grant: TokenGrant
            do {
                grant = try TokenGrant(body: sink.bytes)
            } catch {
                throw self.error(error.reason)
            }
            loop.redaction.remember(grant.accessToken.reveal)
            try keep(grant.refreshToken, insteadOf: refreshToken)
            // From the moment of asking: the life began no earlier.
            return .success(TokenLife(grant, now: asked))
        } catch {
            return .failure(TokenSource.isPassing(error) ? error : noToken(error))
        }
    }

    /// The authority could not be asked, which says nothing about who asks.
    private static func isPassing(_ error: ServiceError) -> Bool {
        switch error.kind {
        case .cancelled, .unreachable: true
        case .refused(let status, _): status >= 500 || status == 429 || status == 408
        case .senseless, .forbiddenAddress, .noToken, .local: false
        }
    }

    private func readRefreshToken() throws(ServiceError) -> Secret? {
        guard let path = credentials.refreshTokenFile else { return nil }
        let bytes: [UInt8]?
        do {
            bytes = try FileSystem.read(path, limit: 65_536)
        } catch {
            throw self.error("the refresh token: \(error)")
        }
        let text = String(decoding: bytes ?? [], as: UTF8.self).split(whereSeparator: \.isWhitespace).joined()
        guard !text.isEmpty else { throw error("the refresh token file \(path) is missing or empty") }
        loop.redaction.remember(text)
        return Secret(text)
    }

    /// Writes a rotated refresh token before anything else happens: the old one may be dead already.
    private func keep(_ new: Secret?, insteadOf old: Secret?) throws(ServiceError) {
        guard let new, let path = credentials.refreshTokenFile, new != old else { return }
        loop.redaction.remember(new.reveal)
        do {
            try FileSystem.write(Array((new.reveal + "\n").utf8), to: path, mode: 0o600)
        } catch {
            throw self.error("the new refresh token could not be saved: \(error)")
        }
    }

    private func noToken(_ cause: ServiceError) -> ServiceError {
        ServiceError(
            .noToken, purpose: cause.purpose, reason: cause.reason, requestID: cause.requestID,
            correlationID: cause.correlationID, attempts: cause.attempts)
    }

    private func error(_ reason: String) -> ServiceError {
        ServiceError(
            .noToken, purpose: "sign-in", reason: loop.redaction.clean(reason), correlationID: loop.correlationID)
    }
}

/// Why a call to the service did not bring what it should. Everything in it may be shown: it was cleaned of secrets.
package struct ServiceError: Error, Equatable, Sendable, CustomStringConvertible {
    package enum Kind: Equatable, Sendable {
        /// The service answered with this status and its own code, if any.
        case refused(status: Int, code: String)
        /// No whole answer came.
        case unreachable
        /// The answer makes no sense.
        case senseless
        /// The address may not be asked.
        case forbiddenAddress
        /// No token could be had.
        case noToken
        /// Files on this side.
        case local
        case cancelled
    }

    package let kind: Kind
    /// What was asked for, in the field's words.
    package let purpose: String
    package let reason: String
    /// Of the last attempt; empty when nothing was sent.
    package let requestID: String
    /// Of the whole run.
    package let correlationID: String
    package let attempts: Int

    package init(
        _ kind: Kind, purpose: String, reason: String, requestID: String = "", correlationID: String = "",
        attempts: Int = 0
    ) {
        self.kind = kind
        self.purpose = purpose
        self.reason = reason
        self.requestID = requestID
        self.correlationID = correlationID
        self.attempts = attempts
    }

    package var description: String {
        var text = "\(purpose): \(reason)"
        if attempts > 1 { text += " (after \(attempts) attempts)" }
        if !requestID.isEmpty { text += " [MS-RequestId \(requestID), MS-CorrelationId \(correlationID)]" }
        return text
    }

    /// HTTP status of a refusal.
    package var status: Int? {
        if case .refused(let status, _) = kind { return status }
        return nil
    }

    /// Code of a refusal.
    package var code: String? {
        if case .refused(_, let code) = kind { return code }
        return nil
    }

    /// The service does not serve this to an application without a user (billing API 2.1: 900329; commerce API 10).
    package var needsUser: Bool {
        switch kind {
        case .refused(403, "900329"), .refused(401, "900329"): true
        default: false
        }
    }
}

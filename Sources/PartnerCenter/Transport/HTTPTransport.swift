package enum HTTPMethod: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
}

/// One request, whole.
package struct HTTPRequest: Sendable {
    package var method: HTTPMethod
    package var address: WebAddress
    package var headers: [(name: String, value: String)]
    package var body: [UInt8]
    /// Seconds until the whole answer has to be there, for answers that are held in memory; `nil` where it may take as
    /// long as it keeps coming.
    package var wholeWithin: Int?

    package init(
        method: HTTPMethod, address: WebAddress, headers: [(name: String, value: String)], body: [UInt8],
        wholeWithin: Int? = nil
    ) {
        self.method = method
        self.address = address
        self.headers = headers
        self.body = body
        self.wholeWithin = wholeWithin
    }
}

/// Status and headers of an answer.
package struct HTTPHead: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]

    package init(status: Int, headers: [(name: String, value: String)] = []) {
        self.status = status
        self.headers = headers
    }

    /// The first header of that name, in any case.
    package subscript(name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package var isSuccess: Bool { (200..<300).contains(status) }

    /// `Retry-After`: seconds, or a date, which counts from the answer's own `Date`, so that no clock has to be right.
    package var retryAfter: Duration? {
        guard let text = self["Retry-After"]?.filter({ $0 != " " }) else { return nil }
        if let seconds = Int(text) { return (0..<1_000_000).contains(seconds) ? .seconds(seconds) : nil }
        guard let then = self["Retry-After"].flatMap(HTTPDate.seconds), let now = self["Date"].flatMap(HTTPDate.seconds)
        else { return nil }
        return then - now < 1_000_000 ? .seconds(max(then - now, 0)) : nil
    }
}

/// Why there is no whole answer. The texts are for people and hold nothing secret.
package enum TransportFailure: Error, Equatable, Sendable {
    /// No connection came about, or it ended before an answer began.
    case noAnswer(String)
    /// The answer broke off.
    case broken(String)
    /// The answer is not what it should be: too large, damaged. `isPassing`: another try may bring a sound one.
    case unusable(String, isPassing: Bool)
    case cancelled

    package var reason: String {
        switch self {
        case .noAnswer(let reason), .broken(let reason), .unusable(let reason, _): reason
        case .cancelled: "cancelled"
        }
    }

    /// A whole answer came, if a useless one. One that broke off does not count: whether the service did what it was
    /// asked is as unknown as without any.
    var hadAnswer: Bool {
        switch self {
        case .unusable: true
        case .noAnswer, .broken, .cancelled: false
        }
    }

    var isPassing: Bool {
        switch self {
        case .noAnswer, .broken: true
        case .unusable(_, let isPassing): isPassing
        case .cancelled: false
        }
    }
}

/// Where the body of an answer goes, piece by piece.
package protocol BodySink: Sendable {
    /// A new answer begins; whatever an earlier attempt left is forgotten.
    mutating func begin(_ head: HTTPHead) throws(TransportFailure)
    mutating func take(_ piece: UnsafeRawBufferPointer) throws(TransportFailure)
    /// The answer is complete.
    mutating func finish() throws(TransportFailure)
}

/// The network, as narrow as it gets: one request, one answer, no redirects, no retries, no unpacking.
package protocol HTTPTransport: Sendable {
    func exchange<Sink: BodySink>(
        _ request: HTTPRequest, into sink: inout Sink
    ) async throws(TransportFailure) -> HTTPHead
}

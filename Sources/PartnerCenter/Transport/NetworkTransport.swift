import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// The network, through async-http-client. One for the process; ``shutdown()`` before the process ends.
package final class NetworkTransport: HTTPTransport {
    private let client: HTTPClient
    private let timeout: TimeAmount

    /// `timeout`: seconds until an answer begins, and the longest silence within it.
    package init(timeout seconds: Int, connections: Int) {
        timeout = .seconds(Int64(seconds))
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: .seconds(10), read: .seconds(Int64(seconds))),
            connectionPool: .init(
                idleTimeout: .seconds(30), concurrentHTTP1ConnectionsPerHostSoftLimit: max(connections, 1)),
            decompression: .disabled)
        // HTTP/2 would put every request on one connection, and one broken connection would take them all with it.
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes all connections.
    package func shutdown() async throws { try await client.shutdown() }

    package func exchange<Sink: BodySink>(
        _ request: HTTPRequest, into sink: inout Sink
    ) async throws(TransportFailure) -> HTTPHead {
        var wire = HTTPClientRequest(url: request.address.text)
        wire.method = NIOHTTP1.HTTPMethod(rawValue: request.method.rawValue)
        for header in request.headers { wire.headers.add(name: header.name, value: header.value) }
        if !request.body.isEmpty { wire.body = .bytes(request.body) }
        let response: HTTPClientResponse
        do {
            response = try await client.execute(wire, timeout: timeout)
        } catch {
            throw NetworkTransport.failure(error, hadAnswer: false)
        }
        let head = HTTPHead(
            status: Int(response.status.code), headers: response.headers.map { (name: $0.name, value: $0.value) })
        try sink.begin(head)
        let end = request.wholeWithin.map { ContinuousClock.now + .seconds($0) }
        do {
            for try await piece in response.body {
                let failure: TransportFailure? = piece.withUnsafeReadableBytes { raw in
                    do throws(TransportFailure) {
                        try sink.take(raw)
                        return nil
                    } catch {
                        return error
                    }
                }
                if let failure { throw failure }
                if let end, ContinuousClock.now > end {
                    throw TransportFailure.broken("the answer takes longer than \(request.wholeWithin ?? 0) seconds")
                }
            }
        } catch {
            throw NetworkTransport.failure(error, hadAnswer: true)
        }
        try sink.finish()
        return head
    }

    private static func failure(_ error: any Error, hadAnswer: Bool) -> TransportFailure {
        if let failure = error as? TransportFailure { return failure }
        if error is CancellationError || (error as? HTTPClientError) == .cancelled { return .cancelled }
        let reason = String(describing: error)
        return hadAnswer ? .broken("the answer broke off (\(reason))") : .noAnswer("no answer (\(reason))")
    }
}

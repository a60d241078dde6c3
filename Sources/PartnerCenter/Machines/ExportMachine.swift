/// Leads one v2 export from its start to its blobs (billing API 10). Pure.
package struct ExportMachine: Sendable {
    package enum Event: Equatable, Sendable {
        /// The service took the order: where to ask for it.
        case accepted(WebAddress, retryAfter: Duration?)
        case operation(ExportOperation, retryAfter: Duration?)
        case manifest(ExportManifest)
        /// The operation or the manifest is gone (404, 410), or made no sense.
        case lost(String)
        /// The blobs no longer open: the signature has run out, or the data has moved.
        case blobsRefused(String)
    }

    package enum Action: Equatable, Sendable {
        case start
        case poll(WebAddress, after: Duration)
        case readManifest(WebAddress)
        case download(ExportManifest)
        case fail(Failure)
    }

    package enum Failure: Error, Equatable, Sendable {
        /// Code 5000: no data yet, or never for this invoice.
        case noData(String)
        case failed(String)
        case tooLate

        package var reason: String {
            switch self {
            case .noData(let message): "no data (code \(ExportOperation.noData)): \(message)"
            case .failed(let message): message
            case .tooLate: "the export was not ready in time"
            }
        }
    }

    private let deadline: Duration
    private var operation: WebAddress?
    private var starts = 1
    private var polls = 0
    private var refusals = 0

    /// Exports started for one invoice in one run.
    private static let mostStarts = 2
    /// Signatures asked for in one run.
    private static let mostRefusals = 3
    /// Between two questions when the service does not say.
    private static let usualWait = Duration.seconds(10)
    private static let longestWait = Duration.seconds(120)

    /// `deadline` is a point in time, on the clock of `now`.
    package init(deadline: Duration) { self.deadline = deadline }

    /// What to do first.
    package var first: Action { .start }

    /// Takes what happened at `now`.
    package mutating func next(_ event: Event, now: Duration) -> Action {
        switch event {
        case .accepted(let address, let retryAfter):
            operation = address
            return poll(address, retryAfter ?? .seconds(2), now)
        case .operation(.running, let retryAfter):
            guard let operation else { return .fail(.failed("an export that was never started is running")) }
            polls += 1
            return poll(operation, retryAfter ?? ExportMachine.usualWait * min(1 + polls / 6, 3), now)
        case .operation(.readyAt(let address), _): return .readManifest(address)
        case .operation(.ready(let manifest), _), .manifest(let manifest): return .download(manifest)
        case .operation(.failed(ExportOperation.noData, let message), _): return .fail(.noData(message))
        case .operation(.failed(let code, let message), _):
            return startAgain(because: "the export failed (code \(code)): \(message)", now)
        case .lost(let reason): return startAgain(because: reason, now)
        case .blobsRefused(let reason):
            refusals += 1
            guard refusals < ExportMachine.mostRefusals, now < deadline, let operation else {
                return .fail(.failed(reason))
            }
            return .poll(operation, after: .zero)
        }
    }

    private func poll(_ address: WebAddress, _ wait: Duration, _ now: Duration) -> Action {
        let wait = min(max(wait, .zero), ExportMachine.longestWait)
        return now + wait > deadline ? .fail(.tooLate) : .poll(address, after: wait)
    }

    private mutating func startAgain(because reason: String, _ now: Duration) -> Action {
        starts += 1
        return starts > ExportMachine.mostStarts || now >= deadline ? .fail(.failed(reason)) : .start
    }
}

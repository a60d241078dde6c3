import Dispatch
import Foundation
import ReconciliationJob
import Synchronization

/// SIGTERM and SIGINT end a command in good order: it gives up between two portions of its work and says what is kept.
/// A command that does not come to such a point in time is ended on the spot, as is one that is asked twice; a crash
/// at any point leaves the ledger and the reports whole.
enum StopSignals {
    /// What the commands look at.
    static let request = StopRequest()

    /// Seconds from a signal to the end, at the latest.
    private static let patience = 5.0

    private static let queue = DispatchQueue(label: "tieout.signals")

    private struct Watch {
        var sources: [any DispatchSourceSignal] = []
        var actions: [@Sendable () -> Void] = []
    }

    private static let watch = Mutex(Watch())
    private static let isEnding = Atomic(false)

    /// Takes the signals over for the rest of the process. Asked again, it only notes what else is to be done: a command
    /// that fetches and then reconciles works in two steps.
    ///
    /// - Parameter also: Done when the first of them comes, beside making the request.
    static func watch(also: @escaping @Sendable () -> Void = {}) {
        watch.withLock { watch in
            watch.actions.append(also)
            if watch.sources.isEmpty { watch.sources = [StopSignal.interrupt, .terminate].map(source) }
        }
    }

    private static func source(_ stop: StopSignal) -> any DispatchSourceSignal {
        // The source sees the signal although the process ignores it.
        signal(stop.rawValue, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: stop.rawValue, queue: queue)
        source.setEventHandler {
            if isEnding.exchange(true, ordering: .relaxed) { end(stop) }
            request.ask(stop)
            watch.withLock { $0.actions }.forEach { $0() }
            queue.asyncAfter(deadline: .now() + patience) { end(stop) }
        }
        source.resume()
        return source
    }

    private static func end(_ stop: StopSignal) -> Never {
        Console.error(
            "tieout: ended at once by \(stop.name): what was not finished is taken back by the next run; run it again")
        _exit(stop.exitStatus.rawValue)
    }
}

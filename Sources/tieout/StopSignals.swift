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

    private static let sources = Mutex<[any DispatchSourceSignal]>([])
    private static let isEnding = Atomic(false)

    /// Takes the signals over for the rest of the process.
    ///
    /// - Parameter also: Done when the first of them comes, beside making the request.
    static func watch(also: @escaping @Sendable () -> Void = {}) {
        let queue = DispatchQueue(label: "tieout.signals")
        sources.withLock { sources in
            for stop in [StopSignal.interrupt, .terminate] {
                // The source sees the signal although the process ignores it.
                signal(stop.rawValue, SIG_IGN)
                let source = DispatchSource.makeSignalSource(signal: stop.rawValue, queue: queue)
                source.setEventHandler {
                    if isEnding.exchange(true, ordering: .relaxed) { end(stop) }
                    request.ask(stop)
                    also()
                    queue.asyncAfter(deadline: .now() + patience) { end(stop) }
                }
                source.resume()
                sources.append(source)
            }
        }
    }

    private static func end(_ stop: StopSignal) -> Never {
        Console.error(
            "tieout: ended at once by \(stop.name): what was not finished is taken back by the next run; run it again")
        _exit(stop.exitStatus.rawValue)
    }
}

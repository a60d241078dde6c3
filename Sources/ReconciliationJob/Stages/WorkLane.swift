import Dispatch
import Synchronization

/// A thread of its own for one piece of state: work on batches goes on while the next ones are being read.
///
/// Work is done in the order of the calls. A few pieces may wait; then the caller waits. The first error stops
/// everything and comes out at the next call.
final class WorkLane<State: ~Copyable>: Sendable {
    private let queue: DispatchQueue
    private let places: DispatchSemaphore
    private let state: Mutex<State>
    private let failure = Mutex<JobError?>(nil)

    /// - Parameters:
    ///   - name: For debuggers and profilers.
    ///   - waiting: How many pieces of work may wait.
    init(_ name: String, waiting: Int = 16, _ state: consuming sending State) {
        queue = DispatchQueue(label: "tieout.\(name)")
        places = DispatchSemaphore(value: waiting)
        self.state = Mutex(state)
    }

    /// Does something with the state in the background.
    func post(_ body: @escaping @Sendable (inout State) throws(JobError) -> Void) throws(JobError) {
        if let failed = failure.withLock({ $0 }) { throw failed }
        places.wait()
        queue.async { [self] in
            if failure.withLock({ $0 }) == nil {
                state.withLock { state in
                    do throws(JobError) {
                        try body(&state)
                    } catch {
                        failure.withLock { $0 = error }
                    }
                }
            }
            places.signal()
        }
    }

    /// Lets nothing more happen to the state but `body`.
    func abandon(_ error: JobError, _ body: @Sendable (inout State) -> Void) {
        failure.withLock { $0 = $0 ?? error }
        queue.sync { state.withLock { body(&$0) } }
    }

    /// Waits for all work posted so far, then asks the state.
    func ask<Answer: Sendable>(_ body: @Sendable (inout State) throws(JobError) -> Answer) throws(JobError) -> Answer {
        let result: Result<Answer, JobError> = queue.sync { [self] in
            if let failed = failure.withLock({ $0 }) { return .failure(failed) }
            return state.withLock { state in
                do throws(JobError) {
                    return .success(try body(&state))
                } catch {
                    return .failure(error)
                }
            }
        }
        return try result.get()
    }
}

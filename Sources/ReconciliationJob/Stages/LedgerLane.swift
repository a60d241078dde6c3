import BillingModel
import Dispatch
import LedgerStore
import Synchronization

/// The ledger's own thread: batches are posted while the next ones are being read.
///
/// A few batches may wait; then reading waits. The first error stops everything and comes out at the next call.
final class LedgerLane: Sendable {
    private struct Work {
        let ledger: Ledger
        let posting: RunPosting
    }

    private static let waitingBatches = 16
    private let queue = DispatchQueue(label: "tieout.ledger")
    private let places = DispatchSemaphore(value: LedgerLane.waitingBatches)
    private let work: Mutex<Work>
    private let failure = Mutex<JobError?>(nil)

    /// Opens the ledger and begins a run.
    init(path: String, _ start: RunStart) throws(JobError) {
        let opened: Work
        do throws(LedgerError) {
            let ledger = try Ledger(path: path)
            opened = Work(ledger: ledger, posting: try ledger.beginRun(start))
        } catch {
            throw JobError.ledger(error.description)
        }
        work = Mutex(opened)
    }

    /// Posts in the background, in the order of the calls.
    func post(_ body: @escaping @Sendable (RunPosting) throws(LedgerError) -> Void) throws(JobError) {
        if let failed = failure.withLock({ $0 }) { throw failed }
        places.wait()
        queue.async { [self] in
            if failure.withLock({ $0 }) == nil {
                work.withLock { work in
                    do throws(LedgerError) {
                        try body(work.posting)
                    } catch {
                        failure.withLock { $0 = JobError.ledger(error.description) }
                    }
                }
            }
            places.signal()
        }
    }

    /// Waits for everything posted so far, then asks the ledger.
    func ask<Answer: Sendable>(
        _ body: @Sendable (Ledger, RunPosting) throws(LedgerError) -> Answer
    ) throws(JobError) -> Answer {
        let result: Result<Answer, JobError> = queue.sync { [self] in
            if let failed = failure.withLock({ $0 }) { return .failure(failed) }
            return work.withLock { work in
                do throws(LedgerError) {
                    return .success(try body(work.ledger, work.posting))
                } catch {
                    return .failure(JobError.ledger(error.description))
                }
            }
        }
        return try result.get()
    }
}

import BillingModel
import LedgerStore

/// The ledger and its run, on a thread of their own.
struct LedgerLane: Sendable {
    private struct Work {
        let ledger: Ledger
        let posting: RunPosting
    }

    private let lane: WorkLane<Work>

    /// Opens the ledger and begins a run.
    init(path: String, _ start: RunStart) throws(JobError) {
        let opened: Work
        do throws(LedgerError) {
            let ledger = try Ledger(path: path)
            opened = Work(ledger: ledger, posting: try ledger.beginRun(start))
        } catch {
            throw JobError(error)
        }
        lane = WorkLane("ledger", opened)
    }

    /// Posts in the background, in the order of the calls.
    func post(_ body: @escaping @Sendable (RunPosting) throws(LedgerError) -> Void) throws(JobError) {
        try lane.post { work throws(JobError) in
            do throws(LedgerError) {
                try body(work.posting)
            } catch {
                throw JobError(error)
            }
        }
    }

    /// Ends a run that has failed: what still waits is passed over, what was posted is taken back.
    func abandon(_ error: JobError) {
        lane.abandon(error) { work in
            do throws(LedgerError) {
                try work.posting.rollBack()
            } catch {
                // Ended already: committed, or taken back when it failed. The run's own error is the one to tell.
            }
        }
    }

    /// Waits for everything posted so far, then asks the ledger.
    func ask<Answer: Sendable>(
        _ body: @Sendable (Ledger, RunPosting) throws(LedgerError) -> Answer
    ) throws(JobError) -> Answer {
        try lane.ask { work throws(JobError) in
            do throws(LedgerError) {
                return try body(work.ledger, work.posting)
            } catch {
                throw JobError(error)
            }
        }
    }
}

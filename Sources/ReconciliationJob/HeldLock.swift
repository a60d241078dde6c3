import LedgerStore

/// Keeps the ledger's lock for as long as a run lasts.
final class HeldLock {
    private let lock: LedgerLock

    /// Throws ``JobError/ledgerHeld(path:)`` at once when another run holds it.
    init(ledger path: String) throws(JobError) {
        do throws(LedgerError) {
            lock = try LedgerLock(ledger: path)
        } catch {
            throw JobError(error)
        }
    }

    /// A use at the end of the run, so that the lock is not let go of before.
    func hold() { withExtendedLifetime(self) {} }
}

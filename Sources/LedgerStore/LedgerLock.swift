internal import Glibc

/// The right to run against a ledger: an advisory lock on `<ledger>.lock`, held until the value goes away.
///
/// The kernel gives the lock back when the process dies, however it dies, so there is no stale lock to clean up. The
/// file stays: removing it would let two runs lock two different files of the same name.
package struct LedgerLock: ~Copyable {
    private let descriptor: Int32

    /// Throws ``LedgerError/heldByAnother(path:)`` at once, without waiting, when someone else holds it.
    package init(ledger path: String) throws(LedgerError) {
        let lockPath = path + ".lock"
        descriptor = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if descriptor < 0 { throw .unwritable(path: lockPath, reason: String(cString: strerror(errno))) }
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            let reason = errno
            if reason == EINTR { continue }
            close(descriptor)
            throw reason == EWOULDBLOCK
                ? .heldByAnother(path: path)
                : .unwritable(path: lockPath, reason: String(cString: strerror(reason)))
        }
    }

    deinit { close(descriptor) }
}

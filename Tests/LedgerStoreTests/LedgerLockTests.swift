import Foundation
import Testing

@testable import LedgerStore

@Suite("The lock of a ledger")
struct LedgerLockTests {
    @Test("A second run is turned away at once, and let in when the first has gone")
    func exclusive() throws {
        let test = try TestLedger()
        do {
            let held = try LedgerLock(ledger: test.path)
            #expect(throws: LedgerError.heldByAnother(path: test.path)) { _ = try LedgerLock(ledger: test.path) }
            _ = consume held
        }
        _ = try LedgerLock(ledger: test.path)
        let mode = try FileManager.default.attributesOfItem(atPath: test.path + ".lock")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test("A process that dies gives the lock back")
    func released() async throws {
        let test = try TestLedger()
        let path = test.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
            let lock = try LedgerLock(ledger: path)
            kill(getpid(), SIGKILL)
            _ = consume lock
        }
        _ = try LedgerLock(ledger: path)
    }
}

import Foundation
import LedgerStore

/// What ends a run before its end. Each has an exit status and says what happened, where, and what to do.
///
/// One rule for the status: what was given cannot be used, and running again changes nothing, is ``ExitStatus/refused``;
/// what the system refused for now (room on the disk, a file handle, the right to write, a read) is
/// ``ExitStatus/incomplete``, whatever file it was about: nothing half is kept, and the next run makes up for it.
package enum JobError: Error, Sendable {
    /// The temporary file could not be written or read back.
    case temporaryFile(folder: String, reason: String)
    /// The source, an order book, the rules or an option cannot be used at all.
    case refused(String)
    /// Another run holds the ledger.
    case ledgerHeld(path: String)
    /// The ledger cannot be used: missing, not a ledger, newer, damaged.
    case ledger(String)
    /// The system did not let the ledger be read or written.
    case ledgerUnavailable(String)
    /// The reports could not be written.
    case reports(String)
    /// What a run read could not be kept, or is no longer what it was.
    case documents(String)
    /// A signal asked the run to end before its ledger was committed.
    case stopped(StopSignal)

    package var exitStatus: ExitStatus {
        switch self {
        case .temporaryFile, .reports, .documents, .ledgerUnavailable: .incomplete
        case .refused, .ledger: .refused
        case .ledgerHeld: .held
        case .stopped(let signal): signal.exitStatus
        }
    }
}

extension JobError {
    /// What the ledger ended a run with.
    init(_ error: LedgerError) {
        switch error {
        case .unwritable(let path, _) where !JobError.hasFolder(path): self = .ledger(error.description)
        case .heldByAnother(let path): self = .ledgerHeld(path: path)
        case .unwritable, .unreadableFile, .busy, .diskFull, .failed: self = .ledgerUnavailable(error.description)
        default: self = .ledger(error.description)
        }
    }

    /// A path into a folder that is not there was mistyped.
    private static func hasFolder(_ path: String) -> Bool {
        let folder = (path as NSString).deletingLastPathComponent
        return access(folder.isEmpty ? "." : folder, F_OK) == 0
    }
}

extension JobError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .temporaryFile(let folder, let reason):
            "cannot keep temporary data in \(folder): \(reason). Free some space there or move the ledger."
        case .refused(let reason): reason
        case .ledgerHeld(let path): "another run holds the ledger \(path). Wait for it to end, then run again."
        case .ledger(let reason), .ledgerUnavailable(let reason): reason
        case .reports(let reason): reason
        case .documents(let reason): "kept documents: \(reason)"
        case .stopped(let signal):
            "stopped by \(signal.name): nothing of this run was kept; ledger and reports are as they were. Run it again."
        }
    }
}

/// How a run ended, for cron (contracts, section 1).
package enum ExitStatus: Int32, Sendable {
    case ended = 0
    /// An open discrepancy reaches `--fail-on`.
    case discrepancies = 1
    /// Usage, configuration or rules refused.
    case refused = 2
    /// Some source could not be read whole, or the system refused what the run needed; run it again.
    case incomplete = 3
    /// Another run holds the ledger.
    case held = 4
    /// A defect in tieout itself.
    case defect = 70
    /// Ended by SIGINT.
    case interrupted = 130
    /// Ended by SIGTERM.
    case terminated = 143
}

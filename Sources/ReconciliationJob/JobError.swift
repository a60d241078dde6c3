/// What ends a run before its end. Each has an exit status and says what happened, where, and what to do.
package enum JobError: Error, Sendable {
    /// The temporary file could not be written or read back.
    case temporaryFile(folder: String, reason: String)
    /// The source, an order book, the rules or an option cannot be used at all.
    case refused(String)
    /// Another run holds the ledger.
    case ledgerHeld(path: String)
    /// The ledger cannot be used: not a ledger, newer, damaged, not writable.
    case ledger(String)
    /// The reports could not be written.
    case reports(String)
    /// What a run read could not be kept, or is no longer what it was.
    case documents(String)
    /// A signal asked the run to end before its ledger was committed.
    case stopped(StopSignal)

    package var exitStatus: ExitStatus {
        switch self {
        case .temporaryFile, .reports, .documents: .incomplete
        case .refused, .ledger: .refused
        case .ledgerHeld: .held
        case .stopped(let signal): signal.exitStatus
        }
    }
}

extension JobError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .temporaryFile(let folder, let reason):
            "cannot keep temporary data in \(folder): \(reason). Free some space there or move the ledger."
        case .refused(let reason): reason
        case .ledgerHeld(let path): "another run holds the ledger \(path). Wait for it to end, then run again."
        case .ledger(let reason): reason
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
    /// Some source could not be read whole.
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

import Synchronization

/// What a person or the system says to a process that should end.
package enum StopSignal: Int32, Sendable {
    case interrupt = 2
    case terminate = 15

    /// As `kill` knows it.
    package var name: String {
        switch self {
        case .interrupt: "SIGINT"
        case .terminate: "SIGTERM"
        }
    }

    /// 128 and the signal's number, as shells count.
    package var exitStatus: ExitStatus {
        switch self {
        case .interrupt: .interrupted
        case .terminate: .terminated
        }
    }
}

/// The wish that a run end soon. Asked for on any thread; the run looks at it between two portions of its work and
/// gives up with ``JobError/stopped(_:)``, until its ledger is committed: then it only finishes.
package final class StopRequest: Sendable {
    private let signal = Atomic<Int32>(0)

    package init() {}

    /// Asks for the end. The first signal counts.
    package func ask(_ stop: StopSignal) {
        _ = signal.compareExchange(expected: 0, desired: stop.rawValue, ordering: .relaxed)
    }

    /// What was asked; `nil` while the run may go on.
    package var asked: StopSignal? { StopSignal(rawValue: signal.load(ordering: .relaxed)) }

    func check() throws(JobError) {
        if let asked { throw .stopped(asked) }
    }
}

import Foundation
import PartnerCenter
import ReconciliationJob
import Synchronization

/// Shows how far a run has come: a line that renews itself on a terminal, an event a stage in a log for programs,
/// nothing elsewhere.
enum ProgressLine {
    /// Runs, watched.
    static func run(_ options: RunOptions, stop: StopRequest = StopRequest()) throws -> RunSummary {
        try watch { meter, progress in
            try ReconciliationRun(options, stop: stop, meter: meter).run(clock: Clock.now, progress: progress)
        }
    }

    /// Does a piece of work that counts what it has done.
    ///
    /// - Parameter work: Given the meter to count on, `nil` when nobody looks, and whom to tell that a stage begins.
    static func watch(_ work: (RunMeter?, (RunStage) -> Void) throws -> RunSummary) throws -> RunSummary {
        guard Console.isInteractive else { return try work(nil, logged) }
        let meter = RunMeter()
        let watch = StageWatch()
        let queue = DispatchQueue(label: "tieout.progress")
        let timer = DispatchSource.makeTimerSource(queue: queue)
        timer.setEventHandler {
            guard let position = meter.position else { return }
            Console.show(progress: "tieout: " + ProgressText.line(position, seconds: watch.seconds))
        }
        timer.schedule(deadline: .now() + .milliseconds(200), repeating: .milliseconds(200))
        timer.resume()
        defer {
            timer.cancel()
            queue.sync { Console.show(progress: "") }
        }
        return try work(meter) { _ in watch.restart() }
    }

    private static func logged(_ stage: RunStage) {
        if !Console.isJSON { return }
        Console.log(stage.rawValue, event: "stage", [.init("stage", .string(stage.rawValue))])
    }
}

/// How long the present stage has been going on.
private final class StageWatch: Sendable {
    private let start = Mutex(ContinuousClock.now)

    func restart() { start.withLock { $0 = ContinuousClock.now } }

    var seconds: Double { start.withLock { ($0.duration(to: ContinuousClock.now)) / .seconds(1) } }
}

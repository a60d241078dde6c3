import Foundation
import ReconciliationReports

/// The metrics that a collector reads: those of the night's folder with the time of this run. They lie outside that
/// folder, whose bytes are the same on a night on which nothing has changed.
struct MetricsFile {
    private let path: String
    private let isShared: Bool
    private let night: String

    init(_ options: RunOptions) {
        path = options.metrics ?? "\(options.reports)/\(Metrics.fileName)"
        // A place that was named was named for a collector, which is another user.
        isShared = options.metrics != nil
        night = "\(options.reports)/\(options.asOf)/\(Metrics.fileName)"
    }

    /// When the last whole run ended, as far as the metrics know.
    func lastSuccess() throws(JobError) -> Date? {
        do throws(ReportError) {
            return try StateFile.read(path).flatMap(Metrics.lastSuccess)
                .map { Date(timeIntervalSince1970: TimeInterval($0)) }
        } catch {
            throw .reports("the metrics cannot be read: \(error)")
        }
    }

    /// Says that a run of this night has ended, at a time in ISO 8601.
    func update(_ status: ExitStatus, endedAt: String) throws(JobError) {
        guard let ended = ISO8601DateFormatter().date(from: endedAt).map({ Int($0.timeIntervalSince1970) }) else {
            throw .reports("the metrics \(path) cannot be written: '\(endedAt)' is no time")
        }
        do throws(ReportError) {
            let isWhole = status == .ended || status == .discrepancies
            let success = isWhole ? ended : try StateFile.read(path).flatMap(Metrics.lastSuccess)
            let bytes = Metrics.times(ended: ended, success: success) + (try StateFile.read(night) ?? "").utf8
            try StateFile.replace(path, with: bytes, isShared: isShared)
        } catch {
            throw .reports("the metrics cannot be written: \(error)")
        }
    }
}

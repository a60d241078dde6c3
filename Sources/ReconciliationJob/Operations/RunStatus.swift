package import BillingModel
import LedgerStore

/// One run as `tieout status` lists it.
package struct RunStatus: Sendable, Equatable {
    package let run: Int64
    package let asOf: CalendarDate
    /// As the ledger keeps them: ISO 8601, UTC.
    package let startedAt: String
    package let endedAt: String
    package let exitStatus: Int
    /// Standing findings that nobody has accepted; `nil` when a later run of the same date has taken the place of this one's.
    package let findings: Int?
    package let toolVersion: String
    /// Decisions and official documents are taken in by runs of their own, which have none.
    package let hasReports: Bool

    /// Some source could not be read whole.
    package var isProvisional: Bool { exitStatus == Int(ExitStatus.incomplete.rawValue) }
    /// The run read everything and wrote its reports.
    package var isGood: Bool { hasReports && exitStatus <= Int(ExitStatus.discrepancies.rawValue) }

    /// The last runs of a ledger that have ended, newest first. The ledger is only read.
    package static func last(_ count: Int, ledger path: String) throws(JobError) -> [RunStatus] {
        do throws(LedgerError) {
            let ledger = try Ledger(reading: path)
            let findings = try ledger.standingFindings()
            return try ledger.lastRuns(count).map { run in
                RunStatus(
                    run: run.runNumber, asOf: run.key.asOf, startedAt: run.startedAt, endedAt: run.endedAt,
                    exitStatus: run.exitStatus, findings: findings[run.runNumber], toolVersion: run.key.toolVersion,
                    hasReports: !run.reportDigests.isEmpty)
            }
        } catch {
            throw JobError(error)
        }
    }
}

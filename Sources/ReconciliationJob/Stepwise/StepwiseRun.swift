package import BillingModel
import Foundation
import LedgerStore
import ReconciliationReports

/// The stages of a run one at a time: `tieout import`, `tieout match`, `tieout report`.
///
/// Each begins with what the one before has left beside the ledger: import keeps the documents, match reconciles them,
/// commits the ledger and leaves the reports in `<ledger>.documents/reports`, report publishes those. What comes out is,
/// byte for byte, what `tieout run` would have written.
package struct StepwiseRun {
    private let store: DocumentStore
    private let ledger: String

    package init(ledger: String) {
        self.ledger = ledger
        store = DocumentStore(ledger: ledger)
    }

    private var waiting: String { store.folder + "/reports" }

    // MARK: Import

    /// Reads every source to its end, says what is wrong with it, and keeps all of it. The ledger is left alone.
    package static func read(
        _ options: RunOptions, stop: StopRequest, meter: RunMeter?, progress: (RunStage) -> Void
    ) throws(JobError) -> RunSummary {
        let lock = try HeldLock(ledger: options.ledger)
        defer { lock.hold() }
        return try ReconciliationRun(options, stop: stop, meter: meter).importSources(progress: progress)
    }

    // MARK: Match

    /// Reconciles what was imported last and commits it to the ledger; the reports wait for ``publish(to:endedAt:)``.
    ///
    /// - Parameter options: Rules, `--fail-on` and what the reports are to contain; sources are those of the import.
    package func match(
        _ options: RunOptions, stop: StopRequest, meter: RunMeter?, clock: () -> String, progress: (RunStage) -> Void
    ) throws(JobError) -> RunSummary {
        let night = try ImportedNight.read(from: store)
        let inputs = try RunInputs.decode(try store.bytes(night.inputs))
        let place = store.folder + "/.match-\(ProcessInfo.processInfo.processIdentifier)"
        defer { remove(place) }
        guard mkdir(place, 0o700) == 0 else { throw .documents("\(place): \(String(cString: strerror(errno)))") }
        var laid = try ReplayFolder(place + "/run", store, night.sources).options(inputs)
        laid.orderFindings = night.orderFindings
        laid.ledger = ledger
        laid.reports = waiting
        laid.rules = options.rules
        laid.failOn = options.failOn
        (laid.matches, laid.xlsx, laid.splitBy) = (options.matches, options.xlsx, options.splitBy)
        (laid.reportingCurrency, laid.paymentTerms) = (options.reportingCurrency, options.paymentTerms)
        laid.keepDocuments = true
        var summary = try ReconciliationRun(laid, stop: stop, meter: meter).run(clock: clock, progress: progress)
        summary.reportFolder = nil
        return summary
    }

    private func remove(_ folder: String) {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            // Not worth failing for: it lies hidden in the owner's own folder, and its name is taken by no one else.
        }
    }

    // MARK: Report

    /// Reports that were published.
    package struct Publication: Sendable {
        package let asOf: CalendarDate
        package let folder: String
        package let exitStatus: ExitStatus
        /// The night in words, as `summary.txt` has it.
        package let text: String
    }

    /// Lets the reports of the last match appear as `<reports>/<as-of>/`.
    ///
    /// - Parameter endedAt: Now, ISO 8601, for the metrics.
    package func publish(_ options: RunOptions, endedAt: String) throws(JobError) -> Publication {
        guard access(ledger, F_OK) == 0 else {
            throw .refused("there is no ledger \(ledger): 'tieout import', then 'tieout match'")
        }
        let lock = try HeldLock(ledger: ledger)
        defer { lock.hold() }
        let run = try lastMatched()
        let folder: ReportFolder
        let text: String
        do throws(ReportError) {
            folder = try ReportFolder(reports: options.reports, asOf: run.key.asOf)
            try folder.copyAll(from: "\(waiting)/\(run.key.asOf)")
            try folder.publish()
            text = try StateFile.read("\(folder.path)/\(PlainTextSummary.fileName)") ?? ""
        } catch {
            throw .reports("the reports cannot be written: \(error)")
        }
        let status = ExitStatus(rawValue: Int32(run.exitStatus)) ?? .ended
        var published = options
        published.asOf = run.key.asOf
        try MetricsFile(published).update(status, endedAt: endedAt)
        return Publication(asOf: run.key.asOf, folder: folder.path, exitStatus: status, text: text)
    }

    /// The last run with reports, when they wait here as they were recorded.
    private func lastMatched() throws(JobError) -> LedgerStore.RunRecord {
        let last: LedgerStore.RunRecord?
        do throws(LedgerError) {
            last = try Ledger(reading: ledger).runs(through: .max).last { !$0.reportDigests.isEmpty }
        } catch {
            throw .ledger(error.description)
        }
        guard let last else {
            throw .refused("\(ledger) has no run with reports yet: 'tieout import', then 'tieout match'")
        }
        let isWaiting = ReportFolder.holds(reports: waiting, asOf: last.key.asOf, digests: last.reportDigests) {
            FileDigest.sha256($0)
        }
        guard isWaiting else {
            throw .refused(
                "the reports of run \(last.runNumber) do not wait in \(waiting): it has published them itself, or "
                    + "they were touched; 'tieout replay \(last.runNumber)' makes them again")
        }
        return last
    }
}

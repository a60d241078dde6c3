package import BillingModel
import Foundation
import LedgerStore

/// `tieout replay`: the reports of a past run again, from the documents and rules as they were.
///
/// What a run says depends on what earlier runs knew: since when a finding is open, which line was restated, what a
/// reviewer decided. So every run up to the one asked for is done again, in order, into a ledger that is thrown away;
/// each has to come out with the digests that the ledger has on record, or the replay stops there and says so.
package struct Replay {
    private let path: String
    private let store: DocumentStore

    package init(ledger: String) {
        path = ledger
        store = DocumentStore(ledger: ledger)
    }

    /// Reports that came out as recorded.
    package struct Outcome: Sendable {
        package let asOf: CalendarDate
        package let folder: String
        package let files: Int
        package let runs: Int
    }

    /// Does the runs again.
    ///
    /// - Parameters:
    ///   - number: The run whose reports are wanted.
    ///   - folder: Where they go; it must not be there yet.
    ///   - progress: Told before each run: its number.
    package func run(_ number: Int64, into folder: String, progress: (Int64) -> Void) throws(JobError) -> Outcome {
        guard access(folder, F_OK) != 0 else { throw .refused("\(folder) is there already: give another --into") }
        let (runs, documents) = try recorded(through: number)
        guard let wanted = runs.last, wanted.runNumber == number else {
            throw .refused("\(path) has no run \(number); tieout status lists them")
        }
        guard !wanted.reportDigests.isEmpty else {
            throw .refused("run \(number) took in decisions or official documents: it has no reports")
        }
        guard store.exists else {
            throw .refused("\(store.folder) is not there: the documents of this ledger were not kept")
        }
        let place = store.folder + "/.replay-\(ProcessInfo.processInfo.processIdentifier)"
        defer { remove(place) }
        guard mkdir(place, 0o700) == 0 else { throw .documents("\(place): \(String(cString: strerror(errno)))") }
        for run in runs {
            progress(run.runNumber)
            try repeatRun(run, documents[run.runNumber] ?? [], in: place)
            if run.runNumber != number { remove("\(place)/run-\(run.runNumber)") }
        }
        let reports = "\(place)/reports/\(wanted.key.asOf)"
        do {
            try FileManager.default.moveItem(atPath: reports, toPath: folder)
        } catch {
            throw .reports("\(folder) cannot be written: \(error.localizedDescription)")
        }
        return Outcome(
            asOf: wanted.key.asOf, folder: folder, files: wanted.reportDigests.count, runs: runs.count)
    }

    private func recorded(
        through number: Int64
    ) throws(JobError) -> (runs: [LedgerStore.RunRecord], documents: [Int64: [SourceDocument]]) {
        do throws(LedgerError) {
            let ledger = try Ledger(reading: path)
            let runs = try ledger.runs(through: number)
            var documents: [Int64: [SourceDocument]] = [:]
            for run in runs { documents[run.runNumber] = try ledger.documents(of: run.runNumber) }
            return (runs, documents)
        } catch {
            throw JobError(error)
        }
    }

    private func repeatRun(
        _ run: LedgerStore.RunRecord, _ documents: [SourceDocument], in place: String
    ) throws(JobError) {
        guard let digest = run.inputsDigest else {
            throw .refused(
                "run \(run.runNumber) was made without keeping its documents, and later runs build on what it knew")
        }
        let inputs = try RunInputs.decode(try store.bytes(digest))
        let folder = try ReplayFolder("\(place)/run-\(run.runNumber)", store, documents)
        var options = try folder.options(inputs)
        options.ledger = place + "/ledger.sqlite"
        if run.reportDigests.isEmpty {
            if !options.rates.isEmpty || !options.statements.isEmpty {
                _ = try OfficialImport(options).run { run.startedAt }
                return
            }
            guard let reviews = options.reviews, let name = inputs.reviews?.first else {
                throw .documents("run \(run.runNumber) has neither reports nor decisions")
            }
            let review = Review(
                file: reviews + "/" + name, ledger: options.ledger, reviewer: inputs.reviewer, keepsDocuments: false)
            _ = try review.run { run.startedAt }
            return
        }
        options.reports = place + "/reports"
        _ = try ReconciliationRun(options).run(clock: { run.startedAt }, progress: { _ in })
        try compare(run, options)
    }

    /// The reports must be those on record.
    private func compare(_ run: LedgerStore.RunRecord, _ options: RunOptions) throws(JobError) {
        for (name, digest) in run.reportDigests.sorted(by: { $0.key < $1.key }) {
            if FileDigest.sha256("\(options.reports)/\(options.asOf)/\(name)") == digest { continue }
            var reason = "run \(run.runNumber) does not come out as recorded: \(name) differs"
            if run.key.toolVersion != ToolVersion.current {
                reason += "; it was made by tieout \(run.key.toolVersion), this is \(ToolVersion.current)"
            }
            throw .refused(reason)
        }
    }

    private func remove(_ folder: String) {
        do {
            try FileManager.default.removeItem(atPath: folder)
        } catch {
            // Not worth failing for: it lies hidden in the owner's own folder, and its name is taken by no one else.
        }
    }
}

extension LedgerStore.RunRecord {
    /// Of the list of its inputs; `nil` when they were not kept.
    var inputsDigest: String? {
        options.split(separator: " ").first { $0.hasPrefix(RunInputs.mark) }.map {
            String($0.dropFirst(RunInputs.mark.count))
        }
    }
}

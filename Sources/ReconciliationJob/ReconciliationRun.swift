import BillingModel
import Foundation
import InvoiceIntake
import LedgerStore
import MatchingEngine
import ReconciliationReports
import XMLDocuments

/// One night: read, post, match, report. The stages, in the order of ``run(clock:progress:)``:
///
///     rules          loaded and validated
///     lock           one run at a time holds the ledger
///     prove          what the run reads of its ledger is what earlier runs sealed
///     unchanged?     the same files, rules and date as a run that is complete: its reports stand
///     read           order books, then invoices: added up, set apart by account, posted on the ledger's thread
///     review         decisions out of the reviews folder
///     look back      lines of invoices that only the ledger still has
///     match          account by account, on all processors
///     find           documents and accounts: discrepancies with ids and history
///     report         into a folder that appears whole
///     commit         the ledger's one transaction: all of the run or nothing of it
///
/// The ledger commits before the reports appear: a crash in between leaves a ledger that knows the night and a next run
/// that finds the reports missing and writes the same bytes.
package struct ReconciliationRun {
    let options: RunOptions
    let stop: StopRequest
    let meter: RunMeter?

    /// - Parameters:
    ///   - stop: Ends the run early, with nothing of it kept.
    ///   - meter: Counts what is done, for a watcher; `nil` when nobody looks.
    package init(_ options: RunOptions, stop: StopRequest = StopRequest(), meter: RunMeter? = nil) {
        self.options = options
        self.stop = stop
        self.meter = meter
    }

    /// Runs to the end, or throws what keeps it from there.
    ///
    /// - Parameters:
    ///   - clock: Now as text, for the ledger's record of the run alone; no report depends on it.
    ///   - progress: Told when a stage begins.
    package func run(clock: () -> String, progress: (RunStage) -> Void) throws(JobError) -> RunSummary {
        let rules = try loadRules()
        if options.dryRun { return try reconcile(rules, lane: nil, key: nil, clock: clock, progress: progress) }
        let lock = try HeldLock(ledger: options.ledger)
        defer { lock.hold() }
        let unchanged = try UnchangedNight(options, rules)
        let metrics = MetricsFile(options)
        if let summary = try unchanged.summary() {
            try metrics.update(summary.exitStatus, endedAt: clock())
            return summary
        }
        let keeping = try options.keepDocuments ? DocumentKeeping(options, rules) : nil
        let words = [options.matches ? "matches" : nil, keeping.map { RunInputs.mark + $0.inputsDigest }]
        let lane = try LedgerLane(
            path: options.ledger,
            RunStart(
                toolVersion: ToolVersion.current, asOf: options.asOf, rulesDigest: rules.digest,
                options: words.compactMap { $0 }.joined(separator: " "), optionsDigest: unchanged.optionsDigest,
                startedAt: clock()))
        let summary: RunSummary
        do throws(JobError) {
            // In the background, while files are being read; what follows on the ledger's thread waits for it.
            try lane.post { posting throws(LedgerError) in try posting.proveFoundation() }
            summary = try reconcile(
                rules, lane: lane, key: unchanged, keeping: keeping, clock: clock, progress: progress)
        } catch {
            lane.abandon(error)
            throw error
        }
        try metrics.update(summary.exitStatus, endedAt: clock())
        return summary
    }

    func loadRules() throws(JobError) -> LoadedRules {
        guard let folder = options.rules ?? ShippedFiles.folder("rules", holding: "tolerances.yaml") else {
            return RulesLoader.builtIn
        }
        do throws(RulesError) {
            return try RulesLoader.load(directory: folder)
        } catch {
            throw JobError.refused(error.description)
        }
    }

    private func reconcile(
        _ rules: LoadedRules, lane: LedgerLane?, key: UnchangedNight?, keeping: DocumentKeeping? = nil,
        clock: () -> String, progress: (RunStage) -> Void
    ) throws(JobError) -> RunSummary {
        try report(try night(rules, lane, keeping, clock, progress), lane, key, keeping, clock)
    }

    /// What a run of these rules would find, with neither ledger nor reports; for the examples of rules.
    func findings(_ rules: LoadedRules) throws(JobError) -> [Discrepancy] {
        let result = try night(rules, nil, nil, { "" }, { _ in })
        let findings = result.rows.map(\.discrepancy)
        try result.check()
        return findings
    }

    /// Everything up to the reports.
    private func night(
        _ rules: LoadedRules, _ lane: LedgerLane?, _ keeping: DocumentKeeping?, _ clock: () -> String,
        _ progress: (RunStage) -> Void
    ) throws(JobError) -> NightResult {
        let sorting = WorkLane(
            "sorting", AccountSorting(tolerances: rules.rules.tolerances, folder: temporaryFolder))
        let stage = ReadingStage(
            sorting: sorting, ledger: lane, stop: stop, meter: meter, customers: try OrderCustomers(options.source))
        progress(.orders)
        meter?.begin(.orders, .bytes, total: bytesOfOrders())
        let orders = try readOrders(stage)
        try keeping?.keep(orders)
        progress(.invoices)
        try meter?.begin(.invoices, .bytes, total: bytesOfSnapshot())
        let snapshot = try readSnapshot(stage, firstDocument: orders.documents.count)
        var night = NightReading(orders: orders, snapshot: snapshot)
        if let lane { night.reviews = try takeDecisions(lane, firstDocument: night.documents.count, at: clock()) }
        let imported = try ImportedFacts(lane, dryRun: options.dryRun ? options.ledger : nil)
        night.official = try OfficialDocuments.read(options, imported, snapshot)
        night.entitlements = try SnapshotEntitlements(source: options.source)
        try keeping?.keep(night)
        if let lane {
            night.earlier = try EarlierInvoicesStage(
                asOf: options.asOf, present: snapshot.invoices.map(\.invoice.id)
            ).run(lane, into: sorting)
        }
        try postFacts(night, lane)

        progress(.matching)
        meter?.begin(.matching, .parts, total: AccountPartitions.count)
        let (tally, excluded, documentLines) = try sorting.ask { sorting throws(JobError) in
            sorting.finish(snapshot.invoices)
            return (sorting.tally, sorting.excluded, sorting.documentLines)
        }
        let facts = InvoiceFactsStage(
            reading: snapshot, tally: tally, documents: night.documents.map(\.name), rules: rules.rules)
        let found = FindingCollection(folder: temporaryFolder)
        let matches = MatchCollection(folder: temporaryFolder)
        let matched = try match(sorting, night, facts, rules.rules, found, matches)
        progress(.reporting)
        try stop.check()
        meter?.begin(.reporting, .rows, total: 0)
        let ofNight = FindingsStage(rules: rules.rules, facts: facts, night: night, outcome: matched)
        var ties = OfficialFindings(rules: rules.rules, options: options)
        ties.check(night, facts.readingFacts(), documentLines)
        night.official.findings += ties.notes
        var ofDocuments = ofNight.documentDiscrepancies()
        ties.explain(&ofDocuments, night)
        try found.add(ofDocuments + ties.discrepancies + changedLines(night, rules.rules, lane))
        let findings = try findings(found, night, lane)
        night.official.findings += findings.untranslated
        return NightResult(
            options: options, rules: rules, night: night, totals: ofNight.controlTotals(excluded: excluded),
            findings: findings, matches: matches, earlierNights: try earlierNights(lane),
            shares: try shares(findings.rows))
    }

    /// Where the overflow of the matching partitions goes: beside the ledger, which needs as much room anyway.
    var temporaryFolder: String {
        if options.dryRun { return FileManager.default.temporaryDirectory.path }
        let folder = (options.ledger as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    private func match(
        _ sorting: WorkLane<AccountSorting>, _ night: NightReading, _ facts: InvoiceFactsStage,
        _ rules: ReconciliationRules, _ findings: FindingCollection, _ matches: MatchCollection
    ) throws(JobError) -> MatchingOutcome {
        let invoices = facts.matchingFacts()
        var context = MatchingContext(
            rules: rules, invoices: invoices, coverage: Coverage(invoices, earlier: night.earlierDays),
            asOf: options.asOf,
            documents: night.documents.map(\.name))
        context.rejectedTexts = night.snapshot.invoices.flatMap(\.rejected).map(\.rawText)
        context.earlierInvoices = night.earlier.map(\.id)
        context.hasOrders = !options.orders.isEmpty
        context.wantsMatches = options.matches
        context.referenceRates = night.official.rates
        context.entitlements = night.entitlements.reservations
        let (settled, stop) = (context, stop)
        return try sorting.ask { sorting throws(JobError) in
            try MatchingStage(
                context: settled, directory: sorting.directory, findings: findings, matches: matches, stop: stop,
                meter: meter
            ).run(sorting.partitions)
        }
    }
}

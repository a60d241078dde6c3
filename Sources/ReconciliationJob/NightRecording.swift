import BillingModel
import InvoiceIntake
import LedgerStore
import ReconciliationReports

/// What becomes of a night's findings: their history, the reports, the commit.
extension ReconciliationRun {
    /// What the ledger knows about lines that were changed or taken back since they were first read.
    func changedLines(
        _ night: NightReading, _ rules: ReconciliationRules, _ lane: LedgerLane?
    ) throws(JobError) -> [Discrepancy] {
        guard let lane else { return [] }
        let invoices = night.snapshot.invoices.map(\.invoice).filter(\.standing.isActive)
        let ids = invoices.map(\.id)
        let date = options.asOf
        let (restated, withdrawn) = try lane.ask { ledger, _ throws(LedgerError) in
            (
                try ledger.restatements(asOf: date, invoices: ids),
                try ledger.withdrawals(asOf: date, invoices: ids)
            )
        }
        return RestatedLines(rules: rules, invoices: invoices).findings(restated: restated, withdrawn: withdrawn)
    }

    /// Tonight's findings with their history, and those that have gone since the night before, in the reports' order.
    func findings(
        _ found: FindingCollection, _ night: NightReading, _ lane: LedgerLane?
    ) throws(JobError) -> NightFindings {
        found.settleIdentities()
        let date = options.asOf
        let translation = options.reportingCurrency.map { ReportingTranslation($0, night.official.rates, asOf: date) }
        guard let lane else {
            return NightFindings(found, FindingHistory(asOf: date), translation)
        }
        let history = try lane.ask { ledger, _ throws(LedgerError) in
            var history = FindingHistory(asOf: date, decisions: try ledger.decisions(through: date))
            try ledger.forEachPreviousFinding(before: date) { id, state in
                guard let identity = DiscrepancyIdentity(id) else {
                    throw LedgerError.unreadable(table: "discrepancies", reason: "\(id) is no id of a finding")
                }
                history.earlier[identity] = FindingHistory.EarlierState(state)
            }
            return history
        }
        try addGone(to: found, night, history, lane)
        return NightFindings(found, history, translation)
    }

    /// Adds what the night before had found and tonight has not, a portion at a time.
    private func addGone(
        to found: FindingCollection, _ night: NightReading, _ history: FindingHistory, _ lane: LedgerLane
    ) throws(JobError) {
        let present = found.identities
        let gone = Set(
            history.earlier.lazy.filter { !$0.value.isResolved && !present.contains($0.key) }.map(\.key))
        if gone.isEmpty { return }
        let date = options.asOf
        let places = try lane.ask { ledger, _ throws(LedgerError) in
            try ledger.previousPlaces(before: date) { DiscrepancyIdentity($0).map(gone.contains) ?? false }
        }
        let unread = UnreadDocuments(night)
        let portion = 1000
        for start in stride(from: 0, to: places.count, by: portion) {
            let wanted = Array(places[start..<min(start + portion, places.count)])
            let last = try lane.ask { ledger, _ throws(LedgerError) in
                try ledger.previousDiscrepancies(before: date, at: wanted)
            }
            try found.add(earlier: last.map { unread.concern($0) ? history.carried($0) : history.resolved($0) })
        }
    }

    /// The findings by owner, when that was asked for.
    func shares(_ rows: RowList<ReportedDiscrepancy>) throws(JobError) -> FindingShares? {
        switch options.splitBy {
        case nil: return nil
        case .customer: return FindingShares(rows, by: FindingShares.customer)
        case .accountManager:
            do throws(IntakeError) {
                let managers = try AccountManagers.read(paths: options.orders)
                return FindingShares(rows, by: FindingShares.accountManager(managers))
            } catch {
                throw JobError.refused("order book \(error)")
            }
        }
    }

    /// What the nights before came to.
    func earlierNights(_ lane: LedgerLane?) throws(JobError) -> [NightFigures] {
        guard let lane else { return [] }
        let date = options.asOf
        return try lane.ask { ledger, _ throws(LedgerError) in
            try ledger.nights(before: date, limit: NightResult.nightsShown)
        }.map { NightFigures(asOf: $0.asOf, findings: $0.findings, inDispute: $0.inDispute) }
    }

    /// Writes the reports where nobody sees them, commits the ledger, lets the reports appear.
    func report(
        _ result: NightResult, _ lane: LedgerLane?, _ key: UnchangedNight?, _ keeping: DocumentKeeping?,
        _ clock: () -> String
    ) throws(JobError) -> RunSummary {
        guard let lane, let key else {
            let text = result.page(result.record).plainText
            try result.check()
            return RunSummary(result, text: text, reportFolder: nil)
        }
        // The ledger takes the findings in while the reports are being written.
        let (rows, totals) = (result.rows, result.totals)
        try lane.post { posting throws(LedgerError) in
            try posting.replaceDiscrepancies(rows)
            try posting.replaceControlTotals(totals)
        }
        meter?.begin(.reporting, .rows, total: ReportingStage.rowsToWrite(result))
        let stage = try writeReports(result)
        if let night = stage.figures {
            try lane.post { posting throws(LedgerError) in
                try posting.replaceNightWorth(
                    NightWorth(asOf: night.asOf, findings: night.findings, inDispute: night.inDispute))
            }
        }
        let links = try keeping?.finish() ?? []
        // Rows were read back for the reports and for the ledger, whose turn is over when it answers.
        try lane.ask { _, _ throws(LedgerError) in }
        try result.check()
        // The last chance: a night that is committed is finished.
        try stop.check()
        try commit(result, stage.digests, links, lane, key, clock)
        do throws(ReportError) {
            try stage.folder.publish()
        } catch {
            throw JobError.reports("the reports cannot be written: \(error)")
        }
        return RunSummary(result, text: stage.summary, reportFolder: stage.folder.path)
    }

    private func writeReports(_ result: NightResult) throws(JobError) -> ReportingStage {
        do throws(ReportError) {
            var stage = try ReportingStage(result, meter)
            try stage.write()
            return stage
        } catch {
            throw JobError.reports("the reports cannot be written: \(error)")
        }
    }

    private func commit(
        _ result: NightResult, _ digests: [String: String], _ links: [LinkedFile], _ lane: LedgerLane,
        _ key: UnchangedNight, _ clock: () -> String
    ) throws(JobError) {
        let date = options.asOf
        let known = try lane.ask { ledger, _ throws(LedgerError) in try KnownFacts(ledger, through: date) }
        let outcome = RunOutcome(
            inputDigest: key.key(result.night.documents, known).inputDigest,
            exitStatus: Int(result.exitStatus.rawValue),
            endedAt: clock(), reportDigests: digests)
        let identities = try key.identities(result.night.documents, links)
        try lane.ask { _, posting throws(LedgerError) in
            try posting.replaceFileIdentities(identities)
            try posting.commit(outcome)
        }
    }
}

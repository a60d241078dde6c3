import BillingModel
import ReconciliationReports

/// A night's findings in the reports' order, and what they come to.
struct NightFindings: Sendable {
    /// Each made anew whenever it is looked at: what was found from the disk, its history and its translation from
    /// memory.
    let rows: RowList<ReportedDiscrepancy>
    /// Counts and sums of those that stand.
    let summary: DiscrepancySummary
    /// The highest severity of a finding that nobody has decided about; `nil` when there is none.
    let worstOpen: Severity?
    /// What could not be stated in the reporting currency.
    let untranslated: [Finding]
    private let file: RowFile<ReportedDiscrepancy>

    /// - Parameter translation: `nil` when no reporting currency is asked for.
    init(_ collection: FindingCollection, _ history: FindingHistory, _ translation: ReportingTranslation? = nil) {
        let file = collection.file
        let entries = collection.inReportOrder()
        let own = RowList(count: entries.count) { position in
            let entry = entries[position]
            let row = file.row(at: entry.place)
            return entry.isEarlier ? row : history.row(entry.identity, row.discrepancy)
        }
        rows = RowList(count: entries.count) { position in
            var row = own[position]
            translation?.translate(&row)
            return row
        }
        untranslated = translation?.findings(own) ?? []
        var summary = DiscrepancySummary()
        var worst: Severity?
        for row in rows {
            summary.add(row)
            let isOpen = row.status == .new || row.status == .open || row.status == .changed
            if isOpen { worst = max(worst ?? .low, row.discrepancy.severity) }
        }
        self.summary = summary
        worstOpen = worst
        self.file = file
    }

    /// Throws when some finding could not be read back: then nothing that was made of the rows may be published.
    func check() throws(JobError) { try file.check() }
}

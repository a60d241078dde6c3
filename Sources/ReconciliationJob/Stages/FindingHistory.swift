import BillingModel
import LedgerStore
import ReconciliationReports

/// Gives tonight's findings their place in the life of findings: new, open, changed, decided, resolved.
///
/// The past is what runs of **earlier dates** have recorded, so a run that is repeated on one date writes the same
/// bytes.
struct FindingHistory {
    let asOf: CalendarDate
    /// The last state of each finding before this date.
    let earlier: [String: FindingState]

    /// Tonight's rows, in no order that matters.
    func rows(_ findings: [Discrepancy]) -> [ReportedDiscrepancy] {
        let ordered = findings.map { (key: FindingHistory.key($0), finding: $0) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.finding)
        return zip(DiscrepancyIdentity.ids(ordered), ordered).map { id, finding in row(id, finding) }
    }

    /// The last row of a finding that has gone since the night before: it is listed once, as resolved.
    func resolved(_ row: ReportedDiscrepancy) -> ReportedDiscrepancy {
        var last = row
        last.status = .resolved
        last.ageDays = asOf - row.firstSeen
        return last
    }

    private func row(_ id: String, _ finding: Discrepancy) -> ReportedDiscrepancy {
        guard let state = earlier[id], state.status != .resolved else {
            return ReportedDiscrepancy(id: id, status: .new, firstSeen: asOf, ageDays: 0, discrepancy: finding)
        }
        let changed = state.expectedAmount != finding.expectedAmount || state.billedAmount != finding.billedAmount
        var row = ReportedDiscrepancy(
            id: id, status: changed ? .changed : .open, firstSeen: state.firstSeen,
            ageDays: asOf - state.firstSeen, discrepancy: finding)
        if !changed {
            row.disposition = state.disposition
            row.reviewerNote = state.reviewerNote
        }
        return row
    }

    /// Everything that tells findings apart, so that equal subjects are numbered the same every night.
    private static func key(_ finding: Discrepancy) -> [String] {
        [
            finding.kind.rawValue, finding.invoiceID, finding.customerID, finding.orderID, finding.subscriptionID,
            finding.catalogItemID, finding.chargeStart?.description ?? "", finding.chargeEnd?.description ?? "",
            finding.discriminator, finding.billedAmount?.description ?? "", finding.expectedAmount?.description ?? "",
            finding.explanation,
        ] + finding.evidence
    }
}

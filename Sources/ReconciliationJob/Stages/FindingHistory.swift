import BillingModel
import LedgerStore

/// Gives tonight's findings their place in the life of findings: new, open, changed, decided, resolved.
///
/// The past is what runs of **earlier dates** have recorded, so a run that is repeated on one date writes the same
/// bytes.
struct FindingHistory {
    let asOf: CalendarDate
    /// The last state of each finding before this date.
    let earlier: [String: FindingState]

    /// Tonight's rows in the reports' order, and one last row for each finding that has gone since.
    func rows(_ findings: [Discrepancy]) -> [ReportedDiscrepancy] {
        let ordered = findings.sorted(by: FindingHistory.precedes)
        let ids = DiscrepancyIdentity.ids(ordered)
        var rows = zip(ids, ordered).map { id, finding in row(id, finding) }
        let present = Set(ids)
        for (id, state) in earlier where !present.contains(id) && state.status != .resolved {
            rows.append(resolved(id, state))
        }
        return rows.sorted { $0.precedes($1) }
    }

    private func row(_ id: String, _ finding: Discrepancy) -> ReportedDiscrepancy {
        guard let state = earlier[id], state.status != .resolved else {
            return ReportedDiscrepancy(id: id, status: .new, firstSeen: asOf, ageDays: 0, discrepancy: finding)
        }
        let changed = state.row.discrepancy.difference != finding.difference
        var row = ReportedDiscrepancy(
            id: id, status: changed ? .changed : .open, firstSeen: state.firstSeen,
            ageDays: asOf - state.firstSeen, discrepancy: finding)
        if !changed {
            row.disposition = state.row.disposition
            row.reviewerNote = state.row.reviewerNote
        }
        return row
    }

    private func resolved(_ id: String, _ state: FindingState) -> ReportedDiscrepancy {
        var row = ReportedDiscrepancy(
            id: id, status: .resolved, firstSeen: state.firstSeen, ageDays: asOf - state.firstSeen,
            discrepancy: state.row.discrepancy)
        row.disposition = state.row.disposition
        row.reviewerNote = state.row.reviewerNote
        return row
    }

    /// An order by everything that tells findings apart, so that equal subjects are numbered the same every night.
    private static func precedes(_ a: Discrepancy, _ b: Discrepancy) -> Bool {
        let left = key(a)
        let right = key(b)
        return left.lexicographicallyPrecedes(right)
    }

    private static func key(_ finding: Discrepancy) -> [String] {
        [
            finding.kind.rawValue, finding.invoiceID, finding.customerID, finding.orderID, finding.subscriptionID,
            finding.catalogItemID, finding.chargeStart?.description ?? "", finding.chargeEnd?.description ?? "",
            finding.discriminator, finding.billedAmount?.description ?? "", finding.expectedAmount?.description ?? "",
            finding.explanation,
        ] + finding.evidence
    }
}

import BillingModel
import LedgerStore

/// Gives tonight's findings their place in the life of findings: new, open, changed, decided, resolved.
///
/// The past is what runs of **earlier dates** have recorded, so a run that is repeated on one date writes the same
/// bytes.
struct FindingHistory: Sendable {
    /// What has to be known of a finding of the night before: there may be a million of them.
    struct EarlierState: Sendable {
        let firstSeen: CalendarDate
        let isResolved: Bool
        let expectedAmount: Amount?
        let billedAmount: Amount?

        init(_ state: FindingState) {
            firstSeen = state.firstSeen
            isResolved = state.status == .resolved
            expectedAmount = state.expectedAmount
            billedAmount = state.billedAmount
        }
    }

    let asOf: CalendarDate
    /// The last state of each finding before this date.
    var earlier: [DiscrepancyIdentity: EarlierState] = [:]
    /// What reviewers decided, by finding.
    var decisions: [String: StandingDecision] = [:]

    /// The last row of a finding that tonight's documents say nothing about: it stands as it did.
    func carried(_ row: ReportedDiscrepancy) -> ReportedDiscrepancy {
        var finding = row.discrepancy
        finding.provisional = true
        guard let identity = DiscrepancyIdentity(row.id) else { return row }
        var carried = self.row(identity, finding)
        carried.reportingCurrency = row.reportingCurrency
        carried.differenceReporting = row.differenceReporting
        return carried
    }

    /// The last row of a finding that has gone since the night before: it is listed once, as resolved.
    func resolved(_ row: ReportedDiscrepancy) -> ReportedDiscrepancy {
        var last = row
        last.status = .resolved
        last.ageDays = asOf - row.firstSeen
        return last
    }

    /// Tonight's row of a finding.
    func row(_ identity: DiscrepancyIdentity, _ finding: Discrepancy) -> ReportedDiscrepancy {
        let id = identity.text
        let state = earlier[identity].flatMap { $0.isResolved ? nil : $0 }
        let firstSeen = state?.firstSeen ?? asOf
        let changed = state.map {
            $0.expectedAmount != finding.expectedAmount || $0.billedAmount != finding.billedAmount
        }
        var row = ReportedDiscrepancy(
            id: id, status: changed.map { $0 ? .changed : .open } ?? .new, firstSeen: firstSeen,
            ageDays: asOf - firstSeen, discrepancy: finding)
        // A finding that went and came back is a new one: what was decided about its earlier life is over.
        guard let decision = decisions[id], decision.asOf >= firstSeen else { return row }
        row.reviewerNote = decision.note
        // Decided was this difference and no other: a finding whose amount changes is open again, the note stays.
        guard decision.amount == finding.difference, let status = decision.disposition.status else { return row }
        row.status = status
        row.disposition = decision.disposition
        return row
    }
}

extension Disposition {
    /// The status of a finding that was decided so; `nil` for a finding that was opened again.
    fileprivate var status: DiscrepancyStatus? {
        switch self {
        case .accepted: .accepted
        case .disputed: .disputed
        case .awaitingCredit: .awaitingCredit
        case .open: nil
        }
    }
}

internal import BillingModel

/// All that is added up from a night's rows and control totals, in one pass over each.
struct NightOverview {
    /// By currency code.
    let currencies: [CurrencyFigures]
    /// Standing findings by severity.
    private(set) var bySeverity: [Severity: Int] = [:]
    /// Every finding by its status, resolved ones too, and their gross worth by currency.
    private(set) var byStatus: [DiscrepancyStatus: (findings: Int, worth: [CurrencyCode: Worth])] = [:]
    /// Standing findings that nobody has accepted, with or without money.
    private(set) var inDispute = 0
    /// Standing findings without money.
    private(set) var withoutMoney = 0

    /// Standing findings.
    var standing: Int { bySeverity.values.reduce(0, +) }

    init(rows: RowList<ReportedDiscrepancy>, totals: [ControlTotals]) {
        var tallies: [CurrencyCode: CurrencyTally] = [:]
        for total in totals { tallies[total.currency, default: CurrencyTally()].add(total) }
        var bySeverity: [Severity: Int] = [:]
        var byStatus: [DiscrepancyStatus: (findings: Int, worth: [CurrencyCode: Worth])] = [:]
        var (inDispute, withoutMoney) = (0, 0)
        for row in rows {
            let finding = row.discrepancy
            byStatus[row.status, default: (0, [:])].findings += 1
            if let currency = finding.currency {
                byStatus[row.status, default: (0, [:])].worth[currency, default: Worth()].add(finding)
            }
            if row.status == .resolved { continue }
            if !row.isAccepted { inDispute += 1 }
            bySeverity[finding.severity, default: 0] += 1
            if finding.currency == nil || finding.difference?.isZero ?? true { withoutMoney += 1 }
            if let currency = finding.currency { tallies[currency, default: CurrencyTally()].add(row) }
        }
        currencies = tallies.sorted { $0.key < $1.key }.map { $0.value.figures($0.key) }
        self.bySeverity = bySeverity
        self.byStatus = byStatus
        self.inDispute = inDispute
        self.withoutMoney = withoutMoney
    }

    func figures(asOf: CalendarDate) -> NightFigures {
        NightFigures(
            asOf: asOf, findings: inDispute,
            inDispute: Dictionary(uniqueKeysWithValues: currencies.map { ($0.currency, $0.dispute.gross) }))
    }
}

package import BillingModel
import InvoiceIntake
import LedgerStore
import ReconciliationReports

/// What a run says in a few lines when it is over.
package struct RunSummary: Sendable {
    /// What one currency came to.
    package struct Money: Sendable {
        package let currency: CurrencyCode
        /// Before tax, without voided and replaced documents.
        package let billed: Amount
        package let overcharged: Amount
        package let undercharged: Amount
    }

    package let asOf: CalendarDate
    /// Where the reports are; `nil` when none were published.
    package internal(set) var reportFolder: String?
    package let exitStatus: ExitStatus
    package var invoices = 0
    package var lines = 0
    package var rejectedLines = 0
    package var orderRows = 0
    package var rejectedOrderRows = 0
    /// Standing discrepancies by severity.
    package var bySeverity: [Severity: Int] = [:]
    package var money: [Money] = []
    package var findings: [Finding] = []
    package var isProvisional = false
    /// The night in words, as `summary.txt` has it.
    package var text = ""
    /// Nothing had changed since a run that is complete: its reports stand.
    package var isUnchanged = false

    private init(asOf: CalendarDate, reportFolder: String?, exitStatus: ExitStatus) {
        self.asOf = asOf
        self.reportFolder = reportFolder
        self.exitStatus = exitStatus
    }

    static func unchanged(_ options: RunOptions, _ run: LedgerStore.RunRecord) throws(ReportError) -> RunSummary {
        var summary = RunSummary(
            asOf: options.asOf, reportFolder: "\(options.reports)/\(options.asOf)",
            exitStatus: ExitStatus(rawValue: Int32(run.exitStatus)) ?? .ended)
        summary.isUnchanged = true
        summary.text = try StateFile.read("\(options.reports)/\(options.asOf)/\(PlainTextSummary.fileName)") ?? ""
        summary.isProvisional = summary.exitStatus == .incomplete
        return summary
    }

    /// What an import has read; nothing is matched yet.
    init(imported night: NightReading, _ options: RunOptions) {
        self.init(
            asOf: options.asOf, reportFolder: nil, exitStatus: night.isProvisional ? .incomplete : .ended)
        count(night, hasOrders: !options.orders.isEmpty)
    }

    init(_ result: NightResult, text: String, reportFolder: String?) {
        self.init(asOf: result.options.asOf, reportFolder: reportFolder, exitStatus: result.exitStatus)
        self.text = text
        count(result.night, hasOrders: !result.options.orders.isEmpty)
        for count in result.findings.summary.counts { bySeverity[count.severity, default: 0] += count.findings }
        money = RunSummary.money(result)
    }

    private mutating func count(_ night: NightReading, hasOrders: Bool) {
        invoices = night.snapshot.invoices.count
        lines = night.snapshot.invoices.reduce(0) { $0 + $1.lines }
        rejectedLines = night.snapshot.invoices.reduce(0) { $0 + $1.rejectedLines }
        orderRows = night.orders.counts.reduce(0) { $0 + $1.kept }
        rejectedOrderRows = night.orders.counts.reduce(0) { $0 + $1.rejected }
        findings = night.findings(hasOrders: hasOrders)
        isProvisional = night.isProvisional
    }

    private static func money(_ result: NightResult) -> [Money] {
        var over: [CurrencyCode: Amount] = [:]
        var under: [CurrencyCode: Amount] = [:]
        for worth in result.findings.summary.worth {
            switch worth.direction {
            case .overcharge: over[worth.currency] = worth.difference
            case .undercharge: under[worth.currency] = worth.difference
            case .data, .timing: continue
            }
        }
        return CurrencyTotals.sums(of: result.totals).map { totals in
            Money(
                currency: totals.currency, billed: totals.subtotal - totals.buckets[.excluded].amount,
                overcharged: over[totals.currency] ?? .zero, undercharged: under[totals.currency] ?? .zero)
        }
    }
}

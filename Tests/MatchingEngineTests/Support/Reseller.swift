import BillingModel
import MatchingEngine

/// A reseller's books in a few literals: order rows and billed lines, the invoices that follow from them, and what the
/// engine makes of it.
///
///     let found = Reseller([
///         order("O1", "2026-02-21", qty: 10, price: "54.80", term: .year, cycle: .monthly),
///         line("O1", .new, "2026-02-21"..."2026-03-20", qty: 10, price: "54.80"),
///     ]).findings()
///
/// Every line lies on the invoice of the month and currency that it names, by default those of its first day. An invoice
/// is issued on the 8th of the next month and covers the calendar month. `covering` adds invoices without lines: a month
/// is judged for missing charges only when its invoice is there.
struct Reseller: Sendable {
    var rows: [OrderDraft] = []
    var billed: [LineDraft] = []
    var rated: [LineDraft] = []
    var covering: [String] = []
    var rules = ReconciliationRules()
    var asOf: CalendarDate = "2027-01-10"
    var rejectedTexts: [String] = []
    var referenceRates = ReferenceRates([])
    /// Months whose invoice was not read whole.
    var incomplete: Set<String> = []
    var hasOrders = true
    /// Sets figures of the run that intake works out, by invoice id.
    var adjust: @Sendable (inout InvoiceFacts) -> Void = { _ in }
    /// Order in which rows and lines are handed over; the identity by default.
    var shuffle: @Sendable (inout [Int]) -> Void = { _ in }

    init(_ entries: [Entry], covering: [String] = []) {
        self.covering = covering
        for entry in entries {
            switch entry {
            case .order(let row): rows.append(row)
            case .line(let line): billed.append(line)
            case .rated(let line): rated.append(line)
            }
        }
    }

    enum Entry: Sendable {
        case order(OrderDraft)
        case line(LineDraft)
        /// Daily rated usage.
        case rated(LineDraft)
    }

    /// Everything the engine says.
    func outcome() -> MatchingOutcome {
        ResellerBooks(self).match()
    }

    /// The findings as `class expected billed`, sorted; an absent amount is `-`.
    func findings() -> [String] { outcome().discrepancies.map(Reseller.text).sorted() }

    /// The findings above low severity.
    func notableFindings() -> [String] {
        outcome().discrepancies.filter { $0.severity > .low }.map(Reseller.text).sorted()
    }

    static func text(_ finding: Discrepancy) -> String {
        let expected = finding.expectedAmount?.description ?? "-"
        let billed = finding.billedAmount?.description ?? "-"
        return "\(finding.kind.rawValue) \(expected) \(billed)"
    }

    /// Where the lines ended up: `matched 3 1644.00`, empty buckets left out.
    func buckets() -> [String] {
        var sum = BucketTotals()
        for totals in outcome().buckets.values { sum.add(totals) }
        return Bucket.allCases.filter { sum[$0].lines > 0 }.map { "\($0) \(sum[$0].lines) \(sum[$0].amount)" }
    }
}

internal import BillingModel
internal import LedgerStore

/// Compares what the last run reported with what the ledger holds, to the last digit.
///
/// Not compared are invoices that were not read whole or that had unreadable lines: of those the ledger keeps what
/// earlier runs read, and the totals count what the last one read.
struct ControlTotalsCheck {
    private(set) var invoices = 0
    private(set) var leftOut = 0
    /// The first thing that is wrong, in words.
    private(set) var fault: String?

    init(_ books: Books) {
        let documents = Dictionary(
            books.documents.map { ($0.invoiceID, $0) }, uniquingKeysWith: { first, _ in first })
        for (invoice, rows) in Dictionary(grouping: books.lastTotals, by: \.invoiceID).sorted(by: { $0.key < $1.key }) {
            if let reason = rows.lazy.compactMap(ControlTotalsCheck.conservation).first { note(invoice, reason) }
            if rows.contains(where: { $0.provisional || $0.linesRejected > 0 }) {
                leftOut += 1
                continue
            }
            invoices += 1
            guard let document = documents[invoice] else {
                note(invoice, "it is not in the ledger")
                continue
            }
            if let reason = ControlTotalsCheck.comparison(rows, document) { note(invoice, reason) }
        }
    }

    private mutating func note(_ invoice: String, _ reason: String) {
        if fault == nil { fault = "control totals of invoice \(invoice): \(reason)" }
    }

    /// Lines and money in are lines and money out.
    private static func conservation(_ totals: ControlTotals) -> String? {
        let lines = Bucket.allCases.reduce(0) { $0 + totals.buckets[$1].lines }
        let amount = Bucket.allCases.reduce(Amount.zero) { $0 + totals.buckets[$1].amount }
        let kinds = totals.oneTime + totals.recurring + totals.usage + totals.credits
        if lines != totals.linesRead - totals.linesRejected {
            return "\(lines) lines in the buckets, \(totals.linesRead - totals.linesRejected) read"
        }
        if amount != totals.subtotal { return "the buckets come to \(amount), the lines to \(totals.subtotal)" }
        return kinds == totals.subtotal ? nil : "the kinds come to \(kinds), the lines to \(totals.subtotal)"
    }

    private static func comparison(_ rows: [ControlTotals], _ document: JournalDocument) -> String? {
        for row in rows {
            let sums = document.sums.filter { $0.currency == row.currency }
            let lines = sums.reduce(0) { $0 + $1.lines }
            if lines != row.linesRead {
                return "\(row.linesRead) lines of \(row.currency) reported, the ledger has \(lines) charges"
            }
            let figures: [(String, Amount, Amount)] = [
                ("subtotal", row.subtotal, total(sums, \.subtotal)), ("tax", row.tax, total(sums, \.tax)),
                ("total", row.total, total(sums, \.total)),
                ("one_time", row.oneTime, total(sums.filter { $0.kind == .oneTime }, \.subtotal)),
                ("recurring", row.recurring, total(sums.filter { $0.kind == .recurring }, \.subtotal)),
                ("usage", row.usage, total(sums.filter { $0.kind == .usage }, \.subtotal)),
                ("credits", row.credits, total(sums.filter { $0.kind == .credits }, \.subtotal)),
            ]
            if let (name, reported, held) = figures.first(where: { $0.1 != $0.2 }) {
                return "\(name) \(reported) \(row.currency) reported, the ledger's charges come to \(held)"
            }
        }
        let stranger = document.sums.first { sum in !rows.contains { $0.currency == sum.currency } }
        return stranger.map { "the ledger has charges in \($0.currency), none were reported" }
    }

    private static func total(_ sums: [JournalSum], _ amount: (JournalSum) -> Amount) -> Amount {
        sums.reduce(.zero) { $0 + amount($1) }
    }
}

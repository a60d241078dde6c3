import BillingModel
import ReconciliationReports
import Synchronization

/// Collects a night's findings, from several threads and in any order, and brings them into the reports' order.
///
/// The findings themselves wait on the disk: a wrong order book makes a finding of every line.
final class FindingCollection: Sendable {
    /// What is kept in memory of each finding: enough to sort nearly all of them.
    struct Entry: Sendable {
        fileprivate(set) var identity: DiscrepancyIdentity
        let place: RowFile<ReportedDiscrepancy>.Place
        /// A row of an earlier night, which is listed as it stands there.
        let isEarlier: Bool
        /// Severity, high first, then the place in the catalogue.
        fileprivate let rank: UInt16
        /// Numbers of texts; their ranks once all are known.
        fileprivate var invoice: UInt32
        fileprivate var customer: UInt32
        /// The first sixteen bytes of the order's id.
        fileprivate let order: UInt128
    }

    /// Texts by the number they were given.
    private struct Numbering {
        private var numbers: [String: UInt32] = [:]

        mutating func number(of text: String) -> UInt32 {
            if let known = numbers[text] { return known }
            let number = UInt32(numbers.count)
            numbers[text] = number
            return number
        }

        /// By number: the place among all texts in the order of their bytes.
        var ranks: [UInt32] {
            var ranks = [UInt32](repeating: 0, count: numbers.count)
            let sorted = numbers.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
            for (rank, entry) in sorted.enumerated() { ranks[Int(entry.value)] = UInt32(rank) }
            return ranks
        }
    }

    private struct State {
        var entries: [Entry] = []
        var invoices = Numbering()
        var customers = Numbering()
    }

    private let state = Mutex(State())
    let file: RowFile<ReportedDiscrepancy>

    /// - Parameter folder: Where findings may wait that do not fit into memory.
    init(folder: String) { file = RowFile(folder: folder) }

    /// Takes findings of tonight.
    func add(_ findings: [Discrepancy]) throws(JobError) {
        try add(
            findings.map {
                ReportedDiscrepancy(
                    id: "", status: .new, firstSeen: CalendarDate(dayNumber: 0), ageDays: 0, discrepancy: $0)
            }, findings.map { DiscrepancyIdentity($0) }, isEarlier: false)
    }

    /// Takes rows of an earlier night that are listed once more.
    func add(earlier rows: [ReportedDiscrepancy]) throws(JobError) {
        try add(rows, rows.map { DiscrepancyIdentity($0.id) ?? DiscrepancyIdentity($0.discrepancy) }, isEarlier: true)
    }

    private func add(
        _ rows: [ReportedDiscrepancy], _ identities: [DiscrepancyIdentity], isEarlier: Bool
    ) throws(JobError) {
        let places = try file.append(rows)
        state.withLock { state in
            for ((row, place), identity) in zip(zip(rows, places), identities) {
                let finding = row.discrepancy
                state.entries.append(
                    Entry(
                        identity: identity, place: place, isEarlier: isEarlier,
                        rank: FindingCollection.rank(finding),
                        invoice: state.invoices.number(of: finding.invoiceID),
                        customer: state.customers.number(of: finding.customerID),
                        order: FindingCollection.firstBytes(finding.orderID)))
            }
        }
    }

    private static func rank(_ finding: Discrepancy) -> UInt16 {
        let severity: UInt16 =
            switch finding.severity {
            case .high: 0
            case .medium: 1
            case .low: 2
            }
        return severity << 8 | UInt16(finding.kind.cataloguePosition)
    }

    private static func firstBytes(_ text: String) -> UInt128 {
        var value: UInt128 = 0
        var count = 0
        for byte in text.utf8.prefix(16) {
            value = value << 8 | UInt128(byte)
            count += 1
        }
        return value << UInt128(8 * (16 - count))
    }

    /// Tells findings about the very same subject apart, by everything else about them, so that they are numbered the
    /// same every night. Comes once, when all of tonight's are there.
    func settleIdentities() {
        state.withLock { state in
            state.entries.sort { $0.identity < $1.identity }
            var start = 0
            while start < state.entries.count {
                var end = start + 1
                while end < state.entries.count, state.entries[end].identity == state.entries[start].identity {
                    end += 1
                }
                if end - start > 1 { settle(&state.entries, start..<end) }
                start = end
            }
        }
    }

    private func settle(_ entries: inout [Entry], _ range: Range<Int>) {
        let ordered = entries[range].map { (entry: $0, finding: file.row(at: $0.place).discrepancy) }
            .map { (entry: $0.entry, finding: $0.finding, key: FindingCollection.key($0.finding)) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for (count, (index, member)) in zip(range, ordered).enumerated() {
            entries[index] = member.entry
            entries[index].identity = DiscrepancyIdentity(member.finding, after: count)
        }
    }

    /// Everything that tells findings apart.
    private static func key(_ finding: Discrepancy) -> [String] {
        [
            finding.customerID, finding.orderID, finding.subscriptionID, finding.billedAmount?.description ?? "",
            finding.expectedAmount?.description ?? "", finding.explanation,
        ] + finding.evidence
    }

    /// The ids of all findings taken so far.
    var identities: Set<DiscrepancyIdentity> {
        state.withLock { Set($0.entries.map(\.identity)) }
    }

    /// Every finding in the order of ``ReportedDiscrepancy/precedes(_:)``.
    func inReportOrder() -> [Entry] {
        state.withLock { state in
            let (invoices, customers) = (state.invoices.ranks, state.customers.ranks)
            var entries = state.entries
            for index in entries.indices {
                entries[index].invoice = invoices[Int(entries[index].invoice)]
                entries[index].customer = customers[Int(entries[index].customer)]
            }
            entries.sort { $0.sortsBefore($1) }
            var start = 0
            while start < entries.count {
                var end = start + 1
                while end < entries.count, !entries[start].sortsBefore(entries[end]) { end += 1 }
                if end - start > 1 { order(&entries, start..<end) }
                start = end
            }
            return entries
        }
    }

    /// Orders findings that what is in memory of them does not tell apart.
    private func order(_ entries: inout [Entry], _ range: Range<Int>) {
        let ordered = entries[range].map { entry in
            var row = file.row(at: entry.place)
            row.id = entry.identity.text
            return (entry: entry, row: row)
        }.sorted { $0.row.precedes($1.row) }
        for (index, member) in zip(range, ordered) { entries[index] = member.entry }
    }
}

extension FindingCollection.Entry {
    fileprivate func sortsBefore(_ other: FindingCollection.Entry) -> Bool {
        if rank != other.rank { return rank < other.rank }
        if invoice != other.invoice { return invoice < other.invoice }
        if customer != other.customer { return customer < other.customer }
        return order < other.order
    }
}

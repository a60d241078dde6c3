import BillingModel
import LedgerStore

/// Looks up what nights before have read and tonight's source no longer has: a folder with the latest month alone is
/// matched as well as an archive of all of them.
struct EarlierInvoicesStage {
    let asOf: CalendarDate
    /// Ids of tonight's invoices.
    let present: Set<String>

    init(asOf: CalendarDate, present: some Sequence<String>) {
        self.asOf = asOf
        self.present = Set(present.map { $0.lowercased() })
    }

    /// Sets the lines of those invoices apart as history; returns the invoices, in the order that the lines count in.
    func run(_ lane: LedgerLane, into sorting: WorkLane<AccountSorting>) throws(JobError) -> [EarlierInvoice] {
        try lane.ask { ledger, _ throws(LedgerError) in
            let invoices = try ledger.earlierInvoices(before: asOf).filter { !present.contains($0.id.lowercased()) }
            if invoices.isEmpty { return [] }
            let terms = try ledger.earlierTerms()
            for (position, invoice) in invoices.enumerated() {
                try ledger.lines(of: invoice, before: asOf, as: InvoiceIndex(position), terms) { batch in
                    try sorting.post { sorting throws(JobError) in try sorting.add(history: batch) }
                }
            }
            return invoices
        }
    }
}

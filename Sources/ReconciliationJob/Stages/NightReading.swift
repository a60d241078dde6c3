import BillingModel
import InvoiceIntake
import LedgerStore

/// What was read in one night.
struct NightReading {
    let orders: OrderBookReading
    let snapshot: SnapshotReading
    /// Files of decisions.
    var reviews: [ReviewStage.Outcome] = []
    /// Reference rates, bank statements, e-invoices.
    var official = OfficialDocuments()
    /// What customers own.
    var entitlements = SnapshotEntitlements()
    /// Invoices that only the ledger still has.
    var earlier: [EarlierInvoice] = []

    /// Every source document, in the order that ``DocumentIndex`` counts in.
    var documents: [SourceDocument] {
        orders.documents + snapshot.documents + reviews.map(\.document) + official.documents + entitlements.documents
    }

    /// Something could not be read whole. A single line that cannot be read is a finding, not a reason to run again.
    var isProvisional: Bool {
        !orders.isComplete || snapshot.headersMissing || snapshot.isFetchedInPart
            || !snapshot.balancesAreWhole
            || snapshot.invoices.contains {
                !$0.isComplete || !$0.usageIsComplete
            }
    }

    /// Currency and days of the new-commerce invoices among them.
    var earlierDays: [(currency: CurrencyCode, days: BillingPeriod)] {
        earlier.compactMap { invoice in
            guard let currency = invoice.currency, let days = invoice.period, !invoice.isLegacy else { return nil }
            return (currency, days)
        }
    }
}

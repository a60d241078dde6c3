import BillingModel
import InvoiceIntake
import LedgerStore

/// What tonight's source does not show: invoices that were read in part, and those that only the ledger still has.
///
/// A finding about them has not gone because nobody looked. It is carried over, open and provisional, until its document
/// is read whole again.
struct UnreadDocuments {
    private struct Days {
        let currency: CurrencyCode
        let period: BillingPeriod
    }

    private var invoices: Set<String> = []
    private var days: [Days] = []

    init(_ night: NightReading) {
        for read in night.snapshot.invoices where !read.isComplete || !read.usageIsComplete || read.invoice.isHeaderless
        {
            invoices.insert(read.invoice.id)
            if !read.invoice.isHeaderless {
                days.append(Days(currency: read.invoice.currency, period: read.invoice.period))
            }
        }
        for invoice in night.earlier {
            invoices.insert(invoice.id)
            if let currency = invoice.currency, let period = invoice.period {
                days.append(Days(currency: currency, period: period))
            }
        }
    }

    /// Whether a finding is about one of them: on such an invoice, or about something expected in its currency and days.
    func concern(_ row: ReportedDiscrepancy) -> Bool {
        let finding = row.discrepancy
        if !finding.invoiceID.isEmpty { return invoices.contains(finding.invoiceID) }
        guard let currency = finding.currency, let day = finding.chargeStart else { return false }
        return days.contains { $0.currency == currency && $0.period.contains(day) }
    }
}
